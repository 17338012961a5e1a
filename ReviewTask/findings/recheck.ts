// Asks of earlier findings on touched code whether they are still there, and reads what verification answers.
import type { PlacedFinding, Verification } from '../model/finding.ts';
import type { Carried } from './carry.ts';
import { inBaseOrder } from './rank.ts';

/** An earlier finding, as it is put before verification. */
export interface Recheck {
  readonly carried: Carried;
  /** The finding with the question of the day; the key of its verdict. */
  readonly asked: PlacedFinding;
}

/** Questions of one run about earlier findings; the rest stays open, and is asked at the next change. */
const mostRechecks = 20;

/**
 * What to ask verification about, the severest first: opinions on code that was touched and is still there. `reported` are
 * those that this run has found again: they are there. The checks without a model were run again and need no question.
 */
export function rechecks(carried: readonly Carried[], reported: ReadonlySet<Carried>): readonly Recheck[] {
  const open = carried.filter(
    (one) =>
      one.whereabouts.kind === 'touched' &&
      (one.finding.source.kind === 'model' || one.finding.source.kind === 'rule') &&
      !reported.has(one),
  );
  const all = new Map(open.map((one) => [asked(one), one]));
  return inBaseOrder([...all.keys()])
    .slice(0, mostRechecks)
    .flatMap((finding) => {
      const one = all.get(finding);
      return one === undefined ? [] : [{ carried: one, asked: finding }];
    });
}

function asked({ kept, finding }: Carried): PlacedFinding {
  const question = `The code was changed after this was found: is the defect described still there? ${kept.question}`;
  return { ...finding, source: { kind: 'model', question: question.trim(), passes: [] } };
}

/** What became of an earlier finding. */
export type Now =
  /** `gone`: its code says so. `proven`: verification does, with lines that prove it. `check`: the check that found it is silent. */
  | {
      readonly kind: 'fixed';
      readonly by: 'gone' | 'proven' | 'check';
      readonly verification: Verification | undefined;
    }
  /** `verification` where it was asked about: confirmed, or not refuted. */
  | { readonly kind: 'stays'; readonly verification: Verification | undefined };

/**
 * What became of each earlier finding. Only gone code, or a refutation with evidence, is a fix; that a model does not say it
 * again is none. `checksRan` is false where a check without a model did not come to its end: then its silence is none either.
 */
export function whatBecame(
  carried: readonly Carried[],
  reported: ReadonlySet<Carried>,
  asked: readonly Recheck[],
  verdicts: ReadonlyMap<PlacedFinding, Verification>,
  checksRan: boolean,
): ReadonlyMap<Carried, Now> {
  const answers = new Map(asked.map((one) => [one.carried, verdicts.get(one.asked)]));
  return new Map(carried.map((one) => [one, nowOf(one, reported.has(one), answers.get(one), checksRan)]));
}

function nowOf(
  { whereabouts, finding }: Carried,
  isReported: boolean,
  verification: Verification | undefined,
  checksRan: boolean,
): Now {
  if (isReported) return { kind: 'stays', verification: undefined };
  if (whereabouts.kind === 'gone') return { kind: 'fixed', by: 'gone', verification: undefined };
  const isCheck = finding.source.kind === 'secrets' || finding.source.kind === 'built-in';
  if (isCheck && checksRan && whereabouts.kind !== 'unseen')
    return { kind: 'fixed', by: 'check', verification: undefined };
  const isRefuted =
    verification?.verdict === 'refuted' && verification.by === 'model' && verification.evidence.length > 0;
  return isRefuted ? { kind: 'fixed', by: 'proven', verification } : { kind: 'stays', verification };
}
