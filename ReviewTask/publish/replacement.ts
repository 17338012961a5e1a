// Decides how a proposed replacement is offered: as a change at a click, in words, as code to copy, or not at all.
import type { Finding } from '../model/finding.ts';
import { cleanCharacters } from './clean-characters.ts';
import { defuseCode } from './defuse.ts';
import { type Misfit, misfitOf } from './fits-in-place.ts';

export type Replacement =
  | { readonly kind: 'none' }
  /** Takes the place of exactly the anchored lines. */
  | { readonly kind: 'suggestion'; readonly text: string }
  /** The anchored lines go; `count` of them. */
  | { readonly kind: 'deletion'; readonly count: number }
  /** Shown as code only. */
  | { readonly kind: 'by-hand'; readonly text: string; readonly because: WhyByHand };

/** `other-lines`: it is not certain which lines it replaces. `hidden-characters`: a reader would not see all of it. */
export type WhyByHand = 'other-lines' | 'hidden-characters' | 'too-long' | Misfit;

const none: Replacement = { kind: 'none' };
/** Longer code than this, in UTF-16 units, is not read in a comment. */
const suggestionLimit = 20_000;
const byHandLimit = 3_000;

/**
 * `anchored` holds the lines that the finding's anchor covers, without line endings; `undefined` where they are not known.
 * Azure DevOps puts a suggestion in place of exactly the characters of the thread's range, so a suggestion is offered for
 * whole lines of the right side only.
 */
export function replacementOf(finding: Finding, anchored: readonly string[] | undefined): Replacement {
  if (finding.replacement === undefined) return none;
  const lines = replacementLines(finding.replacement);
  if (anchored !== undefined && lines.join('\n') === anchored.join('\n')) return none;
  const isWhole = anchored !== undefined && coversWholeLines(finding, anchored);
  if (finding.replacement === '') {
    return isWhole && finding.inPlace !== 'breaks' ? { kind: 'deletion', count: anchored.length } : none;
  }
  const text = lines.join('\n');
  const shown = defuseCode(cleanCharacters(text));
  const because = !isWhole
    ? 'other-lines'
    : shown !== text
      ? 'hidden-characters'
      : (misfitOf(lines, anchored, finding.inPlace) ?? (text.length > suggestionLimit ? 'too-long' : undefined));
  if (because === undefined) return { kind: 'suggestion', text };
  return shown.length <= byHandLimit ? { kind: 'by-hand', text: shown, because } : none;
}

/** The lines of a replacement. A single final line ending closes the last line; it does not open another. */
export function replacementLines(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

function coversWholeLines({ anchor }: Finding, anchored: readonly string[]): boolean {
  if (anchor.kind !== 'lines' || anchor.side !== 'right' || anchor.start.offset !== 1) return false;
  const last = anchored.at(-1);
  if (last === undefined || anchored.length !== anchor.end.line - anchor.start.line + 1) return false;
  return anchor.end.offset === last.length + 1;
}
