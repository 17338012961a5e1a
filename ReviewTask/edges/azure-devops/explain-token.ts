// Explains a refused credential: expired, invalid, without the scope, or kept out by a company rule.
import type { Explanation } from '../../errors.ts';
import type { Situation } from './explain.ts';
import { serviceSays } from './explain-outage.ts';
import type { RequestFailure } from './request-failure.ts';

const anonymous = 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa';

/** A 401. The service answers it for an invalid token and for a missing scope alike; the identity tells them apart. */
export function explainUnauthorized(failure: RequestFailure, situation: Situation): Explanation {
  const { collectionUrl, identity, operation, tokenKind } = situation;
  if (/VS403463|conditional access/i.test(failure.text)) return explainConditionalAccess(failure);
  if (tokenKind === 'bearer') return explainJobToken(failure, situation);
  if (failure.offersWindows && typeof identity !== 'object') return explainServer(situation);
  if (/has expired|token.*expired/i.test(failure.text)) {
    return {
      code: 'pat-expired',
      problem: 'Invalid or expired PAT. Azure DevOps says that it has expired.',
      fix: `Make a new token, or extend this one, at ${tokenPage(collectionUrl)} and put it into the secret variable that azureDevOpsToken reads.`,
    };
  }
  const isSomebody = typeof identity === 'object' && identity.id !== anonymous;
  if (isSomebody && operation.scope !== undefined) {
    return {
      code: 'pat-scope-missing',
      problem: `Your PAT is missing the "${operation.scope}" scope.`,
      fix: `"${operation.scope}" is needed to ${operation.doing}. Edit the token of ${identity.displayName} at ${tokenPage(collectionUrl)} and tick the scope; the value of the token stays the same.`,
    };
  }
  if (identity === 'unknown' && operation.scope !== undefined) {
    return {
      code: 'pat-invalid',
      problem: `Invalid or expired PAT, or your PAT is missing the "${operation.scope}" scope.`,
      fix: `Azure DevOps did not say which. Look at the token's expiry, organization and scopes at ${tokenPage(collectionUrl)}.${serviceSays(failure)}`,
    };
  }
  return invalidToken(collectionUrl);
}

/** A server's IIS refused the token before Azure DevOps saw it, or Azure DevOps did: it answers both alike. */
function explainServer({ collectionUrl }: Situation): Explanation {
  return {
    code: 'server-pat-refused',
    problem: `Invalid or expired PAT: ${collectionUrl} did not take it and offers a sign-in of Windows (NTLM, Negotiate) in its place, which a task cannot do.`,
    fix: `Check at ${tokenPage(collectionUrl)} that the token exists, is not expired and was made in this collection. If it was, look at IIS on the server: with Basic authentication switched on for the site, IIS takes the header for itself and no PAT arrives; switch it off and leave Windows and anonymous authentication on. In a pipeline the job's own token needs no PAT at all: leave azureDevOpsToken empty.`,
  };
}

/** The token is not valid for this organization, or anonymous. */
export function invalidToken(collectionUrl: string): Explanation {
  return {
    code: 'pat-invalid',
    problem: 'Invalid or expired PAT.',
    fix: `Check at ${tokenPage(collectionUrl)} that the token exists, is not expired, and was made for this organization (${collectionUrl}), and that the secret variable holds the whole of it.`,
  };
}

/** A page for people where data was due: Azure DevOps sends one when it does not accept the credential. */
export function explainSignIn({ collectionUrl, tokenKind }: Situation): Explanation {
  const isPat = tokenKind === 'pat';
  return {
    code: 'sign-in-page',
    problem: `Azure DevOps answered with its sign-in page: it did not accept the ${isPat ? 'PAT' : "job's token"}.`,
    fix: isPat
      ? `Check at ${tokenPage(collectionUrl)} that the token is not expired and belongs to this organization (${collectionUrl}). If it does, a proxy on the way may be answering in place of Azure DevOps.`
      : `Run the step in a pipeline of this organization (${collectionUrl}), or give a PAT in azureDevOpsToken. If the address is right, a proxy on the way may be answering in place of Azure DevOps.`,
  };
}

function explainJobToken(failure: RequestFailure, { collectionUrl, operation }: Situation): Explanation {
  return {
    code: 'job-token-refused',
    problem: `Azure DevOps did not accept the job's token (System.AccessToken) when trying to ${operation.doing}.`,
    fix: `The token lives as long as its job and reaches only its own organization (${collectionUrl}). For a pull request of another project, run the review in a pipeline there, or give a PAT in azureDevOpsToken.${serviceSays(failure)}`,
  };
}

/** A rule of Microsoft Entra kept the request out. */
export function explainConditionalAccess(failure: RequestFailure): Explanation {
  return {
    code: 'conditional-access',
    problem:
      "Your organization's conditional access policy kept the request out, for example because of the agent's network address.",
    fix: `Ask the administrator of Microsoft Entra to allow the agent, or run the pipeline on an agent that the policy allows.${serviceSays(failure)}`,
  };
}

function tokenPage(collectionUrl: string): string {
  return `${collectionUrl}_usersSettings/tokens`;
}
