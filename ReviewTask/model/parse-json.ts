// Reads JSON from outside: whatever the text, there is an answer.

/** The value, of which nothing is known yet; `undefined` where the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
