// The numbers of the table, from the records of a model's runs. Shares are 0 to 1, and `undefined` where there is nothing to share.
import { expectedOf, isExact, isOnRightLines } from './match.ts';
import { cacheableTokens, type TimedPrompt, tokensIn } from './prefix.ts';
import type { ReportedFinding, RunRecord } from './run-record.ts';

type Share = number | undefined;

export interface Metrics {
  readonly runs: number;
  readonly expected: number;
  readonly posted: number;
  /** Of the expected findings that were posted: on exactly their lines. */
  readonly placement: Share;
  /** Of those that were posted: on their lines, whatever the range. */
  readonly onRightLines: Share;
  readonly recall: Share;
  readonly precision: Share;
  /** Threads of the built-in checks and the secret detectors that are about nothing expected; they count against precision. */
  readonly besidesByDetectors: number;
  readonly perPullRequest: number;
  /** Recall when a reader stops after so many threads of a pull request. */
  readonly recallAt: Readonly<Record<1 | 2 | 4 | 8, Share>>;
  /** Threads about an expected finding that has one already. */
  readonly duplicates: number;
  /** Threads about an expected finding on lines that are not its own. One on the file alone is not silent. */
  readonly silentWrongLines: number;
  /** Paraphrases that were claimed, and those of them that were merged into another finding or held. */
  readonly repeated: { readonly claimed: number; readonly merged: number };
  /** Findings that name what does not exist: claimed, refuted by code, merged into another one, and asked about all the same. */
  readonly invented: {
    readonly claimed: number;
    readonly refuted: number;
    readonly merged: number;
    readonly asked: number;
  };
  readonly calls: number;
  readonly promptTokensPerLine: Share;
  /** Prompt tokens above 3,000 a call, for each changed line; 0 at least. */
  readonly tokensPerLineBeyondCalls: Share;
  readonly outputTokensPerFinding: Share;
  readonly cacheable: Share;
  /** The same in runs of more than one call. */
  readonly cacheableInMultiCallRuns: Share;
  /** The same without the first call of each of them, which no cache can know. */
  readonly cacheableAfterFirstCalls: Share;
  readonly seconds: number;
}

/** Tokens that every call may cost on top of the changed lines. */
const tokensPerCall = 3_000;

/** Sums up runs of one model. */
export function metricsOf(runs: readonly RunRecord[]): Metrics {
  const matched = runs.flatMap(firstPosted);
  const posted = sum(runs, (run) => run.posted.length);
  const expected = sum(runs, (run) => run.expected.length);
  const calls = sum(runs, (run) => run.questions.length);
  const lines = sum(runs, (run) => run.changedLines);
  const prompt = sum(runs, (run) => run.promptTokens);
  const beyond = sum(runs, (run) => Math.max(0, run.promptTokens - tokensPerCall * run.questions.length));
  const right = sum(runs, (run) => run.posted.filter((one) => expectedOf(one, run) !== undefined).length);
  const modelFindings = sum(runs, (run) => run.findings.filter(({ source }) => source === 'model').length);
  const severalCalls = runs.filter((run) => run.questions.length > 1);
  const firsts = (count: number) =>
    share(
      sum(runs, (run) => foundAmong(run, count)),
      expected,
    );
  return {
    runs: runs.length,
    expected,
    posted,
    placement: share(matched.filter(({ one, run, index }) => isExact(one, run, index)).length, matched.length),
    onRightLines: share(
      matched.filter(({ one, run, index }) => isOnRightLines(one, run, index)).length,
      matched.length,
    ),
    recall: share(matched.length, expected),
    precision: share(right, posted),
    besidesByDetectors: sum(runs, besidesByDetectors),
    perPullRequest: posted / Math.max(1, runs.length),
    recallAt: { 1: firsts(1), 2: firsts(2), 4: firsts(4), 8: firsts(8) },
    duplicates: right - matched.length,
    silentWrongLines: sum(runs, silentlyWrong),
    repeated: repeatedIn(runs),
    invented: inventedIn(runs),
    calls,
    promptTokensPerLine: share(prompt, lines),
    tokensPerLineBeyondCalls: share(beyond, lines),
    outputTokensPerFinding: share(
      sum(runs, (run) => run.outputTokens),
      modelFindings,
    ),
    cacheable: cacheableShare(runs),
    cacheableInMultiCallRuns: cacheableShare(severalCalls),
    cacheableAfterFirstCalls: cacheableShare(severalCalls, 1),
    seconds: sum(runs, (run) => run.seconds),
  };
}

interface Matched {
  readonly one: ReportedFinding;
  readonly run: RunRecord;
  readonly index: number;
}

/** For each expected finding the first thread about it. */
function firstPosted(run: RunRecord): readonly Matched[] {
  return run.expected.flatMap((_, index) => {
    const one = run.posted.find((thread) => expectedOf(thread, run) === index);
    return one === undefined ? [] : [{ one, run, index }];
  });
}

function foundAmong(run: RunRecord, count: number): number {
  return new Set(run.posted.slice(0, count).flatMap((one) => expectedOf(one, run) ?? [])).size;
}

function besidesByDetectors(run: RunRecord): number {
  return run.posted.filter((one) => one.source !== 'model' && expectedOf(one, run) === undefined).length;
}

function silentlyWrong(run: RunRecord): number {
  return run.posted.filter((one) => {
    const index = expectedOf(one, run);
    return index !== undefined && one.lines !== undefined && !isOnRightLines(one, run, index);
  }).length;
}

function repeatedIn(runs: readonly RunRecord[]): Metrics['repeated'] {
  const said = runs.flatMap((run) => findingsOf(run, 'duplicate').map((one) => ({ one, run })));
  const stands = said.filter(({ one, run }) => {
    const index = expectedOf(one, run);
    const others = run.posted.filter((other) => other !== one && expectedOf(other, run) === index);
    return one.disposition === 'post' && others.some((other) => other.title !== one.title);
  });
  return { claimed: said.length, merged: said.length - stands.length };
}

function inventedIn(runs: readonly RunRecord[]): Metrics['invented'] {
  const claimed = runs.flatMap((run) => findingsOf(run, 'invented').map((one) => ({ one, run })));
  const refuted = claimed.filter(({ one }) => one.reason === 'refuted' && one.verifiedBy === 'code');
  const asked = claimed.filter(({ one, run }) =>
    run.questions.some((question) => question.kind === 'verdict' && question.user.includes(one.title)),
  );
  const merged = claimed.filter(({ one }) => one.disposition === 'merged');
  return { claimed: claimed.length, refuted: refuted.length, merged: merged.length, asked: asked.length };
}

function findingsOf(run: RunRecord, kind: 'duplicate' | 'invented'): readonly ReportedFinding[] {
  return run.findings.filter((one) => run.claims.find(({ title }) => title === one.title)?.origin.kind === kind);
}

/** `from`: the call of each run with which counting begins; what the others bring into the cache counts all the same. */
function cacheableShare(runs: readonly RunRecord[], from = 0): Share {
  const prompts = runs.map(promptsOf);
  return share(
    sum(prompts, cacheableTokens),
    sum(
      prompts.flatMap((list) => list.slice(from)),
      ({ text }) => tokensIn(text),
    ),
  );
}

function promptsOf({ questions }: RunRecord): readonly TimedPrompt[] {
  return questions.map(({ preamble, system, user, askedAt, answeredAt }) => ({
    ...{ text: `${preamble}${system}\n${user}`, askedAt, answeredAt },
  }));
}

function share(part: number, whole: number): Share {
  return whole === 0 ? undefined : part / whole;
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
