// Explains a 403: which permission, which identity, which repository, and where to click.
import type { Explanation } from '../../errors.ts';
import type { Situation } from './explain.ts';
import { serviceSays } from './explain-outage.ts';
import { explainConditionalAccess } from './explain-token.ts';
import type { RequestFailure } from './request-failure.ts';

/** Names on the security page for the names in the service's message (namespace "Git Repositories"). */
const permissionNames = new Map([
  ['PullRequestContribute', 'Contribute to pull requests'],
  ['GenericRead', 'Read'],
  ['GenericContribute', 'Contribute'],
  ['EditPolicies', 'Edit policies'],
  ['PolicyExempt', 'Bypass policies when pushing'],
  ['PullRequestBypassPolicy', 'Bypass policies when completing pull requests'],
]);

/** Explains every 403; one that says nothing useful is shown with what the service wrote. */
export function explainForbidden(failure: RequestFailure, situation: Situation): Explanation {
  if (/VS403463|conditional access/i.test(failure.text)) return explainConditionalAccess(failure);
  if (failure.typeKey === 'GitPullRequestStatusRejectedByPolicyException') return explainStatusPolicy(failure);
  return explainPermission(failure, situation);
}

function explainPermission(failure: RequestFailure, situation: Situation): Explanation {
  const named = /the Git '([^']+)' permission/.exec(failure.text)?.[1];
  const permission = named === undefined ? situation.operation.permission : (permissionNames.get(named) ?? named);
  const who = whoIsMeant(failure, situation);
  const said = { who, permission, isCertain: named !== undefined };
  const { code, problem, fix } = missingPermission(said, situation);
  return { code, problem, fix: named === undefined ? `${fix}${serviceSays(failure)}` : fix };
}

/** What is missing, and how sure that is. */
export interface MissingPermission {
  /** The identity, in quotes where it is a name. */
  readonly who: string;
  /** As the security page names it. */
  readonly permission: string;
  readonly isCertain: boolean;
}

/** Names permission, identity and repository, with the place to click. */
export function missingPermission(
  { isCertain, permission, who }: MissingPermission,
  {
    collectionUrl,
    operation,
    target,
    tokenKind,
  }: Pick<Situation, 'collectionUrl' | 'operation' | 'target' | 'tokenKind'>,
): Explanation {
  if (/build pipeline$/.test(permission))
    return missingOnPipelines({ isCertain, permission, who }, { collectionUrl, operation, target });
  const repository = target.repository === undefined ? 'the repository' : `the repository "${target.repository}"`;
  const settings = `${collectionUrl}${encodeURIComponent(target.project ?? '')}/_settings/repositories?_a=permissions`;
  const job = tokenKind === 'bearer' ? ' The job acts as the build service account of the project.' : '';
  return {
    code: 'permission-missing',
    problem: `${who} ${isCertain ? 'lacks' : 'seems to lack'} the permission "${permission}" on ${repository}, which is needed to ${operation.doing}.`,
    fix: `Open ${settings}, choose ${repository}, find that identity under Security and set "${permission}" to Allow.${job}`,
  };
}

/** Pipelines have permissions of their own, which are not the repository's. */
function missingOnPipelines(
  { isCertain, permission, who }: MissingPermission,
  { collectionUrl, operation, target }: Pick<Situation, 'collectionUrl' | 'operation' | 'target'>,
): Explanation {
  const project = target.project ?? '';
  return {
    code: 'permission-missing',
    problem: `${who} ${isCertain ? 'lacks' : 'seems to lack'} the permission "${permission}" on the pipelines of the project "${project}", which is needed to ${operation.doing}.`,
    fix: `Open ${collectionUrl}${encodeURIComponent(project)}/_build, choose Manage security in its menu, find that identity and set "${permission}" to Allow.`,
  };
}

function whoIsMeant(failure: RequestFailure, { identity, tokenKind }: Situation): string {
  const account = /identity '([^']+)'/.exec(failure.text)?.[1];
  if (typeof identity === 'object') {
    return account === undefined ? `"${identity.displayName}"` : `"${identity.displayName}" (${account})`;
  }
  if (account !== undefined) return `The identity ${account}`;
  return tokenKind === 'pat' ? 'The owner of the PAT' : 'The build service account';
}

function explainStatusPolicy(failure: RequestFailure): Explanation {
  return {
    code: 'status-refused-by-policy',
    problem: 'A status policy of the branch refused the status.',
    fix: `The policy "Reset status whenever there are new changes" wants a status on the newest iteration. Run the review again; if it stays, report it together with the message.${serviceSays(failure)}`,
  };
}
