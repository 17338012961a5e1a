// The state of a pull request as text for the properties of the tracking thread, and back; whatever the text, reading it gives an answer.
import * as z from 'zod';
import { cutEnd } from './cut-end.ts';
import { keptFindingSchema, keptForm, keptPlaceSchema } from './kept-finding-text.ts';
import { parseJson } from './parse-json.ts';
import type { ReviewState, StateFinding } from './review-state.ts';

/** What a text turned out to be. */
export type StateDecoding =
  | { readonly kind: 'state'; readonly state: ReviewState }
  /** Written by a later version, whose meaning is not known here. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'damaged' };

/** In UTF-16 units; reviews in number. The service documents no limit for a property; this is well within a request. */
const limits = { state: 30_000, summary: 1_500, description: 400, reviews: 20 } as const;

const threadId = z.int().min(1);

const finding = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('thread'),
    threadId,
    path: z.string(),
    place: keptPlaceSchema,
    code: z.array(z.string()).max(20).optional(),
  }),
  z.object({ kind: z.literal('listed'), finding: keptFindingSchema, reason: z.string() }),
]);

const stateSchema = z.object({
  version: z.literal(1),
  pushMark: z.int().min(0).default(0),
  iterationId: z.int().min(1),
  source: z.string(),
  base: z.string(),
  targetRef: z.string(),
  targetCommit: z.string(),
  inputs: z.string(),
  config: z.string(),
  gaps: z.array(z.string()),
  lasting: z.array(z.string()).default([]),
  findings: z.array(finding),
  threads: z.array(z.tuple([threadId, z.string()])),
  counts: z
    .object({ blocker: z.int().min(0), warning: z.int().min(0), suggestion: z.int().min(0) })
    .default({ blocker: 0, warning: 0, suggestion: 0 }),
  status: z.object({
    state: z.enum(['pending', 'succeeded', 'failed', 'error', 'notApplicable']),
    description: z.string(),
  }),
  summary: z.string(),
  reviews: z.array(z.object({ iterationId: z.int().min(1), at: z.number() })),
  leftOut: z.int().min(0),
});

const laterVersion = z.object({ version: z.number().gt(1) });

/** One line of JSON of at most 30,000 UTF-16 units. What finds no room is left out, last first, and counted in `leftOut`. */
export function encodeState(state: ReviewState): string {
  return JSON.stringify(fitted(cutTexts(state)));
}

/** Reads a state. Never throws. */
export function decodeState(text: string): StateDecoding {
  const value = parseJson(text);
  if (laterVersion.safeParse(value).success) return { kind: 'newer' };
  const read = stateSchema.safeParse(value);
  return read.success ? { kind: 'state', state: read.data } : { kind: 'damaged' };
}

function cutTexts(state: ReviewState): ReviewState {
  return {
    ...state,
    findings: state.findings.map(keptStateFinding),
    status: { ...state.status, description: cutEnd(state.status.description, limits.description) },
    summary: cutEnd(state.summary, limits.summary),
    reviews: state.reviews.slice(-limits.reviews),
  };
}

function keptStateFinding(one: StateFinding): StateFinding {
  return one.kind === 'thread' ? one : { ...one, finding: keptForm(one.finding) };
}

/**
 * Listed findings go first, since what hangs on a thread has its record there. The rest goes only where a pull request
 * has hundreds of threads or gaps; a thread that the state does not name counts as changed, so nothing rests on it.
 */
function fitted(state: ReviewState): ReviewState {
  let excess = JSON.stringify(state).length - limits.state;
  if (excess <= 0) return state;
  // The digits of the count, which stands for 0 so far.
  excess += 10;
  let leftOut = state.leftOut;
  const shorten = <T>(list: readonly T[], mayGo: (item: T) => boolean): readonly T[] => {
    const gone = new Set<number>();
    for (let index = list.length - 1; index >= 0 && excess > 0; index--) {
      const item = list[index];
      if (item === undefined || !mayGo(item)) continue;
      gone.add(index);
      excess -= JSON.stringify(item).length + 1;
    }
    leftOut += gone.size;
    return list.filter((_item, index) => !gone.has(index));
  };
  const withoutListed = shorten(state.findings, ({ kind }) => kind === 'listed');
  const lasting = shorten(state.lasting, () => true);
  const gaps = shorten(state.gaps, () => true);
  const findings = shorten(withoutListed, () => true);
  const threads = shorten(state.threads, () => true);
  return { ...state, gaps, lasting, findings, threads, leftOut };
}
