// One thing that is wrong with the inputs or the configuration file, and the error made of all of them.

import { ConfigError } from '../errors.ts';
import { editDistance } from '../model/edit-distance.ts';

/** What is wrong and what to do; shown one under the other, all at once. */
export interface Problem {
  readonly problem: string;
  readonly fix: string;
}

/** One error out of one or more problems, every one of them told. */
export function configErrorOf(problems: readonly Problem[], code: string, where: string): ConfigError {
  const [first] = problems;
  if (problems.length === 1 && first !== undefined) return new ConfigError({ code, ...first });
  return new ConfigError({
    code,
    problem: `${where} has ${problems.length} problems: ${problems.map((one, index) => `(${index + 1}) ${one.problem}`).join(' ')}`,
    fix: fixOf(problems.map(({ fix }) => fix)),
  });
}

/** One fix for all is said once. */
function fixOf(fixes: readonly string[]): string {
  const [only = '', ...others] = new Set(fixes);
  if (others.length === 0) return only;
  return `To mend them:\n${fixes.map((fix, index) => `(${index + 1}) ${fix}`).join('\n')}`;
}

/** The known word that a misspelled one is closest to; `undefined` when none is near. */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  if (best === undefined || best.distance > Math.max(2, Math.floor(word.length / 3))) return undefined;
  // Of short words nearly half would have to change: "foo" is no misspelled "good".
  return best.distance * 2 < Math.min(word.length, best.candidate.length) ? best.candidate : undefined;
}
