// The whole route table.
import type { Route } from '../http/router.ts';
import { blobRoutes } from './blobs.ts';
import { buildRoutes } from './builds.ts';
import { commitRoutes } from './commits.ts';
import { definitionRoutes } from './definitions.ts';
import { diffRoutes } from './diffs.ts';
import { itemRoutes } from './items.ts';
import { iterationRoutes } from './iterations.ts';
import { labelRoutes } from './labels.ts';
import { locationRoutes } from './location.ts';
import { oidcTokenRoutes } from './oidc-tokens.ts';
import { policyRoutes } from './policies.ts';
import { pullRequestPartRoutes } from './pull-request-parts.ts';
import { pullRequestRoutes } from './pull-requests.ts';
import { repositoryRoutes } from './repositories.ts';
import { securityRoutes } from './security.ts';
import { statusRoutes } from './statuses.ts';
import { threadRoutes } from './threads.ts';

/** Earlier routes win where two templates fit. */
export const allRoutes: readonly Route[] = [
  ...locationRoutes,
  ...pullRequestRoutes,
  ...iterationRoutes,
  ...threadRoutes,
  ...statusRoutes,
  ...labelRoutes,
  ...pullRequestPartRoutes,
  ...itemRoutes,
  ...blobRoutes,
  ...diffRoutes,
  ...commitRoutes,
  ...repositoryRoutes,
  ...policyRoutes,
  ...securityRoutes,
  ...buildRoutes,
  ...definitionRoutes,
  ...oidcTokenRoutes,
];
