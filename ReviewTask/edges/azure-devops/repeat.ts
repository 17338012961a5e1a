// Which failed requests may be sent again, and which failures leave it open whether the service did the work.
import type { RetryDecision } from '../retry.ts';
import { RequestFailure } from './request-failure.ts';

/** Codes of Node that mean the request never reached the service. */
const neverArrived = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  // No tunnel, so nothing has gone through it.
  'PROXY_UNREACHABLE',
  'PROXY_FAILED',
]);
/** Codes that may pass by themselves; certificates and bad names do not. */
const passing = new Set([
  ...neverArrived,
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
]);
const passingStatus = new Set([408, 429, 500, 502, 503, 504]);

/** True for the requests that make something new each time they are sent: a thread, a comment, a pipeline, a policy. */
function createsAnew(verb: string, path: string): boolean {
  return verb === 'POST' && /\/(threads|comments|definitions|configurations)$/i.test(path);
}

function isPassing(failure: RequestFailure): boolean {
  if (failure.kind === 'network') return passing.has(failure.networkCode ?? '');
  // TF24668: the organization has been stopped by an administrator or for inactivity; waiting does not start it.
  return failure.kind === 'status' && passingStatus.has(failure.status ?? 0) && !failure.text.includes('TF24668');
}

function wasRefused(failure: RequestFailure): boolean {
  return failure.kind === 'network' ? neverArrived.has(failure.networkCode ?? '') : failure.status === 429;
}

/** For a single request: reads and repeatable writes whenever it may help, a creation only when it was surely refused. */
export function repeatRequest(error: unknown): RetryDecision {
  if (!(error instanceof RequestFailure) || !isPassing(error)) return { retry: false };
  if (createsAnew(error.verb, error.path) && !wasRefused(error)) return { retry: false };
  return { retry: true, afterMilliseconds: error.afterMilliseconds };
}

/** For the making of such a thing: again where it is open whether the first try made one; the caller looks before it repeats. */
export function repeatCreation(error: unknown): RetryDecision {
  if (!(error instanceof RequestFailure) || !createsAnew(error.verb, error.path)) return { retry: false };
  const open = error.kind === 'unusable' || (isPassing(error) && !wasRefused(error));
  return open ? { retry: true, afterMilliseconds: error.afterMilliseconds } : { retry: false };
}
