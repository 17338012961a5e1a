// What a probe's outcome means: passed, something to mend, or nobody knows.
import { AccessError, ConfigError, explanationOf } from '../errors.ts';
import type { ProbeAnswer } from '../model/access.ts';
import type { Stopped } from '../model/outcome.ts';

/** What became of a question that others wait for. */
export type Asked<T> =
  | { readonly kind: 'told'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Never rejects. */
export async function asked<T>(question: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { kind: 'told', value: await question() };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

export function pass(detail: string): ProbeAnswer {
  return { kind: 'pass', detail };
}

export function unknown(why: string): ProbeAnswer {
  return { kind: 'unknown', why };
}

/** Something that keeps reviews from running or from being posted. */
export function problem({ code, fix, problem }: Stopped): ProbeAnswer {
  return { kind: 'problem', stopsReviews: true, explanation: { code, problem, fix } };
}

/** Something that people count on and that will not work; reviews run all the same. */
export function trap({ code, fix, problem }: Stopped): ProbeAnswer {
  return { kind: 'problem', stopsReviews: false, explanation: { code, problem, fix } };
}

/** Failures of a service and of the network that stay until somebody mends something; the others may pass by themselves. */
const lasting = new Set([
  'organization-stopped',
  'certificate-not-trusted',
  'proxy-unreachable',
  'proxy-refused',
  'proxy-credentials-refused',
  'proxy-certificate-not-trusted',
  'client-certificate-refused',
  'tls-version',
  'not-encrypted',
  'host-not-found',
  'connection-failed',
  'unexpected-redirect',
  'foreign-address',
  'model-unreachable',
  'model-host-not-found',
  'model-certificate-refused',
  'model-redirected',
  'model-answer-not-json-api',
  'model-quota-exhausted',
  'model-request-refused',
]);

/** A failure as an answer. What nobody has explained is named by its kind alone: its text may hold anything. */
export function answerOf(error: unknown): ProbeAnswer {
  const explanation = explanationOf(error);
  if (explanation === undefined) {
    return unknown(
      `The probe met an error that it does not know (${error instanceof Error ? error.name : typeof error}).`,
    );
  }
  if (error instanceof AccessError || error instanceof ConfigError || lasting.has(explanation.code)) {
    return problem(explanation);
  }
  return unknown(`${explanation.problem} ${explanation.fix}`);
}

/** The code of the explanation that an error carries; empty for none. */
export function codeOf(outcome: Asked<unknown>): string {
  return outcome.kind === 'failed' ? (explanationOf(outcome.error)?.code ?? '') : '';
}
