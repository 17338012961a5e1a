// Paths as questions name them.

/** A path with a line break in it could write lines of its own into the question: it is shown as a JSON string. */
export function shownPath(path: string): string {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(path) ? JSON.stringify(path) : path;
}
