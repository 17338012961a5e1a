// Keeps guidelines to a size that leaves room for the change; what is cut is said.
import type { Guideline } from '../model/rules.ts';

/** Most UTF-16 units of one guideline that a prompt takes. */
export const longestGuideline = 12_000;

/** Most UTF-16 units of all guidelines together: some 6,000 tokens, half of what the hunks of a question may have. */
export const longestTogether = 24_000;

/** The guidelines within the limits, in their order: the ones at the end give way first. */
export function cutGuidelines(guidelines: readonly Guideline[]): {
  readonly guidelines: readonly Guideline[];
  readonly notes: readonly string[];
} {
  const kept: Guideline[] = [];
  const notes: string[] = [];
  let left = longestTogether;
  for (const guideline of guidelines) {
    const room = Math.min(longestGuideline, left);
    const text = cutAtLine(guideline.text, room);
    if (text === '') {
      notes.push(
        `${guideline.path} was left out: all guidelines together have more than ${longestTogether} characters.`,
      );
      continue;
    }
    left -= text.length;
    const isCut = text.length < guideline.text.length;
    if (isCut)
      notes.push(`${guideline.path} was cut: ${text.length} of its ${guideline.text.length} characters are used.`);
    kept.push({ ...guideline, text, isCut });
  }
  return { guidelines: kept, notes };
}

/** The whole lines that fit; a first line that does not fit is cut inside. */
function cutAtLine(text: string, room: number): string {
  if (text.length <= room) return text;
  if (room < 200) return '';
  const head = text.slice(0, room);
  const end = head.lastIndexOf('\n');
  return (end > 0 ? head.slice(0, end) : head.replace(/[\uD800-\uDBFF]$/, '')).trimEnd();
}
