// A stretch of both sides of a file: the unit in which two versions are compared.

/** Line indexes: 0-based, ends exclusive. Either side may be empty. */
export interface Span {
  readonly left: number;
  readonly leftEnd: number;
  readonly right: number;
  readonly rightEnd: number;
}

/** The two versions of a file with each distinct line as a number: equal numbers, equal lines. */
export interface LineIds {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** Numbers lines in the order in which they first appear, so that comparing two of them costs the same for any length. */
export function internLines(left: readonly string[], right: readonly string[]): LineIds {
  const ids = new Map<string, number>();
  const idOf = (line: string): number => {
    const known = ids.get(line);
    if (known !== undefined) return known;
    ids.set(line, ids.size);
    return ids.size - 1;
  };
  return { left: left.map(idOf), right: right.map(idOf) };
}

/** The span without the equal lines at its two ends. */
export function trimSpan(ids: LineIds, span: Span): Span {
  let { left, leftEnd, right, rightEnd } = span;
  while (left < leftEnd && right < rightEnd && ids.left[left] === ids.right[right]) {
    left += 1;
    right += 1;
  }
  while (left < leftEnd && right < rightEnd && ids.left[leftEnd - 1] === ids.right[rightEnd - 1]) {
    leftEnd -= 1;
    rightEnd -= 1;
  }
  return { left, leftEnd, right, rightEnd };
}

/** True where a span has no line on either side. */
export function isEmpty(span: Span): boolean {
  return span.left === span.leftEnd && span.right === span.rightEnd;
}
