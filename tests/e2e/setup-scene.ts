// A repository on the emulator with a pull request and a clone beside it, and the built command run against them.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AzureDevOps,
  type EmulatedPullRequest,
  type EmulatedToken,
  type Project,
  type Repository,
  startAzureDevOps,
  type TokenOptions,
} from '../emulator/azure-devops.ts';
import { projectRoot } from '../project-root.ts';

const program = join(projectRoot, 'dist', 'cli', 'threadline.cjs');

export interface SetupScene {
  readonly azureDevOps: AzureDevOps;
  readonly project: Project;
  readonly repository: Repository;
  readonly pullRequest: EmulatedPullRequest;
  /** Holds every scope that setup may use. */
  readonly token: EmulatedToken;
  readonly pullRequestUrl: string;
  /** Disk path of a clone of the repository, with the service's address as its remote. */
  readonly clone: string;
  addToken(options: Partial<TokenOptions>): EmulatedToken;
  /** Runs the command unattended in the clone; requests are those of this run. */
  run(words: readonly string[], given?: RunGiven): Promise<SetupRun>;
  /** Puts the file that setup wrote onto the branch. */
  merge(text: string): Promise<void>;
  close(): Promise<void>;
}

interface RunGiven {
  readonly token?: EmulatedToken;
  readonly folder?: string;
  readonly kill?: AbortSignal;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface SetupRun {
  readonly exitCode: number | null;
  /** Both streams. */
  readonly output: string;
  /** `POST /path` of every request that would change something. */
  readonly writes: readonly string[];
}

/** Every scope that setup may use. */
const allScopes = ['vso.code_write', 'vso.code_status', 'vso.threads_full', 'vso.build_execute'];

/** Reads by POST, of which nothing is changed: blobs, items, permissions. */
const readingPosts = /\/(blobs|itemsbatch|permissionevaluationbatch)$/i;

export async function openSetupScene(): Promise<SetupScene> {
  const azureDevOps = await startAzureDevOps();
  const project = azureDevOps.addProject('My Shop');
  const repository = await azureDevOps.addRepository(project, 'web');
  await azureDevOps.addRepository(project, 'api');
  const author = azureDevOps.addIdentity('Kim Author');
  await repository.commit({ branch: 'main', message: 'Base', files: { 'a.ts': 'export const a = 1;\n' } });
  const files = { 'a.ts': 'export const a = get({ rejectUnauthorized: false });\n' };
  await repository.commit({ branch: 'feature', message: 'Change', files });
  const pullRequest = await repository.createPullRequest({
    title: 'Change',
    source: 'feature',
    target: 'main',
    author,
  });
  const token = azureDevOps.addToken({ identity: author, scopes: allScopes });
  const clone = mkdtempSync(join(tmpdir(), 'setup-'));
  const address = `${azureDevOps.collectionUrl}My%20Shop/_git/web`;
  execFileSync('git', ['clone', '--quiet', repository.folder, clone]);
  execFileSync('git', ['-C', clone, 'remote', 'set-url', 'origin', address]);
  const pullRequestUrl = `${address}/pullrequest/${pullRequest.id}`;
  return {
    ...{ azureDevOps, project, repository, pullRequest, token, pullRequestUrl, clone },
    addToken: (options) => azureDevOps.addToken({ identity: author, scopes: allScopes, ...options }),
    async run(words, given = {}) {
      azureDevOps.clearRequests();
      const all = ['setup', '--pull-request', pullRequestUrl, '--token-env', 'SETUP_TOKEN', ...words];
      const environment = { ...given.environment, SETUP_TOKEN: (given.token ?? token).value };
      const { exitCode, output } = await runProgram(all, given.folder ?? clone, environment, given.kill);
      return { exitCode, output, writes: writesOf(azureDevOps) };
    },
    async merge(text) {
      await repository.commit({ branch: 'main', message: 'Review', files: { 'azure-pipelines-review.yml': text } });
    },
    async close() {
      await azureDevOps.close();
      rmSync(clone, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Requests that were made to change something, in order. */
export function writesOf({ requests }: AzureDevOps): readonly string[] {
  return (
    requests
      .filter(({ method, path }) => !['GET', 'OPTIONS'].includes(method) && !readingPosts.test(path))
      // The probes of access resemble writes and are refused for what they hold.
      .filter(({ path, status }) => !(/\/(threads|statuses)$/i.test(path) && status >= 400))
      .map(({ method, path }) => `${method} ${path.replace(/^.*\/_apis/, '')}`)
  );
}

/** Runs the built command to its end, without a terminal. */
export function runProgram(
  words: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>>,
  kill?: AbortSignal,
): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  const { PATH = '', SystemRoot = '' } = process.env;
  const env = { PATH, SystemRoot, HOME: folder, ...environment };
  const child = spawn(process.execPath, [program, ...words], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  kill?.addEventListener('abort', () => child.kill('SIGINT'), { once: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}
