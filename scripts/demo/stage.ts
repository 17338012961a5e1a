// Sets a scene up on the emulator: repository, pull request, the build service's token, and a checkout like the agent's.
import { type AzureDevOps, type EmulatedPullRequest, startAzureDevOps } from '../../tests/emulator/azure-devops.ts';
import type { Scene } from './scene.ts';

/** A scene that is ready to be reviewed. */
export interface Stage {
  readonly scene: Scene;
  readonly azureDevOps: AzureDevOps;
  readonly pullRequest: EmulatedPullRequest;
  readonly buildId: number;
  readonly projectId: string;
  readonly jobToken: string;
  /** Disk path of the bare repository; it may be cloned. */
  readonly repositoryFolder: string;
  close(): Promise<void>;
}

/** Starts the emulator and opens the pull request. */
export async function openStage(scene: Scene): Promise<Stage> {
  const azureDevOps = await startAzureDevOps({ organization: scene.organisation });
  const project = azureDevOps.addProject(scene.project);
  const repository = await azureDevOps.addRepository(project, scene.repository);
  const author = azureDevOps.addIdentity(scene.author);
  await repository.commit({ branch: scene.targetBranch, message: 'What is there', files: scene.base, full: true });
  await repository.commit({ branch: scene.sourceBranch, message: scene.title, files: scene.head, full: true });
  const { sourceBranch: source, targetBranch: target, title, description } = scene;
  const pullRequest = await repository.createPullRequest({ title, description, source, target, author });
  const buildService = azureDevOps.addIdentity(`${scene.project} Build Service (${scene.organisation})`, {
    kind: 'build',
  });
  const token = azureDevOps.addToken({ identity: buildService, name: 'job token', scheme: 'bearer' });
  const build = azureDevOps.addBuild({ project, repository, requestedFor: author, pullRequest: pullRequest.id });
  return {
    ...{ scene, azureDevOps, pullRequest },
    buildId: build.id,
    projectId: project.id,
    jobToken: token.value,
    repositoryFolder: repository.folder,
    close: () => azureDevOps.close(),
  };
}
