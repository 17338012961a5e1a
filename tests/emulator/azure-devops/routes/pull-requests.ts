// Pull requests: create, get, list, find by commit.
import { openPullRequest } from '../engine/open-pull-request.ts';
import { log } from '../git/history.ts';
import { collection, json } from '../http/answer.ts';
import {
  type Call,
  callerIdentity,
  canRead,
  findRepository,
  projectOf,
  pullRequestOf,
  repositoryOf,
} from '../http/call.ts';
import { flagMember, listOf, member, textMember } from '../http/json.ts';
import {
  branchGone,
  duplicatePullRequest,
  invalidArgument,
  missingBody,
  sourceAndTargetNeeded,
} from '../http/refusals.ts';
import type { Route } from '../http/router.ts';
import { pullRequestStatuses, readMember } from '../state/enumerations.ts';
import type { PullRequestRecord } from '../state/pull-request.ts';
import type { RepositoryState } from '../state/world.ts';
import { pullRequestDetail, pullRequestEntry, pullRequestWritten } from '../wire/pull-request.ts';
import { commitRef } from '../wire/repository.ts';
import { flagParameter, pageOf, wholeParameter } from './paging.ts';
import { checkDescription, updatePullRequest } from './pull-request-update.ts';
import { codeRead, codeWrite, pullRequestPath, repositoryPath } from './scopes.ts';

function sourceRepository(call: Call, repository: RepositoryState): RepositoryState {
  const id = textMember(member(member(call.request.body, 'forkSource'), 'repository'), 'id');
  return id === undefined ? repository : findRepository(call, id, undefined);
}

async function create(call: Call) {
  const repository = repositoryOf(call);
  const { body } = call.request;
  if (body === undefined) throw missingBody('gitPullRequestToCreate');
  const source = sourceRepository(call, repository);
  const sourceRef = textMember(body, 'sourceRefName') ?? '';
  const targetRef = textMember(body, 'targetRefName') ?? '';
  if (sourceRef === '' || targetRef === '') throw sourceAndTargetNeeded();
  const title = textMember(body, 'title')?.trim() ?? '';
  if (title === '') throw invalidArgument('A title for a pull request must be specified.');
  checkDescription(textMember(body, 'description'));
  if (!source.heads.has(sourceRef) || !repository.heads.has(targetRef)) throw branchGone();
  const duplicate = call.world.pullRequests.some(
    (known) =>
      known.status === 'active' &&
      known.repository === repository &&
      known.sourceRepository === source &&
      known.sourceRef === sourceRef &&
      known.targetRef === targetRef,
  );
  if (duplicate) throw duplicatePullRequest();
  const reviewers = listOf(member(body, 'reviewers')).flatMap((entry) => {
    const found = call.world.identities.find(({ id }) => id === textMember(entry, 'id'));
    return found ? [found] : [];
  });
  const made = await openPullRequest(call.world, {
    repository,
    sourceRepository: source,
    title,
    description: textMember(body, 'description'),
    sourceRef,
    targetRef,
    author: callerIdentity(call),
    isDraft: flagMember(body, 'isDraft') ?? false,
    reviewers,
    labels: listOf(member(body, 'labels')).flatMap((label) => textMember(label, 'name') ?? []),
    workItems: listOf(member(body, 'workItemRefs')).flatMap((item) => textMember(item, 'id') ?? []),
  });
  return json(pullRequestWritten(call.world, made, true), 201);
}

async function get(call: Call) {
  const pullRequest = pullRequestOf(call);
  const detail = pullRequestDetail(call.world, pullRequest);
  const { repository, workItems } = pullRequest;
  const items = flagParameter(call.request, 'includeWorkItemRefs')
    ? { workItemRefs: workItems.map((id) => ({ id, url: `${call.world.collectionUrl}_apis/wit/workItems/${id}` })) }
    : {};
  if (!flagParameter(call.request, 'includeCommits')) return json({ ...detail, ...items });
  const base = pullRequest.iterations.at(-1)?.common;
  const revisions = [pullRequest.mergeSource, ...(base === undefined ? [] : [`^${base}`])];
  const commits = await log(repository.folder, { revisions, limit: 100 });
  return json({ ...detail, ...items, commits: commits.map((commit) => commitRef(call.world, repository, commit)) });
}

