// Runs git by argument array, never through a shell, away from the configuration of the person at the machine.
import { spawn } from 'node:child_process';

/** How git ended and what it wrote. */
export interface GitResult {
  readonly code: number;
  readonly output: Buffer;
  readonly errors: string;
}

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  /** Exit codes that are an answer, not a failure; only 0 unless told. */
  readonly accept?: readonly number[];
}

const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));

const isolated = {
  ...inherited,
  GIT_CONFIG_NOSYSTEM: '1',
  // Git knows this name on Windows too.
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Emulator',
  GIT_AUTHOR_EMAIL: 'emulator@example.com',
  GIT_COMMITTER_NAME: 'Emulator',
  GIT_COMMITTER_EMAIL: 'emulator@example.com',
  LC_ALL: 'C',
};

/** Runs `git` in `folder`; rejects with git's own words when the exit code is not accepted. */
export function git(folder: string, args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      cwd: folder,
      env: { ...isolated, ...options.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', reject);
    // Git may stop reading early (a refused import); the exit code tells the story, not the broken pipe.
    child.stdin.on('error', () => undefined);
    child.on('close', (status) => {
      const code = status ?? -1;
      const result = { code, output: Buffer.concat(output), errors: Buffer.concat(errors).toString('utf8') };
      if ((options.accept ?? [0]).includes(code)) resolve(result);
      else reject(new Error(`git ${args.join(' ')} ended with ${code}: ${result.errors.trim()}`));
    });
    child.stdin.end(options.input ?? '');
  });
}

/** Runs `git` and gives its output as trimmed text. */
export async function gitText(folder: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  return (await git(folder, args, options)).output.toString('utf8').trim();
}

const answered = new Map<string, Promise<GitResult>>();

/**
 * Runs `git` for a question whose answer never changes, such as the difference of two commits named by their whole ids: each
 * is asked once in a repository. An answer other than success may change and is not kept.
 */
export async function gitOnce(folder: string, args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
  const key = [folder, ...args].join('\0');
  const known = answered.get(key);
  if (known !== undefined) return known;
  const asked = git(folder, args, options);
  answered.set(key, asked);
  const isKept = await asked.then(
    ({ code }) => code === 0,
    () => false,
  );
  if (!isKept) answered.delete(key);
  return asked;
}

/** True for names that mean the same for ever: whole ids. */
export function areIds(...names: readonly string[]): boolean {
  return names.every((name) => /^[0-9a-f]{40}$/.test(name));
}
