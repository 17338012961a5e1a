// One cause, one problem: what follows from a problem that was named already is not named as another.
import type { ProbeResult } from '../model/access.ts';

/** These are about the token or the way to the service: whatever was asked for, they are one and the same. */
const general = new Set([
  ...['pat-invalid', 'pat-expired', 'job-token-refused', 'sign-in-page'],
  ...['conditional-access', 'organization-stopped', 'collection-not-found'],
  ...['certificate-not-trusted', 'host-not-found', 'connection-failed'],
]);

/** The first probe that names a problem keeps it; the others refer to it. */
export function sayOnce(results: readonly ProbeResult[]): readonly ProbeResult[] {
  const named = new Map<string, ProbeResult>();
  return results.map((result) => {
    const { answer } = result;
    if (answer.kind !== 'problem') return result;
    const { code, problem } = answer.explanation;
    const key = general.has(code) ? code : problem;
    const first = named.get(key);
    if (first === undefined) {
      named.set(key, result);
      return result;
    }
    return { ...result, answer: { kind: 'unknown', why: `See "${first.title}" above.` } };
  });
}
