// The targets of the model pipeline, each as a check that says what was measured.
import { expectedOf } from './match.ts';
import type { Metrics } from './metrics.ts';
import type { RunRecord } from './run-record.ts';

export interface Target {
  readonly model: string;
  /** What is asked for. */
  readonly asks: string;
  readonly measured: string;
  /** What the review says, or what it costs. */
  readonly about: 'outcome' | 'cost';
  readonly isMet: boolean;
}

export interface Measured {
  readonly model: string;
  readonly metrics: Metrics;
  readonly runs: readonly RunRecord[];
}

/** What is asked of a scripted model's runs; nothing for recorded and real models. `effort` is that of the runs. */
export function targetsFor(measured: Measured, effort: string): readonly Target[] {
  const { model } = measured;
  if (model === 'broken') return broken(measured);
  const own = { oracle, 'oracle-noisy': oracleNoisy, generous }[model];
  return own === undefined ? [] : [...own(measured, effort), ...cost(measured, effort)];
}

function oracle({ model, metrics: m }: Measured): readonly Target[] {
  return [
    check(model, 'every expected finding is posted', percent(m.recall), (m.recall ?? 1) === 1),
    check(model, 'each on its exact range', percent(m.placement), (m.placement ?? 1) === 1),
    check(model, 'none twice', `${m.duplicates} twice`, m.duplicates === 0),
  ];
}

function oracleNoisy({ model, metrics: m }: Measured): readonly Target[] {
  const { repeated, invented } = m;
  return [
    check(model, 'at least 0.98 on the right lines', percent(rightLines(m)), (rightLines(m) ?? 1) >= 0.98),
    check(model, 'none on a wrong line in silence', String(m.silentWrongLines), m.silentWrongLines === 0),
    check(
      model,
      'all paraphrases merged',
      `${repeated.merged} of ${repeated.claimed}, ${m.duplicates} twice`,
      m.duplicates === 0,
    ),
    check(
      model,
      'all invented names refuted without a call',
      `${invented.refuted} of ${invented.claimed} refuted by code, ${invented.merged} merged, ${invented.asked} asked about`,
      invented.refuted + invented.merged === invented.claimed && invented.asked === 0,
    ),
  ];
}

/** Of all expected findings, not only of the posted ones: a finding that got lost is on no line at all. */
function rightLines({ onRightLines, recall }: Metrics): number | undefined {
  return recall === undefined ? undefined : (onRightLines ?? 0) * recall;
}

/** `quick` has one pass and no verification, so choosing is asked of the other two. */
function generous({ model, metrics: m }: Measured, effort: string): readonly Target[] {
  if (effort === 'quick') return [];
  return [
    check(model, 'precision at least 0.8', percent(m.precision), (m.precision ?? 0) >= 0.8),
    check(model, 'recall at least 0.95', percent(m.recall), (m.recall ?? 0) >= 0.95),
    check(model, 'at most 4 threads per pull request', m.perPullRequest.toFixed(2), m.perPullRequest <= 4),
  ];
}

const tokensPerLine: Readonly<Record<string, number>> = { quick: 25, standard: 80 };

/** What the effort is held to, in words. */
export function askedOf(effort: string): string {
  const most = tokensPerLine[effort];
  const price = most === undefined ? 'no ceiling for a line' : `${most} prompt tokens a changed line and 3,000 a call`;
  return effort === 'quick' ? price : `${price}, 70 % of the prompt cacheable, precision 0.8 at recall 0.95`;
}

function cost(measured: Measured, effort: string): readonly Target[] {
  const { model, metrics: m, runs } = measured;
  const most = tokensPerLine[effort];
  const beyond = m.tokensPerLineBeyondCalls ?? 0;
  // `quick` asks about each part of the change once: there is nothing to repeat but the fixed text.
  const isRepeating = effort !== 'quick' && runs.some((run) => run.questions.length > 1);
  return [
    ...(most === undefined
      ? []
      : [
          check(
            model,
            `at most ${most} prompt tokens per changed line beyond 3,000 per call`,
            beyond.toFixed(1),
            beyond <= most,
            'cost',
          ),
        ]),
    ...(isRepeating ? [cacheable(measured)] : []),
  ];
}

/**
 * A run of n equal calls cannot get beyond (n - 1) / n, because nothing of the first is in a cache. The oracles say nothing
 * in vain, so half of their runs have two or three calls: of them the share is asked after the first call. `generous` says
 * as much as real models do, and is held to the share of all that is sent.
 */
function cacheable({ model, metrics: m }: Measured): Target {
  const all = m.cacheableInMultiCallRuns ?? 0;
  const afterFirst = m.cacheableAfterFirstCalls ?? 0;
  const isTalkative = model === 'generous';
  return check(
    model,
    `at least 70 % of the prompt cacheable in runs of several calls${isTalkative ? '' : ', after the first call'}`,
    isTalkative ? `${percent(all)} of all` : `${percent(afterFirst)}; ${percent(all)} of all`,
    (isTalkative ? all : afterFirst) >= 0.7,
    'cost',
  );
}

/** One check for each kind of broken answer, so that the table names what ends wrongly. */
function broken({ runs }: Measured): readonly Target[] {
  return runs.map((run) => {
    const problem = wrongEnding(run);
    const measured = problem ?? `${run.verdict}; ${run.statuses.at(-1)}`;
    return check(run.model, `ends correctly (${run.caseName})`, measured, problem === undefined);
  });
}

/** What is wrong with how a run ended that got a broken answer; `undefined` when nothing is. */
export function wrongEnding(run: RunRecord): string | undefined {
  const last = run.statuses.at(-1);
  if (last === undefined) return 'no status was posted';
  if (last === 'pending') return 'the status is still pending';
  if (/does not know/.test(run.lastStatus)) return `unexpected error: ${run.lastStatus}`;
  if (run.verdict === '') return `no verdict was handed to the pipeline (exit code ${run.exitCode})`;
  const isComplete = run.expected.every((_, index) => run.posted.some((one) => expectedOf(one, run) === index));
  const admits = /PARTIAL|ERROR|SKIPPED/.test(run.verdict);
  if (!isComplete && !admits) return `plain ${run.verdict} though findings were lost`;
  const isLost = run.expected.length > 0 && run.posted.length === 0 && /PASS$/.test(run.verdict);
  if (isLost && last === 'succeeded') return `${run.verdict}, and the status succeeded, though every finding was lost`;
  return undefined;
}

function check(
  model: string,
  asks: string,
  measured: string,
  isMet: boolean,
  about: Target['about'] = 'outcome',
): Target {
  return { model, asks, measured, about, isMet };
}

function percent(share: number | undefined): string {
  return share === undefined ? 'nothing to measure' : share.toFixed(3);
}
