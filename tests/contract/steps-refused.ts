// Requests that the service refuses: each way of saying no that clients must understand.
import type { Step } from './step.ts';

const comment = [{ parentCommentId: 0, content: 'x', commentType: 1 }];
const suppress = { 'X-TFS-FedAuthRedirect': 'Suppress' };
const missing = '00000000-0000-4000-8000-000000000000';

/** Tokens are named after what is wrong with them. Nothing here changes anything, so the order is free. */
export const refusedSteps: readonly Step[] = [
  { name: 'no credentials in a browser', method: 'GET', path: '{P}', as: 'none', headers: { 'User-Agent': 'Mozilla/5.0', Accept: 'text/html' }, status: 302 },
  { name: 'no credentials in a program', method: 'GET', path: '{P}', as: 'none', status: 203 },
  { name: 'no credentials with redirects suppressed', method: 'GET', path: '{P}', as: 'none', headers: suppress, status: 401 },
  { name: 'invalid token on a write', method: 'PATCH', path: '{P}/threads/1', as: 'invalid', body: { status: 1 }, status: 401 },
  { name: 'expired token', method: 'GET', path: '{P}', as: 'expired', headers: suppress, status: 401 },
  { name: 'missing scope', method: 'POST', path: '{P}/threads', as: 'reader', body: { comments: comment }, headers: suppress, status: 401 },
  { name: 'missing scope with a page', method: 'POST', path: '{P}/threads', as: 'reader', body: { comments: comment }, headers: suppress, variant: true, status: 401 },
  { name: 'missing permission', method: 'POST', path: '{P}/threads', as: 'onlooker', body: { comments: comment, status: 1 }, status: 403 },
  { name: 'conditional access', method: 'GET', path: '{P}', as: 'conditionalAccess', status: 403 },
  { name: 'invisible repository', method: 'GET', path: '{R}', as: 'stranger', status: 404 },
  { name: 'missing repository', method: 'GET', path: `{project}/_apis/git/repositories/${missing}`, status: 404 },
  { name: 'missing project', method: 'GET', path: 'Nowhere/_apis/git/repositories', status: 404 },
  { name: 'missing pull request', method: 'GET', path: '{R}/pullRequests/99999', status: 404 },
  { name: 'missing thread', method: 'GET', path: '{P}/threads/99999', status: 404 },
  { name: 'missing item', method: 'GET', path: '{R}/items?path=/nothing.ts', headers: { Accept: 'application/json' }, status: 404 },
  { name: 'missing version', method: 'GET', path: '{R}/items?path=/src/edited.ts&versionDescriptor.version=nothing', headers: { Accept: 'application/json' }, status: 404 },
  { name: 'unknown route', method: 'GET', path: '_apis/nothing/here', status: 404 },
  { name: 'thread without comments', method: 'POST', path: '{P}/threads', body: { comments: [], status: 1 }, status: 400 },
  { name: 'position at offset 0', method: 'POST', path: '{P}/threads', body: { comments: comment, threadContext: { filePath: '/src/edited.ts', rightFileStart: { line: 1, offset: 0 }, rightFileEnd: { line: 1, offset: 2 } } }, status: 400 },
  { name: 'comment beyond the limit', method: 'POST', path: '{P}/threads/{general}/comments', body: { content: 'x'.repeat(150_001), commentType: 1 }, status: 400 },
  { name: 'preview without its flag', method: 'GET', path: '{project}/_apis/policy/evaluations?artifactId=vstfs:///CodeReview/CodeReviewId/{projectId}/{id}&api-version=7.1', status: 400 },
  { name: 'write without a version', method: 'POST', path: '{P}/threads?api-version=', body: { comments: comment }, status: 400 },
  { name: 'second pull request of the same branches', method: 'POST', path: '{R}/pullrequests', body: { sourceRefName: 'refs/heads/feature', targetRefName: 'refs/heads/main', title: 'Again' }, status: 409 },
  { name: 'throttled', method: 'GET', path: '{P}', as: 'throttled', status: 429 },
  { name: 'organization stopped', method: 'GET', path: '{P}', as: 'organizationStopped', status: 503 },
];
