// Prints the numbers as a table in which a model is a row, and the targets below it.
import type { Metrics } from './metrics.ts';
import type { Measured, Target } from './targets.ts';

const columns: readonly (readonly [string, (metrics: Metrics) => string])[] = [
  ['runs', (m) => String(m.runs)],
  ['expected', (m) => String(m.expected)],
  ['posted', (m) => String(m.posted)],
  ['placed', (m) => share(m.placement)],
  ['recall', (m) => share(m.recall)],
  ['precision', (m) => share(m.precision)],
  ['detectors', (m) => String(m.besidesByDetectors)],
  ['per PR', (m) => m.perPullRequest.toFixed(1)],
  ['@1', (m) => share(m.recallAt[1])],
  ['@2', (m) => share(m.recallAt[2])],
  ['@4', (m) => share(m.recallAt[4])],
  ['@8', (m) => share(m.recallAt[8])],
  ['twice', (m) => String(m.duplicates)],
  ['wrong line', (m) => String(m.silentWrongLines)],
  ['calls', (m) => String(m.calls)],
  ['prompt/line', (m) => number(m.promptTokensPerLine)],
  ['beyond calls', (m) => number(m.tokensPerLineBeyondCalls)],
  ['out/finding', (m) => number(m.outputTokensPerFinding)],
  ['cacheable', (m) => share(m.cacheableInMultiCallRuns)],
  ['after first', (m) => share(m.cacheableAfterFirstCalls)],
  ['seconds', (m) => m.seconds.toFixed(1)],
];

/** The table as lines. */
export function tableOf(measured: readonly Measured[]): readonly string[] {
  const rows = [
    ['model', ...columns.map(([name]) => name)],
    ...measured.map(({ model, metrics }) => [model, ...columns.map(([, show]) => show(metrics))]),
  ];
  const widths = rows[0]?.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  '),
  );
}

/** How the two shares are counted. */
export const cacheNote: readonly string[] = [
  'cacheable: of all prompt tokens in runs of several calls (schema and tools included), those that a prefix cache could serve: the',
  'longest beginning that a question answered before has, from 1,024 tokens in steps of 128. after first: without each run’s first call.',
];

/** The targets as lines, those that are not met marked. */
export function targetLines(targets: readonly Target[]): readonly string[] {
  const width = Math.max(0, ...targets.map(({ model }) => model.length));
  return targets.map(
    ({ model, asks, measured, isMet }) =>
      `${isMet ? 'met   ' : 'NOT MET'.padEnd(6)} ${model.padEnd(width)}  ${asks}: ${measured}`,
  );
}

function share(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(2);
}

function number(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(1);
}
