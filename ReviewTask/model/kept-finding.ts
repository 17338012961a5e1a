// A finding as it is kept on the pull request between runs, in the properties of its thread or in the state.
import type { Side } from './diff.ts';
import type { Category, FindingSource, Position, Severity } from './finding.ts';

/** Where a finding was when it was last looked at; lines and offsets as in `Anchor`. */
export type KeptPlace =
  | { readonly kind: 'lines'; readonly side: Side; readonly start: Position; readonly end: Position }
  | { readonly kind: 'file' }
  | { readonly kind: 'pull-request' };

/** Everything that a later run needs to know the finding again, to find its code, and to ask whether it still holds. */
export interface KeptFinding {
  readonly fingerprint: string;
  /** Repository path at that iteration. */
  readonly path: string;
  /** As it counted: verified. */
  readonly severity: Severity;
  readonly category: Category;
  readonly source:
    | { readonly kind: Extract<FindingSource['kind'], 'model'> }
    | { readonly kind: Exclude<FindingSource['kind'], 'model'>; readonly rule: string };
  readonly title: string;
  /** At most 600 UTF-16 units are kept. */
  readonly failure: string;
  /** The narrow question of fact that decides whether it holds; empty for none. */
  readonly question: string;
  readonly place: KeptPlace;
  /** The lines that the place covers, as they were; at most 20 are kept. Where one of them holds a secret there are none. */
  readonly code: readonly string[];
}
