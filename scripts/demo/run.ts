// Runs the built task on a stage as the agent would in a build validation.
import { join } from 'node:path';
import { runTask, type TaskRun } from '../../tests/emulator/agent.ts';
import { projectFolder } from '../project.ts';
import type { Stage } from './stage.ts';

/** The model that the person who runs the demo has named; undefined for the built-in checks alone. */
export function demoModel(): { readonly url: string; readonly name: string; readonly key: string } | undefined {
  const url = process.env['THREADLINE_MODEL_URL'];
  if (url === undefined || url === '') {
    const named = ['THREADLINE_MODEL', 'THREADLINE_MODEL_KEY'].filter((name) => process.env[name]);
    if (named.length > 0)
      throw new Error(`${named.join(' and ')} is set, but THREADLINE_MODEL_URL is not: name the server too.`);
    return undefined;
  }
  return { url, name: process.env['THREADLINE_MODEL'] ?? 'default', key: process.env['THREADLINE_MODEL_KEY'] ?? '' };
}

/** Reviews the stage's pull request. */
export function reviewScene(stage: Stage, onLine: (line: string) => void): Promise<TaskRun> {
  const { azureDevOps, pullRequest, projectId, scene } = stage;
  const model = demoModel();
  const inputs: Record<string, string> =
    model === undefined
      ? { modelProvider: 'none' }
      : { modelProvider: 'compatible', modelUrl: model.url, model: model.name, modelApiKey: '$(MODEL_KEY)' };
  return runTask({
    taskFolder: join(projectFolder, 'dist', 'ReviewTask'),
    inputs,
    variables: {
      'Build.BuildId': String(stage.buildId),
      'Build.Reason': 'PullRequest',
      'Build.Repository.Provider': 'TfsGit',
      'Build.SourceBranch': `refs/pull/${pullRequest.id}/merge`,
      'System.PullRequest.PullRequestId': String(pullRequest.id),
      'System.TeamProject': scene.project,
      'System.TeamProjectId': projectId,
    },
    secretVariables: model === undefined ? {} : { MODEL_KEY: model.key },
    jobToken: stage.jobToken,
    collectionUrl: azureDevOps.collectionUrl,
    onLine,
  });
}
