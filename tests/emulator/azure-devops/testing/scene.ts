// A small project with one open pull request, and a way to ask the emulator in plain HTTP.
import {
  type AzureDevOps,
  type AzureDevOpsOptions,
  type EmulatedIdentity,
  type EmulatedPullRequest,
  type EmulatedToken,
  type Project,
  type Repository,
  startAzureDevOps,
} from '../../azure-devops.ts';

export interface Scene {
  readonly emulator: AzureDevOps;
  readonly project: Project;
  readonly repository: Repository;
  readonly author: EmulatedIdentity;
  readonly bot: EmulatedIdentity;
  readonly token: EmulatedToken;
  /** Source `feature`, target `main`, one iteration. */
  readonly pullRequest: EmulatedPullRequest;
  /** `_apis` path of the pull request within the project. */
  readonly path: string;
  ask(path: string, options?: AskOptions): Promise<Reply>;
}

export interface AskOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Undefined for the scene's own; null for none. */
  readonly token?: EmulatedToken | null;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where it is not. */
  readonly body: unknown;
}

export const lines = (count: number, mark = 'line'): string =>
  Array.from({ length: count }, (_, index) => `${mark} ${index + 1}\n`).join('');

function credentials(token: EmulatedToken | null): Record<string, string> {
  if (!token) return {};
  if (token.scheme === 'bearer') return { Authorization: `Bearer ${token.value}` };
  return { Authorization: `Basic ${Buffer.from(`:${token.value}`).toString('base64')}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** One request below the collection; api-version 7.1 unless the path or the headers name one. */
async function ask(
  emulator: AzureDevOps,
  path: string,
  options: AskOptions & { readonly token: EmulatedToken | null },
): Promise<Reply> {
  const { method = 'GET', body, headers = {}, token } = options;
  const response = await fetch(new URL(path, emulator.collectionUrl), {
    method,
    redirect: 'manual',
    headers: {
      Accept: 'application/json;api-version=7.1',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...credentials(token),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString('utf8');
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

/** A member of a reply by its dotted path, `value.0.id`. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((found, key) => {
    if (typeof found !== 'object' || found === null) return undefined;
    return (found as Record<string, unknown>)[key];
  }, value);
}

/** Opens the scene: `main` with three files, `feature` with one edited line on top. */
export async function openScene(options: AzureDevOpsOptions = {}): Promise<Scene> {
  const emulator = await startAzureDevOps(options);
  const project = emulator.addProject('Shop Front');
  const repository = await emulator.addRepository(project, 'web');
  const author = emulator.addIdentity('Ann Author');
  const bot = emulator.addIdentity('Shop Front Build Service (acme)', { kind: 'build' });
  const token = emulator.addToken({ identity: bot, name: 'bot' });
  await repository.commit({
    branch: 'main',
    message: 'First\n\nWith a body.',
    files: { 'src/a.txt': lines(20), 'src/b.txt': lines(20, 'other'), 'README.md': '# Shop\n' },
  });
  await repository.commit({
    branch: 'feature',
    message: 'Change line 5',
    files: { 'src/a.txt': lines(20).replace('line 5\n', 'LINE 5\n') },
  });
  const pullRequest = await repository.createPullRequest({
    title: 'Louder',
    description: 'Why not.',
    source: 'feature',
    target: 'main',
    author,
  });
  const path = `${project.id}/_apis/git/repositories/${repository.id}/pullRequests/${pullRequest.id}`;
  return {
    ...{ emulator, project, repository, author, bot, token, pullRequest, path },
    ask: (where, how = {}) => ask(emulator, where, { ...how, token: how.token === undefined ? token : how.token }),
  };
}

/** Scenes of one suite: a shared one for tests that leave it usable, own ones for the rest; all closed afterwards. */
export function suiteScenes(): {
  readonly shared: () => Promise<Scene>;
  readonly own: (options?: AzureDevOpsOptions) => Promise<Scene>;
} {
  const opened: Scene[] = [];
  let common: Promise<Scene> | undefined;
  async function own(options: AzureDevOpsOptions = {}): Promise<Scene> {
    const scene = await openScene(options);
    opened.push(scene);
    return scene;
  }
  after(() => Promise.all(opened.map(({ emulator }) => emulator.close())));
  return {
    own,
    shared: () => {
      common ??= own();
      return common;
    },
  };
}
