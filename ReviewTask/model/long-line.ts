// Lines that are too long for a model: their beginning is shown with a mark, and they do not count as sent.
import { changedLineCount, type DiffLine, type Hunk } from './diff.ts';

/** Longest line that is put before a model whole; longer ones are data or minified code. In UTF-16 units. */
export const longestLine = 2_000;

/** What is shown of a longer one. In UTF-16 units. */
const shownLength = 1_000;

/** The line as a model sees it: whole, or its beginning and how much was left out. */
export function shownText(text: string): string {
  if (text.length <= longestLine) return text;
  // Neither half a character nor half the name of a secret that was taken out.
  const head = text.slice(0, shownLength).replace(/[\ud800-\udbff]$|<redacted:[^<>]*$/, '');
  return `${head}… ${(text.length - head.length).toLocaleString('en-US')} characters left out`;
}

/** The mark at the end of a line that was cut, to be found where a model copies it. */
export const cutMark = /… ?[\d,]+ characters left out/;

/** True for a line of which a model sees the beginning only. */
export function isCut({ text }: { readonly text: string }): boolean {
  return text.length > longestLine;
}

/** Added plus removed lines that a model sees whole. */
export function wholeLineCount(hunks: readonly Hunk[]): number {
  return changedLineCount(hunks) - cutLineCount(hunks);
}

/** Added plus removed lines that a model does not see whole. */
export function cutLineCount(hunks: readonly Hunk[]): number {
  const isChangedAndCut = (line: DiffLine) => line.kind !== 'context' && isCut(line);
  return hunks.reduce((sum, { lines }) => sum + lines.filter(isChangedAndCut).length, 0);
}

/** True where at least half of what the hunks show is cut: minified code or data, of which the rest says nothing. */
export function isMostlyCut(hunks: readonly Hunk[]): boolean {
  const lines = hunks.flatMap((hunk) => hunk.lines).filter(({ text }) => text.trim() !== '');
  const cut = lines.filter(isCut).length;
  return cut > 0 && cut * 2 >= lines.length;
}
