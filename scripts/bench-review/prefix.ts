// How much of a run's prompts the cache of a provider could serve, counted as strictly as providers do.

/** A prompt as the provider reads it: schema and tools, system text, question. Times are in milliseconds on one clock. */
export interface TimedPrompt {
  readonly text: string;
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** As the large providers have it: nothing below 1,024 tokens, then in steps of 128. A token is taken for four characters. */
const leastTokens = 1_024;
const stepTokens = 128;
const charactersPerToken = 4;

export function tokensIn(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

/**
 * Tokens of the prompts that a prefix cache could serve: of each the longest beginning that another one has which was
 * answered before this one was asked. One that was merely sent before is not in any cache yet.
 */
export function cacheableTokens(prompts: readonly TimedPrompt[]): number {
  return prompts.reduce((total, prompt) => {
    const known = prompts.filter(({ answeredAt }) => answeredAt <= prompt.askedAt);
    const longest = Math.max(0, ...known.map(({ text }) => commonPrefix(prompt.text, text)));
    const tokens = Math.floor(longest / charactersPerToken / stepTokens) * stepTokens;
    return total + (tokens >= leastTokens ? tokens : 0);
  }, 0);
}

function commonPrefix(one: string, other: string): number {
  const end = Math.min(one.length, other.length);
  let length = 0;
  while (length < end && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  return length;
}
