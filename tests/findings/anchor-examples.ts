// Changed files and findings for the tests of anchors, made from two versions of a text.
import type { ChangedFile } from '../../ReviewTask/model/diff.ts';
import type { Anchor, RawFinding } from '../../ReviewTask/model/finding.ts';
import { contentOf } from '../../ReviewTask/snapshot/content.ts';
import { changeEntry } from '../fakes/pull-requests.ts';

/** A changed file from the texts of its two sides; `undefined` where it does not exist. */
export function changedFile(
  path: string,
  left: string | undefined,
  right: string | undefined,
  originalPath = path,
): ChangedFile {
  const entry = changeEntry({
    path,
    originalPath,
    isAdded: left === undefined,
    isDeleted: right === undefined,
    isRenamed: path !== originalPath,
    leftBlob: left === undefined ? undefined : 'left',
    rightBlob: right === undefined ? undefined : 'right',
  });
  const blobs = new Map([
    ['left', Buffer.from(left ?? '')],
    ['right', Buffer.from(right ?? '')],
  ]);
  return { ...entry, content: contentOf(entry, blobs) };
}

/** A finding on the right side of `src/basket.ts`, with what a test cares about put in its place. */
export function rawFinding(given: Partial<RawFinding> = {}): RawFinding {
  return {
    path: 'src/basket.ts',
    side: 'right',
    line: undefined,
    endLine: undefined,
    quote: '',
    title: 'Total ignores the discount',
    failure: 'A customer with a voucher pays the full price.',
    severity: 'warning',
    category: 'bug',
    replacement: undefined,
    source: { kind: 'model', question: '', passes: [1] },
    ...given,
  };
}

/** An anchor in one line: `right 3:1-3:14 unique-quote`, or just its kind. */
export function printAnchor(anchor: Anchor): string {
  if (anchor.kind !== 'lines') return anchor.kind;
  const { side, start, end, how } = anchor;
  return `${side} ${start.line}:${start.offset}-${end.line}:${end.offset} ${how}`;
}