function matchesSearch(call: Call): (pullRequest: PullRequestRecord) => boolean {
  const criterion = (name: string) => call.request.parameter(`searchCriteria.${name}`);
  const wanted = readMember(pullRequestStatuses, criterion('status') ?? 'active') ?? 'active';
  const equal = (expected: string | undefined, actual: string) =>
    expected === undefined || expected.toLowerCase() === actual.toLowerCase();
  return (pullRequest) =>
    (wanted === 'all' || wanted === 'notSet' || pullRequest.status === wanted) &&
    equal(criterion('sourceRefName'), pullRequest.sourceRef) &&
    equal(criterion('targetRefName'), pullRequest.targetRef) &&
    equal(criterion('repositoryId'), pullRequest.repository.id) &&
    equal(criterion('sourceRepositoryId'), pullRequest.sourceRepository.id) &&
    equal(criterion('creatorId'), pullRequest.author.id) &&
    (criterion('reviewerId') === undefined ||
      pullRequest.reviewers.some(({ identity }) => equal(criterion('reviewerId'), identity.id)));
}

function list(call: Call, candidates: readonly PullRequestRecord[]) {
  const found = candidates.filter(matchesSearch(call)).toReversed();
  const skip = wholeParameter(call.request, '$skip', 0);
  const top = Math.min(wholeParameter(call.request, '$top', 100), call.world.toggles.longestPullRequestPage);
  const { entries } = pageOf(found, skip, top);
  const value = entries.map((pullRequest) => pullRequestEntry(call.world, pullRequest));
  // The service writes this wrapper's value first.
  return json({ value, count: value.length });
}

function listOfRepository(call: Call) {
  const repository = repositoryOf(call);
  return list(
    call,
    call.world.pullRequests.filter((known) => known.repository === repository),
  );
}

function listOfProject(call: Call) {
  const project = projectOf(call);
  return list(
    call,
    call.world.pullRequests.filter(
      ({ repository }) => (!project || repository.project === project) && canRead(call, repository),
    ),
  );
}

async function findByCommit(call: Call) {
  const repository = repositoryOf(call);
  const all = call.world.pullRequests.filter((known) => known.repository === repository);
  const queries = listOf(member(call.request.body, 'queries'));
  const results = queries.map((query) => {
    const type = String(member(query, 'type') ?? 'commit').toLowerCase();
    const byMerge = type === 'lastmergecommit' || type === '1';
    const entries = listOf(member(query, 'items'))
      .map(String)
      .map((sha) => {
        const hit = ({ mergeCommit, iterations }: PullRequestRecord) =>
          byMerge ? mergeCommit?.id === sha : iterations.some(({ source }) => source === sha);
        return [sha, all.filter(hit).map((pullRequest) => pullRequestEntry(call.world, pullRequest))] as const;
      });
    return Object.fromEntries(entries.filter(([, found]) => found.length > 0));
  });
  return json({ queries, results });
}

async function commits(call: Call) {
  const pullRequest = pullRequestOf(call);
  const { folder } = pullRequest.repository;
  const revisions = [pullRequest.mergeSource, `^${pullRequest.mergeTarget}`];
  const limit = wholeParameter(call.request, '$top', 100);
  const skip = wholeParameter(call.request, 'continuationToken', 0);
  const found = await log(folder, { revisions, skip, limit: limit + 1 });
  const more = found.length > limit ? { 'x-ms-continuationtoken': String(skip + limit) } : undefined;
  return collection(
    found.slice(0, limit).map((commit) => commitRef(call.world, pullRequest.repository, commit)),
    more,
  );
}

const repositoryList = 'a5d28130-9cd2-40fa-9f08-902e7daa9efb';
const one = '9946fd70-0d40-406e-b686-b4744cbbcc37';
const contribute = 'PullRequestContribute';

export const pullRequestRoutes: readonly Route[] = [
  { method: 'GET', template: pullRequestPath, scopes: codeRead, location: one, handle: get },
  {
    method: 'GET',
    template: '{project}/_apis/git/pullRequests/{pullRequestId}',
    scopes: codeRead,
    location: '01a46dea-7d46-4d40-bc84-319e7c260d99',
    handle: get,
  },
  {
    method: 'GET',
    template: '{project}/_apis/git/pullRequests',
    scopes: codeRead,
    location: repositoryList,
    handle: listOfProject,
  },
  {
    method: 'GET',
    template: `${repositoryPath}/pullRequests`,
    scopes: codeRead,
    location: one,
    handle: listOfRepository,
  },
  {
    method: 'POST',
    template: `${repositoryPath}/pullRequests`,
    scopes: codeWrite,
    permission: contribute,
    location: one,
    handle: create,
  },
  {
    method: 'PATCH',
    template: pullRequestPath,
    scopes: codeWrite,
    permission: contribute,
    location: one,
    handle: updatePullRequest,
  },
  {
    method: 'POST',
    template: `${repositoryPath}/pullRequestQuery`,
    scopes: codeRead,
    location: 'b3a6eebe-9cf0-49ea-b6cb-1a4c5f5007b0',
    handle: findByCommit,
  },
  {
    method: 'GET',
    template: `${pullRequestPath}/commits`,
    scopes: codeRead,
    location: '52823034-34a8-4576-922c-8d8b77e9e4c4',
    handle: commits,
  },
];
