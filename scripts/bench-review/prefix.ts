// How much of a run's prompts a server that keeps prefixes would not have to read again.

/** Sum over the prompts of the longest prefix that an earlier one has too, in UTF-16 units. */
export function cacheableCharacters(prompts: readonly string[]): number {
  return prompts.reduce((total, prompt, index) => {
    const shared = prompts.slice(0, index).map((earlier) => commonPrefix(prompt, earlier));
    return total + Math.max(0, ...shared);
  }, 0);
}

function commonPrefix(one: string, other: string): number {
  const end = Math.min(one.length, other.length);
  let length = 0;
  while (length < end && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  return length;
}
