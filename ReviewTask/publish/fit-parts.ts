// Puts the parts of a long comment together within a limit: lists are cut, and say by how much.

/** A part of a comment: text that stays as it is, or a list that may lose its end. */
export type CommentPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'list';
      /** Lists with a lower rank get their room first. */
      readonly rank: number;
      readonly before: string;
      /** Markdown list items, one or more. */
      readonly items: readonly string[];
      readonly after: string;
    };

type ListPart = Extract<CommentPart, { kind: 'list' }>;

/** The parts with an empty line between them. The texts must fit in `limit` UTF-16 units by themselves. */
export function fitParts(parts: readonly CommentPart[], limit: number): string {
  const lists = parts.filter((part) => part.kind === 'list');
  let room = limit - render(parts, new Map()).length;
  const kept = new Map<ListPart, number>();
  for (const list of lists.toSorted((one, other) => one.rank - other.rank)) {
    const fitting = countFitting(list.items, room);
    kept.set(list, fitting.count);
    room -= fitting.length;
  }
  return render(parts, kept);
}

function countFitting(items: readonly string[], room: number): { readonly count: number; readonly length: number } {
  let length = 0;
  const gap = gapOf(items).length;
  for (const [count, item] of items.entries()) {
    if (length + item.length + gap > room) return { count, length };
    length += item.length + gap;
  }
  return { count: items.length, length };
}

function render(parts: readonly CommentPart[], kept: ReadonlyMap<ListPart, number>): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : renderList(part, kept.get(part) ?? 0))).join('\n\n');
}

function renderList({ before, items, after }: ListPart, kept: number): string {
  const left = items.length - kept;
  const more = left === 0 ? [] : [`- … and ${left} more, left out because this comment would be too long`];
  return [before, [...items.slice(0, kept), ...more].join(gapOf(items)), after]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Items of several paragraphs stand apart. */
function gapOf(items: readonly string[]): string {
  return items.some((item) => item.includes('\n')) ? '\n\n' : '\n';
}

/** A list that a reader opens. Readable too where the tags are shown as they are: each stands on a line of its own. */
export function folded(rank: number, summary: string, items: readonly string[]): ListPart {
  return { kind: 'list', rank, before: `<details>\n<summary>${summary}</summary>`, items, after: '</details>' };
}
