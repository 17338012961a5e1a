// Cuts a text to a length and shows that something is missing.

/** The text itself, or its beginning and an ellipsis: at most `limit` UTF-16 units, no character cut in two. */
export function cutEnd(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const start = text.slice(0, limit - 1);
  return `${start.replace(/[\uD800-\uDBFF]$/, '')}…`;
}
