// Commits, merge bases, branch statistics.
import { readDescriptor, resolveVersion } from '../engine/version-descriptor.ts';
import { changeCounts } from '../git/change-counts.ts';
import { type CommitInfo, commitInfo, divergence, log, mergeBases } from '../git/history.ts';
import { collection, json } from '../http/answer.ts';
import { type Call, findRepository, projectOf, repositoryOf } from '../http/call.ts';
import { type JsonRecord, listOf, member, numberMember, recordOf, textMember } from '../http/json.ts';
import { invalidArgument, objectNotFound, unresolvableVersion } from '../http/refusals.ts';
import type { Route } from '../http/router.ts';
import type { RepositoryState } from '../state/world.ts';
import { commitDetail, commitFound, commitPointer, commitRef } from '../wire/repository.ts';
import { changesOf } from './diffs.ts';
import { wholeParameter } from './paging.ts';
import { codeRead, repositoryPath } from './scopes.ts';

interface Search {
  readonly revision: string;
  readonly path: string | undefined;
  readonly skip: number;
  readonly top: number;
  readonly more: readonly string[];
}

async function withCounts(call: Call, repository: RepositoryState, commits: readonly CommitInfo[]) {
  const counts = await changeCounts(
    repository.folder,
    commits.map(({ id }) => id),
  );
  return collection(commits.map((commit) => commitFound(call.world, repository, commit, counts.get(commit.id) ?? {})));
}

async function search(call: Call, repository: RepositoryState, wanted: Search) {
  const { revision, path, skip, top, more } = wanted;
  const found = await log(repository.folder, {
    revisions: [revision],
    skip,
    limit: top,
    ...(path === undefined ? {} : { path: path.replace(/^\//, '') }),
    more,
  });
  return withCounts(call, repository, found);
}

function filters(criterion: (name: string) => string | undefined): readonly string[] {
  const options = { author: 'author', user: 'committer', fromDate: 'since', toDate: 'until' } as const;
  return Object.entries(options).flatMap(([name, option]) => {
    const value = criterion(name);
    return value === undefined ? [] : [`--${option}=${value}`];
  });
}

async function list(call: Call) {
  const repository = repositoryOf(call);
  const criterion = (name: string) => call.request.parameter(`searchCriteria.${name}`);
  const descriptor = readDescriptor(repository, (name) => criterion(`itemVersion.${name}`));
  const { commit } = await resolveVersion(repository, descriptor);
  return search(call, repository, {
    revision: commit,
    path: criterion('itemPath'),
    skip: wholeParameter(call.request, 'searchCriteria.$skip', wholeParameter(call.request, '$skip', 0)),
    top: wholeParameter(call.request, 'searchCriteria.$top', wholeParameter(call.request, '$top', 100)),
    more: filters(criterion),
  });
}

async function batch(call: Call) {
  const repository = repositoryOf(call);
  const { body } = call.request;
  const ids = listOf(member(body, 'ids')).map(String);
  if (ids.length > 0) {
    const found = await Promise.all(ids.map((id) => commitInfo(repository.folder, id)));
    return withCounts(
      call,
      repository,
      found.flatMap((commit) => commit ?? []),
    );
  }
  const { commit } = await resolveVersion(
    repository,
    readDescriptor(repository, (name) => member(member(body, 'itemVersion'), name)),
  );
  return search(call, repository, {
    revision: commit,
    path: textMember(body, 'itemPath'),
    skip: numberMember(body, '$skip') ?? 0,
    top: numberMember(body, '$top') ?? 100,
    more: [],
  });
}

async function known(repository: RepositoryState, id: string) {
  const commit = /^[0-9a-f]{40}$/i.test(id) ? await commitInfo(repository.folder, id) : undefined;
  if (!commit) throw objectNotFound(id);
  return commit;
}

/** Changes inside a commit name their items by path alone (recorded). */
function withoutIds(change: unknown): JsonRecord {
  const { objectId: _new, originalObjectId: _old, commitId: _commit, ...item } = recordOf(member(change, 'item'));
  return { ...recordOf(change), item };
}

async function get(call: Call) {
  const repository = repositoryOf(call);
  const commit = await known(repository, call.values['commitId'] ?? '');
  const detail = commitDetail(call.world, repository, commit);
  const wanted = wholeParameter(call.request, 'changeCount', 0);
  if (wanted === 0) return json(detail);
  const { changeCounts: counts, changes } = await changesOf(call, repository, commit, 0, wanted);
  return json({ ...detail, changes: listOf(changes).map(withoutIds), changeCounts: counts });
}

async function bases(call: Call) {
  const repository = findRepository(call, call.values['repositoryNameOrId'] ?? '', projectOf(call));
  const other = call.request.parameter('otherCommitId');
  if (other === undefined) throw invalidArgument('otherCommitId');
  const one = await known(repository, call.values['commitId'] ?? '');
  const found = await mergeBases(repository.folder, one.id, (await known(repository, other)).id);
  return collection(found.map((id) => commitPointer(call.world, repository, id)));
}

async function branchStatistics(call: Call, repository: RepositoryState, ref: string) {
  const tip = repository.heads.get(ref);
  const name = ref.replace(/^refs\/heads\//, '');
  const commit = tip === undefined ? undefined : await commitInfo(repository.folder, tip);
  if (tip === undefined || !commit) throw unresolvableVersion(`Branch: ${name} `, repository.name);
  const base = repository.heads.get(repository.defaultBranch) ?? tip;
  const { ahead, behind } = await divergence(repository.folder, tip, base);
  return {
    commit: commitRef(call.world, repository, commit),
    name,
    aheadCount: ahead,
    behindCount: behind,
    isBaseVersion: ref === repository.defaultBranch,
  };
}

async function statistics(call: Call) {
  const repository = repositoryOf(call);
  const name = call.request.parameter('name') ?? call.values['name'];
  if (name !== undefined) return json(await branchStatistics(call, repository, `refs/heads/${name}`));
  const all = [...repository.heads.keys()].map((ref) => branchStatistics(call, repository, ref));
  return collection(await Promise.all(all));
}

const location = 'c2570c3b-5b3f-41b8-98bf-5407bfde8d58';
const stats = 'd5b216de-d8d5-4d32-ae76-51df755b16d3';

export const commitRoutes: readonly Route[] = [
  { method: 'GET', template: `${repositoryPath}/commits`, scopes: codeRead, location, handle: list },
  { method: 'GET', template: `${repositoryPath}/commits/{commitId}`, scopes: codeRead, location, handle: get },
  {
    method: 'POST',
    template: `${repositoryPath}/commitsBatch`,
    scopes: codeRead,
    location: '6400dfb2-0bcb-462b-b992-5a57f8f1416c',
    handle: batch,
  },
  {
    method: 'GET',
    template: '{project}/_apis/git/repositories/{repositoryNameOrId}/commits/{commitId}/mergeBases',
    scopes: codeRead,
    location: '7cf2abb6-c964-4f7e-9872-f78c66e72e9c',
    handle: bases,
  },
  {
    method: 'GET',
    template: `${repositoryPath}/stats/branches`,
    scopes: codeRead,
    location: stats,
    handle: statistics,
  },
  {
    method: 'GET',
    template: `${repositoryPath}/stats/branches/{*name}`,
    scopes: codeRead,
    location: stats,
    handle: statistics,
  },
];
