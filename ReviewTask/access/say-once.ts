// One cause, one problem: what follows from a problem that was named already is not named as another.
import type { ProbeResult } from '../model/access.ts';

/** The first probe that names a problem keeps it; the others refer to it. */
export function sayOnce(results: readonly ProbeResult[]): readonly ProbeResult[] {
  const named = new Map<string, ProbeResult>();
  return results.map((result) => {
    const { answer } = result;
    if (answer.kind !== 'problem') return result;
    const key = `${answer.explanation.code}\n${answer.explanation.problem}`;
    const first = named.get(key);
    if (first === undefined) {
      named.set(key, result);
      return result;
    }
    return { ...result, answer: { kind: 'unknown', why: `See "${first.title}" above.` } };
  });
}
