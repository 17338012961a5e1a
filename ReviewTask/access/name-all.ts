// Puts several steps side by side and names everything that the token lacks for them at once.
import { AccessError } from '../errors.ts';
import { type Asked, asked } from './answer.ts';

/**
 * What `step` gives, unless it or one of `probes` is refused: then an AccessError that names all that is missing. A probe that
 * fails otherwise says nothing; a step that fails otherwise rejects as it is.
 */
export async function namingAll<T>(step: () => Promise<T>, probes: readonly (() => Promise<unknown>)[]): Promise<T> {
  const [done, others] = await Promise.all([asked(step), Promise.all(probes.map((probe) => asked(probe)))]);
  if (done.kind === 'failed' && !(done.error instanceof AccessError)) throw done.error;
  const [first, ...rest] = [done, ...others].flatMap(refusalIn);
  if (first !== undefined) throw joined(first, rest);
  if (done.kind === 'failed') throw done.error;
  return done.value;
}

function refusalIn(outcome: Asked<unknown>): readonly AccessError[] {
  return outcome.kind === 'failed' && outcome.error instanceof AccessError ? [outcome.error] : [];
}

/** One error that says all of them; what two have in common is said once. */
function joined(first: AccessError, rest: readonly AccessError[]): AccessError {
  if (rest.length === 0) return first;
  const all = [first, ...rest];
  const problem = [...new Set(all.map((one) => one.problem))].join(' ');
  const fix = [...new Set(all.map((one) => one.fix))].join(' ');
  return new AccessError({ code: first.code, problem, fix }, first);
}
