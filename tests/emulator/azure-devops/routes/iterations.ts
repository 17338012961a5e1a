// Iterations, their changes and their commits.
import { trackingId } from '../engine/tracking.ts';
import { log } from '../git/history.ts';
import { emptyTree, type TreeChange, treeDiff } from '../git/tree-diff.ts';
import { collection, json } from '../http/answer.ts';
import { type Call, pullRequestOf } from '../http/call.ts';
import { compact } from '../http/json.ts';
import { partNotFound } from '../http/refusals.ts';
import type { Route } from '../http/router.ts';
import type { IterationState, PullRequestRecord } from '../state/pull-request.ts';
import { changeEntry, changeType, iterationView, type NumberedChange } from '../wire/iteration.ts';
import { commitRef } from '../wire/repository.ts';
import { flagParameter, pageOf, wholeParameter } from './paging.ts';
import { codeRead, pullRequestPath } from './scopes.ts';

const defaultTop = 100;
const highestTop = 2000;

export function iterationOf(pullRequest: PullRequestRecord, id: number): IterationState {
  const found = pullRequest.iterations.find((iteration) => iteration.id === id);
  if (!found) throw partNotFound('pull request iteration', 'GitPullRequestIterationNotFoundException', id);
  return found;
}

const ownIterationOf = (call: Call, pullRequest: PullRequestRecord): IterationState =>
  iterationOf(pullRequest, Number(call.values['iterationId']));

async function commitsOf(call: Call, pullRequest: PullRequestRecord, iteration: IterationState) {
  const earlier = pullRequest.iterations.filter(({ id }) => id < iteration.id).map(({ source }) => `^${source}`);
  const revisions = [iteration.source, `^${iteration.target}`, ...earlier];
  const skip = wholeParameter(call.request, 'skip', 0);
  const limit = Math.min(wholeParameter(call.request, 'top', 500), 500);
  const { repository } = pullRequest;
  const commits = await log(repository.folder, { revisions, skip, limit });
  return commits.map((commit) => commitRef(call.world, repository, commit));
}

async function list(call: Call) {
  const pullRequest = pullRequestOf(call);
  const withCommits = flagParameter(call.request, 'includeCommits');
  const views = await Promise.all(
    pullRequest.iterations.map(async (iteration) => ({
      ...iterationView(call.world, iteration),
      ...(withCommits ? { commits: await commitsOf(call, pullRequest, iteration) } : {}),
    })),
  );
  return collection(views);
}

function get(call: Call) {
  const pullRequest = pullRequestOf(call);
  return json(iterationView(call.world, ownIterationOf(call, pullRequest)));
}

/** A rename is one entry, or two where the switch asks for the old path as well. */
function numbered(
  call: Call,
  pullRequest: PullRequestRecord,
  id: number,
  change: TreeChange,
): readonly NumberedChange[] {
  const entry = { change, trackingId: trackingId(pullRequest, id, change), type: changeType(change) };
  if (change.originalPath === undefined || !call.world.toggles.sourceRenameEntries) return [entry];
  const { originalObjectId } = change;
  const old: TreeChange = {
    kind: 'delete',
    path: change.originalPath,
    mode: '000000',
    originalMode: change.originalMode,
    ...(originalObjectId === undefined ? {} : { originalObjectId }),
  };
  return [entry, { change: old, trackingId: entry.trackingId, type: 'delete, sourceRename' }];
}

async function changes(call: Call) {
  const pullRequest = pullRequestOf(call);
  const iteration = ownIterationOf(call, pullRequest);
  const compareTo = wholeParameter(call.request, '$compareTo', 0);
  const from = compareTo === 0 ? (iteration.common ?? emptyTree) : iterationOf(pullRequest, compareTo).source;
  const found = await treeDiff(pullRequest.repository.folder, from, iteration.source);
  const all = found.flatMap((change) => numbered(call, pullRequest, iteration.id, change));
  const skip = wholeParameter(call.request, '$skip', 0);
  const asked = wholeParameter(call.request, '$top', defaultTop);
  const top = Math.min(asked === 0 ? defaultTop : asked, highestTop);
  const { entries, next } = pageOf(all, skip, top);
  const { toggles } = call.world;
  const end = toggles.nextSkip === 'zero' ? 0 : undefined;
  const answer = {
    changeEntries: entries.map((entry, index) => changeEntry(entry, skip + index + 1, toggles)),
    nextSkip: next ?? end,
    nextTop: next === undefined ? end : Math.min(top, all.length - next),
  };
  return json(compact(answer));
}

async function commits(call: Call) {
  const pullRequest = pullRequestOf(call);
  return collection(await commitsOf(call, pullRequest, ownIterationOf(call, pullRequest)));
}

const base = `${pullRequestPath}/iterations`;
const location = 'd43911ee-6958-46b0-a42b-8445b8a0d004';

export const iterationRoutes: readonly Route[] = [
  { method: 'GET', template: base, scopes: codeRead, location, handle: list },
  { method: 'GET', template: `${base}/{iterationId}`, scopes: codeRead, location, handle: get },
  {
    method: 'GET',
    template: `${base}/{iterationId}/changes`,
    scopes: codeRead,
    location: '4216bdcf-b6b1-4d59-8b82-c34cc183fc8b',
    handle: changes,
  },
  {
    method: 'GET',
    template: `${base}/{iterationId}/commits`,
    scopes: codeRead,
    location: 'e7ea0883-095f-4926-b5fb-f24691c26fb9',
    handle: commits,
  },
];
