// A finding: something on the changed lines that a person should look at, and where exactly it is.
import type { Side } from './diff.ts';

/** Most severe first. */
export const severities = ['blocker', 'warning', 'suggestion'] as const;
export type Severity = (typeof severities)[number];

export const categories = ['bug', 'security', 'performance', 'error-handling', 'maintainability', 'testing'] as const;
export type Category = (typeof categories)[number];

/** Who found it: the model, a built-in detector, or a rule by its id. */
export type FindingSource =
  | {
      readonly kind: 'model';
      /**
       * A narrow question of fact that decides whether the finding holds, as the finder states it ("can `x` be null here?");
       * empty when it stated none.
       */
      readonly question: string;
      /** Which independent passes reported it, 1-based. */
      readonly passes: readonly number[];
      /** 1-based place in the finder's own list, which is ordered by importance; the best one where several passes saw it. */
      readonly position?: number;
    }
  /** The model, asked about one rule of the repository's owners; `rule` is its id, `scope` what it is about. */
  | {
      readonly kind: 'rule';
      readonly rule: string;
      readonly scope: 'file' | 'pull-request';
      readonly question: string;
      readonly passes: readonly number[];
      /** As for the model's own findings. */
      readonly position?: number;
    }
  | { readonly kind: 'secrets'; readonly rule: string }
  | { readonly kind: 'built-in'; readonly rule: string };

/** A finding as a reviewer states it: lines are a claim until the anchor has been resolved in code. */
export interface RawFinding {
  /** Repository path without a leading slash, as the reviewer wrote it. */
  readonly path: string;
  readonly side: Side;
  /** 1-based first line claimed; `undefined` when the reviewer named none. */
  readonly line: number | undefined;
  /** 1-based last line claimed, inclusive; not before `line`. */
  readonly endLine: number | undefined;
  /** The first claimed lines copied verbatim; lines joined by `\n`. Empty when none was given. */
  readonly quote: string;
  /** Columns inside `line` where the reviewer knows them: 1-based UTF-16, end exclusive. Whole lines otherwise. */
  readonly columns?: { readonly start: number; readonly end: number };
  /** One line. */
  readonly title: string;
  /** What goes wrong, for whom, in which case. */
  readonly failure: string;
  readonly severity: Severity;
  readonly category: Category;
  /** Lines to put in place of `line`–`endLine`; `undefined` when the reviewer has no certain replacement. */
  readonly replacement: string | undefined;
  readonly source: FindingSource;
}

/**
 * True for what a model says about lines, which holds only once it has been looked at. Detectors prove what they say, and a
 * rule about the change as a whole has no line that could prove or refute it.
 */
export function isClaim({ source }: Pick<RawFinding, 'source'>): boolean {
  return source.kind === 'model' || (source.kind === 'rule' && source.scope === 'file');
}

/** 1-based line and 1-based UTF-16 offset. An end offset is exclusive: the end of a line is its length + 1. */
export interface Position {
  readonly line: number;
  readonly offset: number;
}

/** Where a finding is shown. `how` says what the placement rests on. */
export type Anchor =
  | {
      readonly kind: 'lines';
      readonly side: Side;
      readonly start: Position;
      readonly end: Position;
      readonly how: 'quote-at-line' | 'unique-quote' | 'nearest-quote' | 'exact-line';
    }
  /** The quote is not on the diff; the finding is shown on the file, with no line. */
  | { readonly kind: 'file' }
  /** The file is not in the pull request; the finding is shown in the tracking comment. */
  | { readonly kind: 'pull-request' };

/** A finding with its place, before its fate is decided. */
export interface PlacedFinding extends RawFinding {
  readonly anchor: Anchor;
  readonly fingerprint: string;
}

/** Lines that prove something. */
export interface Evidence {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** Verbatim, one line. */
  readonly quote: string;
}

/** What a look at code that the finder did not see has shown. */
export interface Verification {
  /** `unchecked`: nobody looked, and `explanation` says why. */
  readonly verdict: 'confirmed' | 'refuted' | 'pre-existing' | 'unclear' | 'unchecked';
  readonly evidence: readonly Evidence[];
  /** One sentence. */
  readonly explanation: string;
  /** The severity that the evidence supports: never above the finder's. */
  readonly severity: Severity;
  /** `code`: decided without a call. `model`: a fresh call decided. */
  readonly by: 'code' | 'model';
}

/** What is left to do on the thread of an earlier finding; `status` where a run was cut off after its reply. */
export type ThreadStep = 'none' | 'status' | 'reply-and-status';

/** What becomes of a finding. Marked, never dropped: everything here is in the report. */
export type Disposition =
  | { readonly kind: 'post' }
  /**
   * Shown in the tracking comment only. `unchecked`: seen by one pass alone, and verification did not get to it.
   * `unconfirmed`: several passes agree, and verification could not tell. `not-posted`: an earlier run could not open its
   * thread.
   */
  | {
      readonly kind: 'list';
      readonly reason:
        | 'below-min-severity'
        | 'over-max-comments'
        | 'no-file'
        | 'unchecked'
        | 'unconfirmed'
        | 'not-posted';
    }
  /**
   * In the report only, and it never counts: a person said that this kind of finding is not wanted, verification spoke
   * against it, one pass alone reported it and nothing confirmed it, or it is about lines that an earlier review has read.
   */
  | {
      readonly kind: 'hold';
      readonly reason: 'category-off' | 'refuted' | 'pre-existing' | 'unconfirmed' | 'not-touched';
    }
  /** A person set its thread to won't fix or by design: it never counts again. */
  | { readonly kind: 'waived'; readonly threadId: number }
  /** A thread of ours for it exists already. `standing` says what a person did with it; `step` opens it again. */
  | {
      readonly kind: 'known';
      readonly threadId: number;
      readonly standing?: 'closed-by-person' | 'kept-open' | 'back';
      readonly step?: ThreadStep;
    }
  /** A finding of an earlier run that is no longer there; `step` resolves its thread. It never counts. */
  | {
      readonly kind: 'fixed';
      readonly threadId: number | undefined;
      readonly how: 'gone' | 'verified';
      readonly step?: ThreadStep;
    }
  /** The same defect as another finding of this run, named by its fingerprint. */
  | { readonly kind: 'merged'; readonly into: string };

/**
 * What comes of putting the replacement in place of the anchored lines. `parses`: a parser understands the whole file as
 * before. `breaks`: it understands less of it. `repeats`: the replacement begins or ends with a line that stands beside the
 * range already, so it was written for other lines.
 */
export type InPlace = 'parses' | 'breaks' | 'repeats';

/** A finding with its place, its identity and its fate. `severity` is the verified one where that is lower. */
export interface Finding extends PlacedFinding {
  readonly disposition: Disposition;
  /** `undefined` for detectors and rules about the change as a whole, and with `effort: quick`. */
  readonly verification: Verification | undefined;
  /** Why it stands where it stands in the order, in a few words. */
  readonly rank: string;
  /** Absent where nobody tried, or no parser could tell. */
  readonly inPlace?: InPlace;
}
