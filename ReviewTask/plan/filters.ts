// Decides whether a pull request is to be reviewed now, and says in a few words why not.
//
// Two rules say what is reviewed at all, by target branch and by title; they always hold. The others say when, and give
// way to whoever asks: drafts, pushes after the first review, and bursts of pushes.
import picomatch from 'picomatch';
import type { Config } from '../model/config.ts';
import type { IterationRecord, PullRequest } from '../model/pull-request.ts';
import type { ReviewState } from '../model/review-state.ts';

/** What the decision rests on. */
export interface FilterGrounds {
  readonly pullRequest: Pick<PullRequest, 'isDraft' | 'targetRef' | 'title'>;
  /** All that the service lists, in any order. */
  readonly iterations: readonly IterationRecord[];
  /** Of the last review; `undefined` where there was none or its state cannot be used. */
  readonly state: Pick<ReviewState, 'source'> | undefined;
  readonly config: Pick<Config, 'autoPause' | 'ignoreTitles' | 'reviewDrafts' | 'reviewOnPush' | 'targetBranches'>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** A person asked for this review: by a command, or by starting the run for this pull request. */
  readonly isAsked: boolean;
}

/** Why there is no review now. `reason` completes "AI review skipped — …"; it may hold text of the pull request. */
export interface NotNow {
  readonly code: 'target-branch' | 'title' | 'draft' | 'not-on-push' | 'paused';
  readonly reason: string;
}

/** `undefined` where the pull request is to be reviewed. */
export function whyNotNow(grounds: FilterGrounds): NotNow | undefined {
  return whyNotAtAll(grounds) ?? (grounds.isAsked ? undefined : (whyNotYet(grounds) ?? whyNotThisPush(grounds)));
}

function whyNotAtAll({ pullRequest, config }: FilterGrounds): NotNow | undefined {
  const branch = shortName(pullRequest.targetRef);
  if (!isTarget(branch, config.targetBranches)) {
    return { code: 'target-branch', reason: `the target branch ${branch} is not among targetBranches` };
  }
  const title = config.ignoreTitles.find((pattern) => titleMatches(pullRequest.title, pattern));
  return title === undefined ? undefined : { code: 'title', reason: `the title matches "${title}" of ignoreTitles` };
}

function whyNotYet({ pullRequest, config }: FilterGrounds): NotNow | undefined {
  if (!pullRequest.isDraft || config.reviewDrafts) return undefined;
  return { code: 'draft', reason: 'this is a draft; it is reviewed once it is published' };
}

const howToAsk = 'comment "/threadline review" to ask for one';

/** The first review is always made, and what was reviewed already is no push. */
function whyNotThisPush(grounds: FilterGrounds): NotNow | undefined {
  const { iterations, state, config, now } = grounds;
  const latest = iterations.reduce<IterationRecord | undefined>(
    (best, one) => (best === undefined || one.id > best.id ? one : best),
    undefined,
  );
  if (state === undefined || latest?.source === state.source) return undefined;
  if (!config.reviewOnPush) return { code: 'not-on-push', reason: `reviewOnPush is false; ${howToAsk}` };
  if (config.autoPause === undefined) return undefined;
  const { pushes, minutes } = config.autoPause;
  const count = iterations.filter(({ createdAt }) => createdAt !== undefined && createdAt > now - minutes * 60_000);
  if (count.length < pushes) return undefined;
  return { code: 'paused', reason: `paused: ${count.length} pushes within ${minutes} minutes; ${howToAsk}` };
}

const shortName = (ref: string) => ref.replace(/^refs\/heads\//, '');

/** The last pattern that matches decides, as with files; with nothing but negated ones all others are in. */
function isTarget(branch: string, patterns: readonly string[]): boolean {
  const last = patterns.findLast((pattern) => branchMatches(branch, pattern));
  if (last !== undefined) return !last.startsWith('!');
  return patterns.every((pattern) => pattern.startsWith('!'));
}

/** Unlike a file's, a branch's name is one whole: `main` is not `feature/main`. */
function branchMatches(branch: string, pattern: string): boolean {
  const glob = shortName(pattern.replace(/^!/, ''));
  return picomatch.isMatch(branch, glob, { dot: true, nocase: true, nonegate: true });
}

/**
 * A text stands anywhere in the title; with `*`, which is any run of characters, it has to match the whole. Nothing else
 * is special, since titles begin with things like `[WIP]`. Letter case does not count.
 */
function titleMatches(title: string, pattern: string): boolean {
  const text = title.toLowerCase();
  const [first = '', ...others] = pattern.toLowerCase().split('*');
  const last = others.pop();
  if (last === undefined) return text.includes(first);
  if (!text.startsWith(first)) return false;
  let end = first.length;
  for (const part of others) {
    const at = text.indexOf(part, end);
    if (at < 0) return false;
    end = at + part.length;
  }
  return text.length - last.length >= end && text.endsWith(last);
}
