// Where the pull requests of a sweep are: the repository of the build, or its whole project.
import type { Place, Variables } from './connection.ts';
import { inputReader } from './input-reader.ts';
import type { InputTexts } from './input-texts.ts';
import type { Problem } from './problem.ts';

/**
 * `sweepScope` is a name of its own because `mode` says what is done and this says to how much: a sweep over the project
 * needs a token that reaches its other repositories, so nobody should come by it with the mode.
 */
export function readSweepTarget(texts: InputTexts, variables: Variables, problems: Problem[]): Place | undefined {
  const scope = inputReader(texts, problems).choice('sweepScope');
  const project = variables('System.TeamProjectId') || variables('System.TeamProject');
  const repository = variables('Build.Repository.ID') || variables('Build.Repository.Name');
  const given = texts('pullRequest');
  const before = problems.length;
  if (given !== '') {
    problems.push({
      problem: `The input "pullRequest" is "${given}", and "mode" is sweep, which reviews every open pull request.`,
      fix: 'Leave "pullRequest" out for a sweep, or "mode" for the review of this one pull request.',
    });
  }
  if (project === '') {
    problems.push({
      problem: 'The variable System.TeamProjectId is not set, so it is not known whose pull requests to review.',
      fix: 'Run this task in an Azure Pipelines job; every agent sets the variable.',
    });
  }
  if (scope === 'repository' && repository === '') {
    problems.push({
      problem: 'The variable Build.Repository.ID is not set, so it is not known which repository to sweep.',
      fix: 'Run this task in a build pipeline of the repository, or set "sweepScope" to project.',
    });
  }
  if (problems.length > before) return undefined;
  return { project, target: { kind: 'sweep', repository: scope === 'project' ? undefined : repository } };
}
