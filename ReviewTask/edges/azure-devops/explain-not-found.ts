// Explains a 404, where Azure DevOps says the same of what is not there and of what one may not see.
import type { Explanation } from '../../errors.ts';
import type { Situation } from './explain.ts';
import { serviceSays } from './explain-outage.ts';
import type { RequestFailure } from './request-failure.ts';

/** True where the service says that the commit is there and the path is not (TF401174). */
export function isMissingPath(failure: RequestFailure): boolean {
  return failure.typeKey === 'GitItemNotFoundException' || /^TF401174\b/.test(failure.text);
}

/** True where the service names the pull request, the repository or the project as what is missing or hidden. */
export function saysNotVisible(failure: RequestFailure): boolean {
  return /TF401180|TF401019|VS800075|TF200016|(PullRequest|Repository|Project)NotFound|ProjectDoesNotExist/.test(
    wordsOf(failure),
  );
}

const wordsOf = ({ text, typeKey }: RequestFailure) => `${typeKey ?? ''} ${text}`;

interface Rule {
  readonly when: RegExp;
  readonly explain: (situation: Situation) => Explanation;
}

/** Matched against the service's error name and message; the first that fits counts. */
const rules: readonly Rule[] = [
  { when: /TF401180|GitPullRequestNotFound/, explain: pullRequestNotFound },
  { when: /TF401019|GitRepositoryNotFound/, explain: repositoryNotVisible },
  { when: /VS800075|TF200016|ProjectDoesNotExist|ProjectNotFound/, explain: projectNotVisible },
  { when: /TF401175|GitUnresolvableToCommit|GitCommitDoesNotExist/, explain: commitNotFound },
  { when: /VS403403/, explain: repositoryEmpty },
];

/**
 * The explanation of a "not found", whatever status carries it (project errors come as 400 too); `undefined` where the
 * failure says something else.
 */
export function explainNotFound(failure: RequestFailure, situation: Situation): Explanation | undefined {
  const known = rules.find(({ when }) => when.test(wordsOf(failure)))?.explain(situation);
  if (known !== undefined || failure.status !== 404) return known;
  if (situation.operation.scope === undefined || /^OPTIONS$/i.test(failure.verb)) return collectionNotFound(situation);
  const { code, problem, fix } = repositoryNotVisible(situation);
  return { code, problem, fix: `${fix}${serviceSays(failure)}` };
}

function pullRequestNotFound({ target }: Situation): Explanation {
  const project = target.project === undefined ? '' : ` in the project "${target.project}"`;
  return {
    code: 'pull-request-not-found',
    problem: `Pull request ${target.pullRequest ?? ''} was not found${project}: it does not exist, or the token has no Read permission on its repository.`,
    fix: 'Check the number and the project of the pull request, and that the identity of the token can open it in a browser.',
  };
}

function repositoryNotVisible({ target, tokenKind }: Situation): Explanation {
  const name = target.repository === undefined ? 'The repository' : `The repository "${target.repository}"`;
  const scopes =
    'Where "Protect access to repositories in YAML pipelines" is on, a job reaches only what its pipeline names: use "checkout: self", or name another repository under "resources: repositories" with a "checkout" or "uses" of it. Then see that the build service account has Read on the repository. For a repository of another project, run the review in a pipeline there, or give a PAT in azureDevOpsToken.';
  return {
    code: 'repository-not-visible',
    problem: `${name} was not found: it does not exist, or the token has no Read permission on it.`,
    fix:
      tokenKind === 'bearer'
        ? scopes
        : 'Check the name, and give the owner of the PAT the permission Read under Project settings > Repositories > Security.',
  };
}

function projectNotVisible({ target, tokenKind }: Situation): Explanation {
  return {
    code: 'project-not-visible',
    problem: `The project "${target.project ?? ''}" was not found: it does not exist in this organization, or the token may not see it.`,
    fix:
      tokenKind === 'bearer'
        ? 'Check the name. A job reaches the project of its own pipeline: for another one, run the review in a pipeline there, or give a PAT in azureDevOpsToken.'
        : 'Check the name and the organization, and that the owner of the PAT is a member of the project.',
  };
}

function commitNotFound(): Explanation {
  return {
    code: 'commit-not-found',
    problem:
      'Azure DevOps does not know the commit that was asked for: it was removed by a force push, or lives in a fork that the token cannot read.',
    fix: 'Run the review again on the newest state of the pull request; for a fork, give the identity Read on it.',
  };
}

function repositoryEmpty({ target }: Situation): Explanation {
  return {
    code: 'repository-empty',
    problem: `The repository "${target.repository ?? ''}" has no branches.`,
    fix: 'Push a branch first, or check that the right repository is named.',
  };
}

function collectionNotFound({ collectionUrl }: Situation): Explanation {
  return {
    code: 'collection-not-found',
    problem: `There is no Azure DevOps organization or collection at ${collectionUrl}.`,
    fix: 'Check the address: https://dev.azure.com/ORGANIZATION/ in the cloud, https://SERVER/COLLECTION/ on a server of your own.',
  };
}
