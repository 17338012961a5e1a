// What the answers say of the identity: what it may see and do on this project and repository.
import type { AccessRequest, PermissionReading, ProbeAnswer } from '../model/access.ts';
import type { PullRequest } from '../model/pull-request.ts';
import { type Asked, answerOf, codeOf, pass, problem, trap, unknown } from './answer.ts';
import type { Facts } from './questions.ts';
import { isNowhere } from './token-answers.ts';

export function projectAnswer({ identity, repository, pullRequest }: Facts, request: AccessRequest): ProbeAnswer {
  if (isNowhere(identity)) return answerOf(identity.error);
  const hidden = [repository, pullRequest].find((one) => one !== undefined && codeOf(one) === 'project-not-visible');
  if (hidden?.kind === 'failed') return answerOf(hidden.error);
  if (repository?.kind === 'told') return pass(`"${repository.value.projectName}".`);
  const reached = [repository, pullRequest].some(
    (one) => one !== undefined && /^(repository|pull-request)-/.test(codeOf(one)),
  );
  if (reached || pullRequest?.kind === 'told') return pass(`"${request.project}".`);
  return readAnswer(repository ?? pullRequest, 'Neither a repository nor a pull request was named.');
}

export function repositoryAnswer({ identity, repository, pullRequest }: Facts): ProbeAnswer {
  if (isNowhere(identity)) return answerOf(identity.error);
  if (repository === undefined) {
    return unknown(
      pullRequest === undefined ? 'No repository was named.' : 'It is not known before the pull request can be read.',
    );
  }
  return repository.kind === 'told' ? pass(`"${repository.value.name}".`) : answerOf(repository.error);
}

/** A pull request of a repository that is not visible is not visible either: nobody can tell whether it is there. */
export function pullRequestAnswer(pullRequest: Asked<PullRequest>, { identity, repository }: Facts): ProbeAnswer {
  if (isNowhere(identity)) return answerOf(identity.error);
  const isHidden = repository !== undefined && codeOf(repository) === 'repository-not-visible';
  if (isHidden && codeOf(pullRequest) === 'pull-request-not-found') {
    return unknown('It is not known before the repository can be seen.');
  }
  if (pullRequest.kind === 'failed') return answerOf(pullRequest.error);
  const { id, isFork, state } = pullRequest.value;
  const notes = [state === 'active' ? '' : `it is ${state}`, isFork ? 'it comes from a fork' : ''].filter(
    (note) => note !== '',
  );
  return pass(`Pull request ${id}${notes.length === 0 ? '' : `: ${notes.join(', ')}`}.`);
}

export function threadsAnswer({ likes, threads }: Facts): ProbeAnswer {
  if (threads === undefined) return unknown('It is not known before the pull request can be read.');
  if (threads.kind === 'failed') return answerOf(threads.error);
  if (likes?.kind === 'failed') return answerOf(likes.error);
  const count = threads.value.length;
  const said = `${count} thread${count === 1 ? '' : 's'}`;
  return pass(
    likes === undefined ? `${said}; no comment whose likes could be read.` : `${said}, and the likes of a comment.`,
  );
}

export function permissionReadAnswer(facts: Facts): ProbeAnswer {
  const { permissions, repository } = facts;
  if (permissions?.kind === 'told') return held(permissions.value.read);
  // What can be read may be read.
  if (repository?.kind === 'told') return pass('The repository is read with it.');
  return readAnswer(permissions, 'The repository is not known.');
}

/**
 * What the service refused a write with is certain. Without such a refusal the evaluation decides, because the service may
 * have looked at the content first.
 */
export function permissionContributeAnswer({ permissions, statusWrite, threadWrite }: Facts): ProbeAnswer {
  const refused = [threadWrite, statusWrite].find((one) => codeOf(one) === 'permission-missing');
  if (refused?.kind === 'failed') return answerOf(refused.error);
  if (permissions?.kind === 'told') return held(permissions.value.contribute);
  const why =
    permissions === undefined ? 'The repository is not known.' : 'Azure DevOps did not evaluate the permission.';
  const isLikely = [threadWrite, statusWrite].some(
    (one) => one.kind === 'told' && one.value.kind === 'content-refused',
  );
  const hint = ' A comment without content was refused for its content, not for the permission, which speaks for it.';
  return unknown(`${why}${isLikely ? hint : ''}`);
}

function held(reading: PermissionReading): ProbeAnswer {
  return reading.isHeld ? pass('The identity has it on this repository.') : problem(reading.explanation);
}

/** Of a job's token. */
export function jobScopeAnswer({ identity, jobScope }: Facts): ProbeAnswer {
  const who = identity.kind === 'told' ? ` The job acts as "${identity.value.displayName}".` : '';
  if (jobScope?.kind !== 'told') return unknown(`The settings of the project's pipelines could not be read.${who}`);
  const { isLimitedToNamedRepositories, isLimitedToProject } = jobScope.value;
  if (isLimitedToProject === false) return trap(wideScope(who));
  const named = isLimitedToNamedRepositories === true ? ', and the repositories that its pipeline names' : '';
  return pass(`${isLimitedToProject === true ? 'Its own project' : 'Not said'}${named}.${who}`);
}

function wideScope(who: string) {
  return {
    code: 'job-scope-wide',
    problem: `Tokens of jobs in this project reach every project of the organization.${who}`,
    fix: 'A review needs its own project alone. Turn on "Limit job authorization scope to current project for non-release pipelines" under Project settings > Pipelines > Settings; the identity is then the build service of the project, so give "Contribute to pull requests" to that one first.',
  };
}

function readAnswer(outcome: Asked<unknown> | undefined, otherwise: string): ProbeAnswer {
  return outcome?.kind === 'failed' ? answerOf(outcome.error) : unknown(otherwise);
}
