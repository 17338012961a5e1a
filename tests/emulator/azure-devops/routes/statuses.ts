// Statuses on pull requests, on iterations and on commits.
import { postStatus, readStatusBody } from '../engine/statuses.ts';
import { resolveCommit } from '../git/history.ts';
import { collection, json, nothing } from '../http/answer.ts';
import { type Call, callerIdentity, pullRequestOf, repositoryOf } from '../http/call.ts';
import { listOf, textMember } from '../http/json.ts';
import { invalidArgument, objectNotFound, partNotFound } from '../http/refusals.ts';
import type { Method, Route } from '../http/router.ts';
import type { PullRequestRecord, StatusRecord } from '../state/pull-request.ts';
import { commitUrl, pullRequestUrl, repositoryUrl } from '../wire/links.ts';
import { statusView } from '../wire/status.ts';
import { iterationOf } from './iterations.ts';
import { pageOf, wholeParameter } from './paging.ts';
import { pullRequestPath, repositoryPath, statusRead, statusWrite } from './scopes.ts';

function iterationIdOf(call: Call, pullRequest: PullRequestRecord): number | undefined {
  const text = call.values['iterationId'];
  return text === undefined ? undefined : iterationOf(pullRequest, Number(text)).id;
}

function view(call: Call, pullRequest: PullRequestRecord, status: StatusRecord) {
  const url = `${pullRequestUrl(call.world, pullRequest)}/statuses`;
  return statusView(call.world, status, url, repositoryUrl(call.world, pullRequest.repository));
}

function visible(call: Call, pullRequest: PullRequestRecord): readonly StatusRecord[] {
  const iterationId = iterationIdOf(call, pullRequest);
  return pullRequest.statuses.filter((status) => iterationId === undefined || status.iterationId === iterationId);
}

function isLatest({ id, context }: StatusRecord, all: readonly StatusRecord[]): boolean {
  const same = (other: StatusRecord) => other.context.genre === context.genre && other.context.name === context.name;
  return all.findLast(same)?.id === id;
}

function list(call: Call) {
  const pullRequest = pullRequestOf(call);
  const all = visible(call, pullRequest);
  const listed = call.world.toggles.statusLists === 'all' ? all : all.filter((status) => isLatest(status, all));
  return collection(listed.map((status) => view(call, pullRequest, status)));
}

function find(call: Call, pullRequest: PullRequestRecord, id: number): StatusRecord {
  const found = visible(call, pullRequest).find((status) => status.id === id);
  if (!found) throw partNotFound('pull request status', 'GitPullRequestStatusNotFoundException', id);
  return found;
}

function get(call: Call) {
  const pullRequest = pullRequestOf(call);
  return json(view(call, pullRequest, find(call, pullRequest, Number(call.values['statusId']))));
}

function create(call: Call) {
  const pullRequest = pullRequestOf(call);
  const iterationId = iterationIdOf(call, pullRequest);
  return json(
    view(call, pullRequest, postStatus(call.world, pullRequest, callerIdentity(call), call.request.body, iterationId)),
  );
}

/** On a copy, of which nothing stays. */
function tryStatus(call: Call): void {
  const pullRequest = pullRequestOf(call);
  const iterationId = iterationIdOf(call, pullRequest);
  const copy = { ...pullRequest, statuses: [] };
  postStatus(call.world, copy, callerIdentity(call), call.request.body, iterationId);
}

function removeStatus(pullRequest: PullRequestRecord, status: StatusRecord): void {
  pullRequest.statuses.splice(pullRequest.statuses.indexOf(status), 1);
}

/** JSON Patch that only removes, by id. */
function patch(call: Call) {
  const pullRequest = pullRequestOf(call);
  const found = listOf(call.request.body).map((operation) => {
    const path = textMember(operation, 'path') ?? '';
    if (textMember(operation, 'op')?.toLowerCase() !== 'remove') throw invalidArgument('patchDocument');
    return find(call, pullRequest, Number(path.replace(/^\//, '')));
  });
  for (const status of found) removeStatus(pullRequest, status);
  return nothing(204);
}

function remove(call: Call) {
  const pullRequest = pullRequestOf(call);
  removeStatus(pullRequest, find(call, pullRequest, Number(call.values['statusId'])));
  return nothing(204);
}

async function commitOf(call: Call) {
  const repository = repositoryOf(call);
  const name = call.values['commitId'] ?? '';
  const commit = await resolveCommit(repository.folder, name);
  if (commit === undefined) throw objectNotFound(name);
  return { repository, commit };
}

async function listOfCommit(call: Call) {
  const { repository, commit } = await commitOf(call);
  const url = `${commitUrl(call.world, repository, commit)}/statuses`;
  const all = [...(repository.commitStatuses.get(commit) ?? [])].reverse();
  const { entries } = pageOf(all, wholeParameter(call.request, 'skip', 0), wholeParameter(call.request, 'top', 1000));
  return collection(
    entries.map((status) => statusView(call.world, status, url, repositoryUrl(call.world, repository))),
  );
}

async function createOnCommit(call: Call) {
  const { repository, commit } = await commitOf(call);
  const { world } = call;
  const place = { id: world.lastStatusId + 1, iterationId: undefined };
  const status = readStatusBody(world, call.request.body, callerIdentity(call), place);
  world.lastStatusId = status.id;
  repository.commitStatuses.set(commit, [...(repository.commitStatuses.get(commit) ?? []), status]);
  const url = `${commitUrl(world, repository, commit)}/statuses`;
  return json(statusView(world, status, url, repositoryUrl(world, repository)), 201);
}

const onPullRequest = { base: `${pullRequestPath}/statuses`, location: 'b5f6bb4f-8d1e-4d79-8d11-4c9172c99c35' };
const onIteration = {
  base: `${pullRequestPath}/iterations/{iterationId}/statuses`,
  location: '75cf11c5-979f-4038-a76e-058a06adf2bf',
};
const onCommit = '428dd4fb-fda5-4722-af02-9313b80305da';

function route(method: Method, template: string, location: string, handle: Route['handle']): Route {
  return method === 'GET'
    ? { method, template, scopes: statusRead, location, handle }
    : { method, template, scopes: statusWrite, permission: 'PullRequestContribute', location, handle };
}

export const statusRoutes: readonly Route[] = [
  ...[onPullRequest, onIteration].flatMap(({ base, location }) => [
    route('GET', base, location, list),
    { ...route('POST', base, location, create), trial: tryStatus },
    route('PATCH', base, location, patch),
    route('GET', `${base}/{statusId}`, location, get),
    route('DELETE', `${base}/{statusId}`, location, remove),
  ]),
  route('GET', `${repositoryPath}/commits/{commitId}/statuses`, onCommit, listOfCommit),
  {
    method: 'POST',
    template: `${repositoryPath}/commits/{commitId}/statuses`,
    scopes: statusWrite,
    permission: 'GenericContribute',
    location: onCommit,
    handle: createOnCommit,
  },
];
