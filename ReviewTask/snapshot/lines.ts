// Cuts text into lines, with the numbering that git and the threads of Azure DevOps share.

/**
 * The lines of a text without their endings; the first is line 1.
 *
 * Only `\n` ends a line, and one `\r` before it goes with it; a `\r` elsewhere is part of its line. A newline at the
 * end makes no further empty line, and an empty text has no lines.
 */
export function splitLines(text: string): readonly string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** True where two lists hold the same lines in the same order. */
export function areSameLines(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((line, index) => line === right[index]);
}
