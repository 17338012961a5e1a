// Findings of an earlier run and the files of two iterations, for the tests of what becomes of them.
import type { FileDelta } from '../../ReviewTask/model/delta.ts';
import type { ChangedFile, ChangeEntry, Side } from '../../ReviewTask/model/diff.ts';
import type { PlacedFinding } from '../../ReviewTask/model/finding.ts';
import { fingerprintOf } from '../../ReviewTask/model/fingerprint.ts';
import type { KeptFinding } from '../../ReviewTask/model/kept-finding.ts';
import { fileDeltas } from '../../ReviewTask/snapshot/delta.ts';
import { anEntry } from '../fakes/changes.ts';
import { contentBetween } from '../snapshot/versions.ts';

/** A file with these two sides. */
export function aFile(
  left: readonly string[],
  right: readonly string[],
  given: Partial<ChangeEntry> = {},
): ChangedFile {
  return { ...anEntry({ path: 'src/a.ts', ...given }), content: contentBetween(left, right) };
}

/** What lies between two looks at a file. */
export function deltaOf(then: ChangedFile, now: ChangedFile): readonly FileDelta[] {
  return fileDeltas([now], { files: new Map([[now.path, then]]), unreadable: [] });
}

/** A finding of the model on whole lines of a file, as it is kept. */
export function keptOn(
  file: ChangedFile,
  side: Side,
  [first, last]: readonly [number, number],
  given: Partial<KeptFinding> = {},
): KeptFinding {
  const lines = file.content.kind === 'text' ? file.content[side] : [];
  const code = lines.slice(first - 1, last);
  const category = given.category ?? 'bug';
  return {
    fingerprint: fingerprintOf(category, code, 0),
    path: file.path,
    severity: 'warning',
    category,
    source: { kind: 'model' },
    title: 'It is wrong',
    failure: 'It fails when it is called.',
    question: '',
    place: {
      kind: 'lines',
      side,
      start: { line: first, offset: 1 },
      end: { line: last, offset: (code.at(-1) ?? '').length + 1 },
    },
    code,
    ...given,
  };
}

/** A finding of this run on whole lines. */
export function placedOn(
  file: ChangedFile,
  [first, last]: readonly [number, number],
  given: Partial<PlacedFinding> = {},
): PlacedFinding {
  const code = file.content.kind === 'text' ? file.content.right.slice(first - 1, last) : [];
  const category = given.category ?? 'bug';
  const end = { line: last, offset: (code.at(-1) ?? '').length + 1 };
  return {
    path: file.path,
    side: 'right',
    line: first,
    endLine: last,
    quote: code.join('\n'),
    title: 'It is wrong',
    failure: 'It fails when it is called.',
    severity: 'warning',
    category,
    replacement: undefined,
    source: { kind: 'model', question: '', passes: [1] },
    anchor: { kind: 'lines', side: 'right', start: { line: first, offset: 1 }, end, how: 'quote-at-line' },
    fingerprint: fingerprintOf(category, code, 0),
    ...given,
  };
}
