// Carries the findings of earlier runs over to the files of now: where each of them is, and whether it needs another look.
import type { FileDelta } from '../model/delta.ts';
import type { ChangedFile, ChangeEntry } from '../model/diff.ts';
import type { Anchor, PlacedFinding } from '../model/finding.ts';
import type { KeptFinding, KeptPlace } from '../model/kept-finding.ts';
import { plainText } from './anchor-lines.ts';
import { followLines } from './follow-lines.ts';
import { keptAnchor, placedAgain } from './kept-to-placed.ts';
import { searchCode } from './search-code.ts';

/** A finding of an earlier run, with its thread where it has one. */
export interface Kept {
  readonly finding: KeptFinding;
  readonly threadId?: number;
  /** True where the last review said where it is: then its lines count, also where they were edited and it stands on them. */
  readonly isPlaced?: boolean;
}

/** What the files of now say about a finding, before anybody is asked. */
export type Whereabouts =
  /** The same lines with the same changes around them: nothing new to say. */
  | { readonly kind: 'untouched'; readonly anchor: Anchor }
  /** Nobody could read its file this time, so that nobody can say. */
  | { readonly kind: 'unseen'; readonly anchor: Anchor }
  /** Its lines or those around them have changed, and its code is there at least in part: worth another look. */
  | { readonly kind: 'touched'; readonly anchor: Anchor }
  /**
   * `code-gone`: its lines were taken out or rewritten. `not-changed`: they are no change to the target any more, or what was
   * removed is back. `file-gone`: its file is deleted, or no part of the change any more. `anchor`: the lines that stand in its
   * place, where there are any.
   */
  | { readonly kind: 'gone'; readonly why: 'code-gone' | 'not-changed' | 'file-gone'; readonly anchor?: Anchor };

/** A finding of an earlier run as this run sees it. */
export interface Carried {
  readonly kept: KeptFinding;
  /** `undefined` for one that is listed in the tracking comment only. */
  readonly threadId: number | undefined;
  readonly whereabouts: Whereabouts;
  /** At its place now, with the identity it always had; at what stands in its place, or its last one, where its code is gone. */
  readonly finding: PlacedFinding;
}

/** The pull request as it is now. */
export interface FilesNow {
  readonly files: readonly ChangedFile[];
  /** Changed files that nobody read. */
  readonly unread: readonly ChangeEntry[];
}

/**
 * Every kept finding, in their order. Along the lines where a file has a delta; else (after a force push, or where nothing is
 * known of the earlier iteration) by searching for its code.
 */
export function carry(kept: readonly Kept[], now: FilesNow, deltas: readonly FileDelta[]): readonly Carried[] {
  return kept.map(({ finding, threadId, isPlaced = false }) => {
    const delta = deltas.find(({ earlierPath }) => earlierPath === finding.path);
    const file = fileOf(finding.path, now.files, deltas);
    const whereabouts = whereaboutsOf({ finding, isPlaced }, file, delta, now.unread);
    const anchor = whereabouts.anchor ?? keptAnchor(finding.place);
    return { kept: finding, threadId, whereabouts, finding: placedAgain(finding, file?.path ?? finding.path, anchor) };
  });
}

/** The file of an earlier path; one whose earlier path is known to be another is not meant. */
function fileOf(path: string, files: readonly ChangedFile[], deltas: readonly FileDelta[]): ChangedFile | undefined {
  const known = deltas.find(({ earlierPath }) => earlierPath === path);
  if (known !== undefined) return files.find((file) => file.path === known.path);
  const others = new Set(deltas.map((delta) => delta.path));
  const open = files.filter((file) => !others.has(file.path));
  return open.find((file) => file.path === path) ?? open.find((file) => file.originalPath === path);
}

function whereaboutsOf(
  { finding, isPlaced = false }: Kept,
  file: ChangedFile | undefined,
  delta: FileDelta | undefined,
  unread: readonly ChangeEntry[],
): Whereabouts {
  const { place } = finding;
  const stays = { kind: 'untouched', anchor: keptAnchor(place) } as const;
  if (place.kind === 'pull-request') return stays;
  if (file === undefined) {
    const isUnread = unread.some(({ path, originalPath }) => path === finding.path || originalPath === finding.path);
    return isUnread ? { kind: 'unseen', anchor: stays.anchor } : { kind: 'gone', why: 'file-gone' };
  }
  if (file.content.kind === 'none') {
    // What nobody can read, nobody can call fixed.
    const isUnseen = file.content.reason === 'unreadable' || file.content.reason === 'too-large';
    return isUnseen ? { kind: 'unseen', anchor: { kind: 'file' } } : { kind: 'gone', why: 'file-gone' };
  }
  const isOnLeft = place.kind === 'lines' && place.side === 'left';
  if (file.isDeleted && !isOnLeft) return { kind: 'gone', why: 'file-gone' };
  if (place.kind === 'file') {
    const isTouched = delta !== undefined && delta.fresh.hunks.length + delta.lost.hunks.length > 0;
    return { kind: isTouched ? 'touched' : 'untouched', anchor: { kind: 'file' } };
  }
  if (delta === undefined || !(isPlaced || isWhereItWas(finding, place, delta)))
    return searchCode(finding, place, file.content);
  return followLines(finding, place, file.content, delta);
}

/** False where the lines of the place are of another iteration: a run that died may leave a thread newer than the last review. */
function isWhereItWas({ code }: KeptFinding, { side, start }: Extract<KeptPlace, { kind: 'lines' }>, delta: FileDelta) {
  const lines = delta.earlier[side];
  return code.every((text, index) => plainText(lines[start.line - 1 + index] ?? '') === plainText(text));
}
