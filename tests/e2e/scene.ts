// A pull request on the emulator, and the built task run against it as the agent would.
import { join } from 'node:path';
import { runTask, type TaskRun, type TaskRunOptions } from '../emulator/agent.ts';
import {
  type AzureDevOps,
  type AzureDevOpsOptions,
  type EmulatedPullRequest,
  type EmulatedToken,
  type FileChange,
  type Project,
  type Repository,
  type ShownThread,
  startAzureDevOps,
} from '../emulator/azure-devops.ts';
import { projectRoot } from '../project-root.ts';

/** Where the built task is. */
export const taskFolder = join(projectRoot, 'dist', 'ReviewTask');

type Files = Readonly<Record<string, FileChange>>;

export interface Scene {
  readonly azureDevOps: AzureDevOps;
  readonly project: Project;
  readonly repository: Repository;
  readonly pullRequest: EmulatedPullRequest;
  readonly jobToken: EmulatedToken;
  /** Runs the task in a build validation of the pull request. */
  review(given?: ReviewOptions): Promise<TaskRun>;
  /** Threads that the task opened on files, in the order of opening. */
  findings(): readonly ShownThread[];
  /** Text of the tracking comment; empty when there is none. */
  tracking(): string;
  close(): Promise<void>;
}

export type ReviewOptions = Partial<TaskRunOptions>;

export interface SceneOptions {
  readonly title?: string;
  /** The pull request comes from a fork. */
  readonly fork?: boolean;
  /** Which Azure DevOps; the service in the cloud unless told. */
  readonly azureDevOps?: AzureDevOpsOptions;
}

/** Opens a pull request that turns `base` into `head`; `head` holds what differs, null deletes. */
export async function openScene(base: Files, head: Files, given: SceneOptions = {}): Promise<Scene> {
  const azureDevOps = await startAzureDevOps(given.azureDevOps);
  const project = azureDevOps.addProject('shop');
  const repository = await azureDevOps.addRepository(project, 'web');
  const author = azureDevOps.addIdentity('Kim Author');
  await repository.commit({ branch: 'main', message: 'Base', files: base });
  await repository.commit({ branch: 'feature', message: 'Change', files: head });
  const title = given.title ?? 'Change something';
  const { fork = false } = given;
  const pullRequest = await repository.createPullRequest({ title, source: 'feature', target: 'main', author, fork });
  const identity = azureDevOps.addIdentity('shop Build Service (acme)', { kind: 'build' });
  const jobToken = azureDevOps.addToken({ identity, name: 'job token', scheme: 'bearer' });
  const variables = buildVariables(project, pullRequest.id);
  return {
    ...{ azureDevOps, project, repository, pullRequest, jobToken },
    review: (options = {}) =>
      runTask({
        taskFolder,
        jobToken: jobToken.value,
        collectionUrl: azureDevOps.collectionUrl,
        ...options,
        inputs: { modelProvider: 'none', ...options.inputs },
        variables: { ...variables, ...options.variables },
      }),
    findings: () => writtenThreads(pullRequest).filter((thread) => thread.threadContext?.filePath !== undefined),
    tracking: () =>
      writtenThreads(pullRequest).find((thread) => thread.properties['Threadline.Tracking'] !== undefined)?.comments[0]
        ?.content ?? '',
    close: () => azureDevOps.close(),
  };
}

function writtenThreads(pullRequest: EmulatedPullRequest): readonly ShownThread[] {
  return pullRequest.state().threads.filter((thread) => thread.systemType === undefined && !thread.isDeleted);
}

/** The variables of a build validation, by their documented names. */
export function buildVariables(project: Project, pullRequestId: number): Record<string, string> {
  return {
    'Build.BuildId': '77',
    'Build.Reason': 'PullRequest',
    'Build.Repository.Provider': 'TfsGit',
    'Build.SourceBranch': `refs/pull/${pullRequestId}/merge`,
    'System.PullRequest.PullRequestId': String(pullRequestId),
    'System.TeamProject': project.name,
    'System.TeamProjectId': project.id,
  };
}

/** The states of our status in the order of posting. */
export function statusStates(scene: Scene): readonly string[] {
  return scene.pullRequest
    .state()
    .statuses.filter((status) => status.genre === 'threadline')
    .map((status) => status.state);
}

/** The words of the last status. */
export function lastStatus(scene: Scene): string {
  return scene.pullRequest.state().statuses.at(-1)?.description ?? '';
}
