// What a case of the bench is: a change, what a good review of it says, and what a talkative one would add.
import * as z from 'zod';
import { categories, severities } from '../../ReviewTask/model/finding.ts';
import type { Files } from '../demo/scene.ts';

const evidence = z.strictObject({ path: z.string(), line: z.int().positive(), quote: z.string() });

/** A defect that the change causes. `quote` is line `line` of its side, without the line ending; both are checked on loading. */
const expected = z.strictObject({
  path: z.string(),
  /** `old` for a removed line. */
  side: z.enum(['new', 'old']).default('new'),
  /** 1-based. */
  line: z.int().positive(),
  /** 1-based, inclusive. */
  endLine: z.int().positive(),
  quote: z.string(),
  severity: z.enum(severities).exclude(['suggestion']),
  category: z.enum(categories),
  title: z.string(),
  failure: z.string(),
  /** The question of fact that decides whether the finding holds. */
  question: z.string(),
  /** Hidden from the finder: where the verifier finds its answer, besides the finding's own line. */
  evidence: z.array(evidence).default([]),
});

/** One search and replace on the head side; `find` must occur exactly once. */
const edit = z.strictObject({ path: z.string(), find: z.string(), replace: z.string() });

/** The file `case.json`. */
export const caseFile = z.strictObject({
  /** What the change is and where it comes from, for people. */
  note: z.string(),
  /** Published versions of a package, fetched when the bench runs; the folders `base` and `head` otherwise. */
  package: z.strictObject({ name: z.string(), from: z.string(), to: z.string() }).optional(),
  /** Only these paths of the package, by prefix; all when empty. */
  only: z.array(z.string()).default([]),
  /** Files that end their lines with CR LF. On disk they have LF, because Git would change them on the way. */
  carriageReturns: z.array(z.string()).default([]),
  /** The planted defects. */
  edits: z.array(edit).default([]),
  expected: z.array(expected),
});

export type ExpectedFinding = z.infer<typeof expected>;
export type CaseFile = z.infer<typeof caseFile>;

/** A case with its files in hand. */
export interface BenchCase {
  readonly name: string;
  readonly note: string;
  readonly base: Files;
  readonly head: Files;
  readonly expected: readonly ExpectedFinding[];
  /** Disk path of the case's folder. */
  readonly folder: string;
}
