// Says in plain words what went wrong with the model server, why probably, and what to do.
import { AccessError, type Explanation, ServiceError } from '../errors.ts';
import type { Network } from '../model/network.ts';
import { explainConnection } from './network-explanation.ts';
import { type Address, exampleUrl, type Provider } from './openai-address.ts';
import { type Failure, isQuotaGone, isTooLong, type Refusal } from './openai-failure.ts';
import type { KeyRing } from './openai-key.ts';
import { excerptOf, type Redact } from './openai-outside-text.ts';

/** What an explanation needs to know about the request. */
export interface Circumstances {
  readonly provider: Provider;
  readonly address: Address;
  readonly model: string;
  /** What was sent along: nothing, a fixed key, or an Entra token. */
  readonly key: KeyRing['kind'];
  readonly timeoutMilliseconds: number;
  readonly network: Network;
  /** How often it was tried. */
  readonly attempts: number;
  readonly redact: Redact;
}

/**
 * The error to throw for a failure. It carries no cause: the client's own errors hold bodies and headers that nobody
 * has cleaned.
 */
export function explainFailure(failure: Failure, about: Circumstances): AccessError | ServiceError {
  const { code, problem, fix } = explanationOf(failure, about);
  const safe = { code, problem: about.redact(problem), fix: about.redact(fix) };
  const isAccess = failure.kind === 'refused' && [401, 403, 404].includes(failure.status);
  return isAccess ? new AccessError(safe) : new ServiceError(safe);
}

function explanationOf(failure: Failure, about: Circumstances): Explanation {
  switch (failure.kind) {
    case 'refused':
      return explainRefusal(failure, about);
    case 'timeout':
      return timedOut(about);
    case 'network':
      return explainNetwork(failure.code, about);
    case 'unreadable':
      return unreadable(failure.body, about);
  }
}

function explainRefusal(failure: Refusal, about: Circumstances): Explanation {
  const { status } = failure;
  if (status < 400) return redirected(failure, about);
  if (isQuotaGone(failure)) return quotaGone(failure, about);
  if (isTooLong(failure)) return tooLong(failure, about);
  if (status === 401 || status === 403) return keyRefused(failure, about);
  if (status === 404) return notFound(failure, about);
  if (status === 429) return rateLimited(failure, about);
  return status >= 500 ? serverFailed(failure, about) : requestRefused(failure, about);
}

function keyRefused(failure: Refusal, about: Circumstances): Explanation {
  const { host } = about.address;
  if (about.key === 'token') return tokenRefused(failure, about);
  const problem =
    about.key === 'key'
      ? `The model server ${host} refused the key${failure.status === 403 ? ' or what it was used for' : ''}`
      : `The model server ${host} asks for a key, and none is set`;
  const permission = `Check that the key may use the model "${about.model}" and that the server's network rules let this agent in.`;
  const whereKeysAre = {
    openai:
      'Compare it with the keys on platform.openai.com (API keys): not revoked, not expired, of the right project.',
    azureOpenAI: 'It must belong to the resource that "modelUrl" names (Azure portal, Keys and Endpoint).',
    compatible: 'Compare it with what the server was set up with.',
  };
  return {
    code: 'model-key-refused',
    problem: `${problem} (${failure.status}).${said(failure)}`,
    fix: `${failure.status === 403 ? `${permission} ` : ''}Check the secret variable behind "modelApiKey": this pipeline must be allowed to read it. ${whereKeysAre[about.provider]}`,
  };
}

function tokenRefused(failure: Refusal, about: Circumstances): Explanation {
  return {
    code: 'model-token-refused',
    problem: `The model server ${about.address.host} refused the Entra token of "azureSubscription" (${failure.status}).${said(failure)}`,
    fix: 'Give the identity of the service connection the role "Cognitive Services OpenAI User" on the resource (Azure portal, Access control); it takes a few minutes to work. Check that the resource is in the tenant of the connection, has a custom subdomain in "modelUrl", and lets this agent in by its network rules.',
  };
}

function notFound(failure: Refusal, about: Circumstances): Explanation {
  const fixes = {
    openai: 'Set "model" to the name of a model that the key\'s project can use.',
    azureOpenAI: `Set "model" to the name of your deployment, which need not be the model's name, and "modelUrl" to the v1 address of its resource, like ${exampleUrl('azureOpenAI')}.`,
    compatible: `Set "model" to a name that the server lists, and "modelUrl" to its base URL; most end in /v1, like ${exampleUrl('compatible')}.`,
  };
  return {
    code: 'model-not-found',
    problem: `There is no model "${about.model}" at ${about.address.url}, or this is not the address of the API (404).${said(failure)}`,
    fix: fixes[about.provider],
  };
}

