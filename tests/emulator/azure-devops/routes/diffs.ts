// Differences between versions: by commit pair, of one commit, and line blocks of files.
import { readDescriptor, resolveVersion } from '../engine/version-descriptor.ts';
import { type CommitInfo, commitInfo, divergence, mergeBases } from '../git/history.ts';
import { lineBlocks } from '../git/line-blocks.ts';
import { entryAt, readObject } from '../git/objects.ts';
import { emptyTree, type TreeChange, treeDiff } from '../git/tree-diff.ts';
import { json } from '../http/answer.ts';
import { type Call, repositoryOf } from '../http/call.ts';
import { compact, type JsonRecord, listOf, member, textMember } from '../http/json.ts';
import { invalidArgument, objectNotFound } from '../http/refusals.ts';
import type { Route } from '../http/router.ts';
import type { RepositoryState } from '../state/world.ts';
import { isBinary } from '../wire/item.ts';
import { changeType } from '../wire/iteration.ts';
import { repositoryUrl } from '../wire/links.ts';
import { flagParameter, pageOf, wholeParameter } from './paging.ts';
import { codeRead, repositoryPath } from './scopes.ts';

const kindOf = (mode: string): 'tree' | 'commit' | 'blob' =>
  mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';

function entry(call: Call, repository: RepositoryState, commit: string, change: TreeChange, type: string): JsonRecord {
  const path = `/${change.path}`;
  const kind = kindOf(type.startsWith('delete') ? change.originalMode : change.mode);
  return compact({
    item: compact({
      objectId: change.objectId,
      originalObjectId: change.originalObjectId,
      gitObjectType: kind,
      commitId: commit,
      path,
      isFolder: kind === 'tree' ? true : undefined,
      url: `${repositoryUrl(call.world, repository)}/items${encodeURI(path)}?versionType=Commit&version=${commit}`,
    }),
    changeType: type,
    sourceServerItem: change.originalPath === undefined ? undefined : `/${change.originalPath}`,
  });
}

/** A rename shows twice: the new path, and the old one as deleted by the rename. */
function entries(call: Call, repository: RepositoryState, commit: string, change: TreeChange): readonly JsonRecord[] {
  const own = entry(call, repository, commit, change, changeType(change));
  if (change.originalPath === undefined) return [own];
  const { objectId: _gone, originalPath, ...rest } = change;
  return [own, entry(call, repository, commit, { ...rest, path: originalPath }, 'delete, sourceRename')];
}

function counts(changes: readonly JsonRecord[]): JsonRecord {
  const result: Record<string, number> = {};
  for (const { changeType: type } of changes) {
    const name = String(type)
      .split(', ')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(', ');
    result[name] = (result[name] ?? 0) + 1;
  }
  return result;
}

function version(call: Call, repository: RepositoryState, side: 'base' | 'target') {
  const names = {
    version: `${side}Version`,
    versionType: `${side}VersionType`,
    versionOptions: `${side}VersionOptions`,
  } as const;
  const nested = `${side}VersionDescriptor`;
  const descriptor = readDescriptor(
    repository,
    (name) =>
      call.request.parameter(`${nested}.${name}`) ??
      call.request.parameter(`${nested}.${names[name]}`) ??
      call.request.parameter(names[name]),
  );
  return resolveVersion(repository, descriptor);
}

async function commitDiffs(call: Call) {
  const repository = repositoryOf(call);
  const { folder } = repository;
  const [base, target] = await Promise.all([version(call, repository, 'base'), version(call, repository, 'target')]);
  const [common] = await mergeBases(folder, base.commit, target.commit);
  const threeDot = flagParameter(call.request, 'diffCommonCommit');
  const found = await treeDiff(folder, threeDot ? (common ?? emptyTree) : base.commit, target.commit, true);
  const all = found.flatMap((change) => entries(call, repository, target.commit, change));
  const skip = wholeParameter(call.request, '$skip', 0);
  const page = pageOf(all, skip, wholeParameter(call.request, '$top', 100));
  const distance = await divergence(folder, target.commit, base.commit);
  return json(
    compact({
      allChangesIncluded: page.next === undefined,
      changeCounts: counts(all),
      changes: page.entries,
      commonCommit: common,
      baseCommit: base.commit,
      targetCommit: target.commit,
      aheadCount: distance.ahead,
      behindCount: distance.behind,
    }),
  );
}

