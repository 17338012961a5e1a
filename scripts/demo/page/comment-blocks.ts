// Splits a comment into the blocks that Markdown alone does not know: folds, suggested changes, and the rest.

export type CommentBlock =
  | { readonly kind: 'markdown'; readonly text: string }
  | { readonly kind: 'suggestion'; readonly lines: readonly string[] }
  | {
      readonly kind: 'fold';
      readonly summary: string;
      readonly isOpen: boolean;
      readonly blocks: readonly CommentBlock[];
    };

interface Fence {
  readonly marker: string;
  readonly info: string;
}

/** A fold that is still being read; the outermost level of a comment is one that never closes. */
interface Level {
  readonly blocks: CommentBlock[];
  readonly isOpen: boolean;
  summary: string;
  text: string[];
}

function fenceAt(line: string): Fence | undefined {
  const match = /^ {0,3}(`{3,}|~{3,})\s*([^`]*)$/.exec(line);
  return match?.[1] === undefined ? undefined : { marker: match[1], info: (match[2] ?? '').trim() };
}

function closes(line: string, fence: Fence): boolean {
  const trimmed = line.trim();
  return trimmed.length >= fence.marker.length && trimmed === fence.marker.charAt(0).repeat(trimmed.length);
}

/** Index of the line that closes the fence opened at `from`, or the number of lines where nothing does. */
function fenceEnd(lines: readonly string[], from: number, fence: Fence): number {
  const found = lines.findIndex((line, index) => index > from && closes(line, fence));
  return found === -1 ? lines.length : found;
}

function newLevel(isOpen: boolean): Level {
  return { blocks: [], isOpen, summary: '', text: [] };
}

function flush(level: Level): void {
  const text = level.text.join('\n');
  if (text.trim() !== '') level.blocks.push({ kind: 'markdown', text });
  level.text = [];
}

function closeLast(levels: Level[]): void {
  const closing = levels.pop();
  const parent = levels.at(-1);
  if (closing === undefined || parent === undefined) return;
  flush(closing);
  parent.blocks.push({ kind: 'fold', summary: closing.summary, isOpen: closing.isOpen, blocks: closing.blocks });
}

const opening = /^ {0,3}<details(\s+open)?>\s*(.*)$/i;
const summaryLine = /^\s*<summary>(.*)<\/summary>\s*(.*)$/i;

/** Deeper folds stay text: nobody reads them, and a comment of nothing but folds must not exhaust the stack. */
const deepestFold = 8;

/** Reads a line of folding HTML or keeps it as text. */
function readLine(line: string, levels: Level[]): void {
  const level = levels.at(-1);
  if (level === undefined) return;
  const opened = opening.exec(line);
  if (opened !== null && levels.length <= deepestFold) {
    flush(level);
    levels.push(newLevel(opened[1] !== undefined));
    if (opened[2]) readLine(opened[2], levels);
    return;
  }
  const summary = summaryLine.exec(line);
  if (summary !== null && levels.length > 1 && level.summary === '') {
    level.summary = summary[1] ?? '';
    if (summary[2]) readLine(summary[2], levels);
    return;
  }
  if (/^\s*<\/details>\s*$/i.test(line) && levels.length > 1) {
    closeLast(levels);
    return;
  }
  level.text.push(line);
}

/**
 * Blocks of a comment in order. Only `<details>`, `<details open>`, `<summary>` and `</details>` that stand at the start of
 * a line outside code fences are understood; every other piece of HTML stays in the Markdown, which shows it as text.
 */
export function commentBlocks(source: string): readonly CommentBlock[] {
  const lines = source.split(/\r\n|\r|\n/);
  const levels = [newLevel(true)];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const fence = fenceAt(line);
    const level = levels.at(-1);
    if (fence === undefined || level === undefined) {
      readLine(line, levels);
      continue;
    }
    const end = fenceEnd(lines, index, fence);
    if (fence.info === 'suggestion') {
      flush(level);
      level.blocks.push({ kind: 'suggestion', lines: lines.slice(index + 1, end) });
    } else {
      level.text.push(...lines.slice(index, end + 1));
    }
    index = end;
  }
  while (levels.length > 1) closeLast(levels);
  const [whole] = levels;
  if (whole === undefined) return [];
  flush(whole);
  return whole.blocks;
}
