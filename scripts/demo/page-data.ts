// Reads a reviewed stage as the data of the demo page.
import { connectAzureDevOps } from '../../ReviewTask/edges/azure-devops.ts';
import { systemClock } from '../../ReviewTask/edges/clock.ts';
import type { ChangedFile } from '../../ReviewTask/model/diff.ts';
import { reasonText } from '../../ReviewTask/plan/describe.ts';
import { takeSnapshot } from '../../ReviewTask/snapshot/take.ts';
import type { TaskRun } from '../../tests/emulator/agent.ts';
import type { ShownThread } from '../../tests/emulator/azure-devops.ts';
import type { PageChange, PageFile, PageThread, PullRequestPage } from './page/pull-request-page.ts';
import type { Stage } from './stage.ts';

const silent = { info() {}, warning() {}, debug() {}, section() {}, endSection() {}, progress() {} };

/** The page of the pull request after the review. */
export async function pageData(stage: Stage, run: TaskRun): Promise<PullRequestPage> {
  const { scene, pullRequest } = stage;
  const state = pullRequest.state();
  const now = new Date().toISOString();
  return {
    organisation: scene.organisation,
    project: scene.project,
    repository: scene.repository,
    id: pullRequest.id,
    title: state.title,
    description: state.description ?? '',
    author: scene.author,
    sourceBranch: state.sourceRef,
    targetBranch: state.targetRef,
    state: state.status,
    mergeStatus: state.mergeStatus ?? 'queued',
    statuses: latestStatuses(state.statuses),
    threads: state.threads.filter(isWritten).map((thread) => pageThread(thread, now)),
    files: (await changedFiles(stage)).map(pageFile),
    runLog: run.lines.filter(
      (line) => !line.includes('##vso[task.setsecret]') && !line.startsWith('##vso[task.setprogress'),
    ),
    links: [],
  };
}

function latestStatuses(statuses: ReturnType<Stage['pullRequest']['state']>['statuses']): PullRequestPage['statuses'] {
  const byName = new Map(statuses.map((status) => [`${status.genre}/${status.name}`, status]));
  return [...byName.values()].map(({ state, description, genre, name }) => ({
    state: state === 'notSet' || state === 'partiallySucceeded' ? 'pending' : state,
    description: description ?? '',
    genre: genre ?? '',
    name,
    targetUrl: '#run-log',
  }));
}

function isWritten(thread: ShownThread): boolean {
  return thread.systemType === undefined && !thread.isDeleted;
}

function pageThread(thread: ShownThread, now: string): PageThread {
  const place = thread.threadContext;
  const isLeft = place?.leftFileStart !== undefined && place.leftFileStart !== null;
  return {
    id: thread.id,
    status: thread.status ?? 'unknown',
    path: place?.filePath?.replace(/^\//, ''),
    side: isLeft ? 'left' : 'right',
    start: (isLeft ? place?.leftFileStart : place?.rightFileStart) ?? undefined,
    end: (isLeft ? place?.leftFileEnd : place?.rightFileEnd) ?? undefined,
    comments: thread.comments
      .filter((comment) => !comment.isDeleted)
      .map((comment) => ({ author: comment.author.displayName, content: comment.content ?? '', publishedDate: now })),
  };
}

async function changedFiles(stage: Stage): Promise<readonly ChangedFile[]> {
  const { pullRequests, blobs } = connectAzureDevOps({
    collectionUrl: stage.azureDevOps.collectionUrl,
    token: { kind: 'bearer', value: stage.jobToken },
    clock: systemClock,
    signal: AbortSignal.timeout(60_000),
    log: silent,
    userAgent: 'Threadline demo',
  });
  const pullRequest = await pullRequests.find(stage.projectId, stage.pullRequest.id);
  const iteration = await pullRequests.latestIteration(pullRequest);
  const said = { threads: [], me: { id: '', displayName: '' } };
  return (await takeSnapshot({ pullRequests, blobs }, pullRequest, iteration, said)).files;
}

function pageFile(file: ChangedFile): PageFile {
  const { path, originalPath, content } = file;
  const shown = { path, originalPath, change: changeOf(file) };
  if (content.kind === 'text') return { ...shown, hunks: content.hunks };
  return { ...shown, hunks: undefined, note: reasonText({ kind: 'no-lines', reason: content.reason }) };
}

function changeOf(file: ChangedFile): PageChange {
  if (file.isAdded) return 'add';
  if (file.isDeleted) return 'delete';
  if (!file.isRenamed) return 'edit';
  return file.content.kind === 'text' ? 'edit, rename' : 'rename';
}