/** What a commit changed against its first parent, one page of it. */
export async function changesOf(
  call: Call,
  repository: RepositoryState,
  commit: CommitInfo,
  skip: number,
  top: number,
): Promise<JsonRecord> {
  const found = await treeDiff(repository.folder, commit.parents[0] ?? emptyTree, commit.id, true);
  const all = found.flatMap((change) => entries(call, repository, commit.id, change));
  return { changeCounts: counts(all), changes: pageOf(all, skip, top).entries };
}

async function commitChanges(call: Call) {
  const repository = repositoryOf(call);
  const name = call.values['commitId'] ?? '';
  const commit = await commitInfo(repository.folder, name);
  if (!commit) throw objectNotFound(name);
  const skip = wholeParameter(call.request, 'skip', 0);
  return json(await changesOf(call, repository, commit, skip, wholeParameter(call.request, 'top', 100)));
}

async function blobAt(repository: RepositoryState, commit: string, path: string | undefined) {
  const found = path ? await entryAt(repository.folder, commit, path.replace(/^\//, '')) : undefined;
  return found?.type === 'blob' ? readObject(repository.folder, found.id) : undefined;
}

const emptyBlob = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';

const lineCount = (content: Buffer): number => {
  if (content.length === 0) return 0;
  const breaks = content.toString('latin1').split('\n').length;
  return content.at(-1) === 10 ? breaks - 1 : breaks;
};

function wholeAdd(lines: number): readonly JsonRecord[] {
  return [block('add', [0, 0], [1, lines])];
}

function block(type: string, original: readonly [number, number], modified: readonly [number, number]): JsonRecord {
  return {
    changeType: type,
    originalLineNumberStart: original[0],
    originalLinesCount: original[1],
    modifiedLineNumberStart: modified[0],
    modifiedLinesCount: modified[1],
  };
}

/** One file's blocks: only one path sent means the whole file was added or deleted; binaries have none. */
async function fileBlocks(repository: RepositoryState, base: string, target: string, parameter: unknown) {
  const originalPath = textMember(parameter, 'originalPath');
  const path = textMember(parameter, 'path');
  const [before, after] = await Promise.all([blobAt(repository, base, originalPath), blobAt(repository, target, path)]);
  const shape = (blocks: readonly JsonRecord[]) => compact({ originalPath, path, lineDiffBlocks: blocks });
  if (!before && !after) throw invalidArgument('fileDiffParams');
  if ([before, after].some((side) => side && isBinary(side.bytes))) return shape([]);
  if (!before && after) return shape(wholeAdd(lineCount(after.bytes)));
  const blocks = await lineBlocks(repository.folder, before?.id ?? emptyBlob, after?.id ?? emptyBlob);
  return shape(
    blocks.map(({ originalStart, originalCount, modifiedStart, modifiedCount }) => {
      const type = originalCount === 0 ? 'add' : modifiedCount === 0 ? 'delete' : 'edit';
      return block(type, [originalStart, originalCount], [modifiedStart, modifiedCount]);
    }),
  );
}

async function fileDiffs(call: Call) {
  const repository = repositoryOf(call);
  const base = textMember(call.request.body, 'baseVersionCommit') ?? '';
  const target = textMember(call.request.body, 'targetVersionCommit') ?? '';
  const parameters = listOf(member(call.request.body, 'fileDiffParams'));
  const value = await Promise.all(parameters.map((parameter) => fileBlocks(repository, base, target, parameter)));
  return json({ count: value.length, value });
}

export const diffRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: `${repositoryPath}/diffs/commits`,
    scopes: codeRead,
    location: '615588d5-c0c7-4b88-88f8-e625306446e8',
    handle: commitDiffs,
  },
  {
    method: 'GET',
    template: `${repositoryPath}/commits/{commitId}/changes`,
    scopes: codeRead,
    location: '5bf884f5-3e07-42e9-afb8-1b872267bf16',
    handle: commitChanges,
  },
  {
    method: 'POST',
    template: `${repositoryPath}/fileDiffs`,
    scopes: codeRead,
    location: 'c4c5a7e6-e9f3-4730-a92b-84baacff694b',
    handle: fileDiffs,
  },
];
