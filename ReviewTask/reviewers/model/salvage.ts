// What is left of a JSON object that was cut off: its complete members, and the complete items of its lists.

/**
 * Reads an object that ends too early. Members of the object and items of its lists that are whole are kept, a broken one
 * is left out with all that follows. `undefined` when there is no object or nothing in it is whole. Never throws.
 */
export function salvageObject(text: string): unknown {
  const start = text.indexOf('{');
  if (start < 0) return undefined;
  const cut = lastWholePlace(text, start);
  if (cut === undefined) return undefined;
  try {
    return JSON.parse(`${text.slice(start, cut.end)}${cut.closing}`);
  } catch {
    return undefined;
  }
}

interface Place {
  /** UTF-16 offset, exclusive. */
  readonly end: number;
  /** What closes the brackets that are open there. */
  readonly closing: string;
}

/** A text, closed or not, or a sign that gives the object its shape. */
const pieces = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|[{}[\],]/g;

/** What closes the object, and the object with a list of it; deeper places are inside an item. */
const closings: ReadonlyMap<string, string> = new Map([
  ['{', '}'],
  ['{[', ']}'],
]);

/** The last place where the text can be cut without a broken member or item before it. */
function lastWholePlace(text: string, start: number): Place | undefined {
  let last: Place | undefined;
  // A list, of which only the two outer signs are looked at: a nest of brackets as deep as the answer costs no more.
  const open: string[] = [];
  for (const { 0: piece, index } of text.slice(start).matchAll(pieces)) {
    const isClosing = piece === '}' || piece === ']';
    const isOpening = piece === '{' || piece === '[';
    if (isOpening) open.push(piece);
    if (isClosing) open.pop();
    const end = start + index + (piece === ',' ? 0 : 1);
    if (isClosing && open.length === 0) return { end, closing: '' };
    const closing = open.length > 2 ? undefined : closings.get(open.join(''));
    if (closing !== undefined && piece !== '{' && !piece.startsWith('"')) last = { end, closing };
  }
  return last;
}
