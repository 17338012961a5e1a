// Where the model is and with which key, checked before the first request.
import { ConfigError } from '../errors.ts';

export type Provider = 'openai' | 'azureOpenAI' | 'compatible';

/** The base URL in its parts. */
export interface Address {
  /** Without a slash at the end and without the query. */
  readonly url: string;
  /** Sent with every request; old gateways want `api-version` there. */
  readonly query: Readonly<Record<string, string>>;
  readonly host: string;
  /** True where the key would travel in clear over a network. */
  readonly isClear: boolean;
}

/**
 * Reads the base URL as people paste it: with a slash at the end, with `/chat/completions`, or, for Azure OpenAI, as
 * the bare resource, whose v1 API is under `/openai/v1`. Throws ConfigError.
 */
export function readAddress(provider: Provider, baseUrl: string | undefined): Address {
  const text = baseUrl?.trim() || (provider === 'openai' ? 'https://api.openai.com/v1' : '');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new ConfigError({
      code: 'model-url-unusable',
      problem: 'The base URL of the model server is not an http or https address without user and password.',
      fix: `Set "modelUrl" to the base URL of the server, for example ${exampleUrl(provider)}; the key goes into "modelApiKey".`,
    });
  }
  const path = withoutEndSlashes(url.pathname).replace(/\/chat\/completions$/, '');
  const isLocal = /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname);
  return {
    url: `${url.origin}${path === '' && provider === 'azureOpenAI' ? '/openai/v1' : path}`,
    query: Object.fromEntries(url.searchParams),
    host: url.host,
    isClear: url.protocol === 'http:' && !isLocal,
  };
}

/** A pattern for them would take the square of their number. */
function withoutEndSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

/** A base URL as it should look. */
export function exampleUrl(provider: Provider): string {
  if (provider === 'azureOpenAI') return 'https://NAME.openai.azure.com/openai/v1/';
  return provider === 'openai' ? 'https://api.openai.com/v1' : 'http://localhost:11434/v1';
}

/**
 * The key without the blanks that a paste brings along. Throws ConfigError for a key that cannot be sent: the
 * runtime's own error would print it.
 */
export function readKey(apiKey: string): string {
  const key = apiKey.trim();
  if (/^[\x21-\x7e]*$/.test(key)) return key;
  throw new ConfigError({
    code: 'model-key-unusable',
    problem:
      'The key of the model server holds a blank, a line break or a letter that no key has, so it cannot be sent.',
    fix: 'Copy the key again, alone and on one line, into the secret variable behind "modelApiKey".',
  });
}