function rateLimited(failure: Refusal, about: Circumstances): Explanation {
  return {
    code: 'model-rate-limited',
    problem: `The model server ${about.address.host} takes no more requests for now (429, ${tries(about)}).${said(failure)}`,
    fix: 'Run the step again later. If it happens often, raise the rate limit of the account or deployment, or run fewer reviews at the same time.',
  };
}

function quotaGone(failure: Refusal, about: Circumstances): Explanation {
  return {
    code: 'model-quota-exhausted',
    problem: `The account behind the key has no credit or quota left at ${about.address.host} (${failure.status}).${said(failure)}`,
    fix: 'Add credit or raise the spending limit of the account, then run the step again. Waiting alone does not help.',
  };
}

function tooLong(failure: Refusal, about: Circumstances): Explanation {
  return {
    code: 'model-prompt-too-long',
    problem: `A question is longer than "${about.model}" can read or the account may send at once (${failure.status}).${said(failure)}`,
    fix: 'Use a model with a larger context or an account with a higher limit of tokens per minute, or exclude generated files with "exclude".',
  };
}

function serverFailed(failure: Refusal, about: Circumstances): Explanation {
  return {
    code: 'model-server-failed',
    problem: `The model server ${about.address.host} failed (${failure.status}, ${tries(about)}).${said(failure)}`,
    fix: "Run the step again later. If it stays so, look at the server's own log or at the provider's status page.",
  };
}

function requestRefused(failure: Refusal, about: Circumstances): Explanation {
  return {
    code: 'model-request-refused',
    problem: `The model server ${about.address.host} would not answer our request to "${about.model}" (${failure.status}).${said(failure)}`,
    fix: 'Check that "model" names a chat model and "modelUrl" an OpenAI-compatible API. Where the server names a parameter, another model or a newer server may know it.',
  };
}

function redirected(failure: Refusal, about: Circumstances): Explanation {
  const target = hostOf(failure.location, about);
  return {
    code: 'model-redirected',
    problem: `The model server ${about.address.host} sends requests on to ${target} (${failure.status}). That was not followed, because the key would have gone along.`,
    fix: `If ${target} is where the model is, set "modelUrl" to its address there. If not, a proxy or a sign-in page is in between: let the agent reach ${about.address.host} directly.`,
  };
}

function timedOut(about: Circumstances): Explanation {
  const seconds = Math.round(about.timeoutMilliseconds / 1000);
  return {
    code: 'model-timed-out',
    problem: `The model server ${about.address.host} did not finish an answer within ${seconds} seconds (${tries(about)}).`,
    fix: 'Use a faster model, or make pull requests smaller. If no answer ever comes, check that the agent can reach the server at all.',
  };
}

function explainNetwork(code: string, about: Circumstances): Explanation {
  const { host, url } = about.address;
  const named = code === '' ? '' : ` (${code})`;
  const wanted = { host, name: 'the model server', certificateCode: 'model-certificate-refused' };
  const known = explainConnection(code, { ...wanted, isSecure: url.startsWith('https:') }, about.network);
  if (known !== undefined) return known;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return {
      code: 'model-host-not-found',
      problem: `The host name ${host} of the model server is not known to this agent${named}.`,
      fix: 'Check "modelUrl" for a typing error. A private name is only known inside its network: use an agent there.',
    };
  }
  return {
    code: 'model-unreachable',
    problem: `No connection to the model server at ${url}${named}, ${tries(about)}.`,
    fix: 'Check that the server runs, that "modelUrl" has the right host and port, and that firewall and proxy let this agent through.',
  };
}

function unreadable(body: string, about: Circumstances): Explanation {
  const excerpt = excerptOf(about.redact(body));
  return {
    code: 'model-answer-not-json-api',
    problem: `${about.address.url} answered, but not as an OpenAI-compatible API does: ${excerpt === '' ? 'the answer is empty or cut off' : `"${excerpt}"`}.`,
    fix: `Check "modelUrl": it is the base URL of the API, like ${exampleUrl(about.provider)}, not a web page. A proxy that asks for a sign-in answers like this, too.`,
  };
}

function said(failure: Refusal): string {
  const excerpt = excerptOf(failure.reason);
  return excerpt === '' ? '' : ` The server says: "${excerpt}"`;
}

function tries(about: Circumstances): string {
  return about.attempts === 1 ? 'tried once' : `tried ${about.attempts} times`;
}

function hostOf(location: string | undefined, about: Circumstances): string {
  if (location === undefined || !URL.canParse(location, about.address.url)) return 'an address it does not name';
  return excerptOf(new URL(location, about.address.url).host);
}
