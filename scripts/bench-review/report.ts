// The bench's result as JSON, for machines and for comparing two states of the pipeline.

import type { LoadedCases } from './load-cases.ts';
import { expectedOf } from './match.ts';
import type { RunRecord } from './run-record.ts';
import type { Measured, Target } from './targets.ts';

/** Metrics and targets per model, and for each run what was lost, what was posted besides, and how it ended. */
export function reportOf(
  measured: readonly Measured[],
  targets: readonly Target[],
  leftOut: LoadedCases['leftOut'],
  effort: string,
) {
  return {
    effort,
    leftOut,
    targets,
    models: measured.map(({ model, metrics, runs }) => ({ model, metrics, runs: runs.map(runSummary) })),
  };
}

function runSummary(run: RunRecord) {
  const isPosted = (index: number) => run.posted.some((one) => expectedOf(one, run) === index);
  const fateOf = (index: number) =>
    run.findings
      .filter((one) => expectedOf(one, run) === index)
      .map(({ title, disposition, reason }) => ({ title, disposition, reason }));
  return {
    case: run.caseName,
    model: run.model,
    verdict: run.verdict,
    status: run.statuses.at(-1) ?? '',
    seconds: Math.round(run.seconds * 10) / 10,
    calls: run.questions.length,
    changedLines: run.changedLines,
    promptTokens: run.promptTokens,
    lost: run.expected.flatMap(({ title }, index) => (isPosted(index) ? [] : [{ title, reported: fateOf(index) }])),
    besides: run.posted
      .filter((one) => expectedOf(one, run) === undefined)
      .map(({ path, title, source, lines }) => ({ path, line: lines?.first ?? null, title, source })),
  };
}
