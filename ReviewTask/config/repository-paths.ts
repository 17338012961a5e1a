// Reads inputs that name files of the repository: one path, or globs.
import { globProblem } from '../model/glob.ts';
import { type InputName, inputDefaults } from './input-names.ts';
import type { Problem } from './problem.ts';

/** A repository path with forward slashes; the default where the text leads out of the repository. */
export function readPath(name: InputName, text: string, problems: Problem[]): string {
  const path = text.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
  const isOutside = path.split('/').includes('..') || /^[a-z]:/i.test(path) || path.startsWith('~');
  if (!isOutside && path !== '' && !path.endsWith('/')) return path;
  problems.push({
    problem: isOutside
      ? `The input "${name}" is "${text}", which is not inside the repository of the pull request.`
      : `The input "${name}" is "${text}", which names a folder.`,
    fix: `Set "${name}" to the path of a file from the top of the repository, such as ${inputDefaults[name]} or build/review.yml. The file is read at the target branch, not from the disk of the agent.`,
  });
  return inputDefaults[name];
}

/** The globs as they are; each one that cannot match what it says is a problem. */
export function readGlobs(name: InputName, globs: readonly string[], problems: Problem[]): readonly string[] {
  for (const glob of globs) {
    const problem = globProblem(glob);
    if (problem === undefined) continue;
    problems.push({
      problem: `The input "${name}" has the glob "${glob}", which ${problem}: it would match nothing.`,
      fix: `Correct the line in "${name}", for example to src/**/*.ts or !docs/**. Brackets come in pairs; "?" stands for one of them in a file's name.`,
    });
  }
  return globs;
}
