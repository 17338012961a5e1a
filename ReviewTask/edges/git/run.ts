// Starts git: an argument array and no shell, a time limit, a limit on output, and the run's signal.
import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { gitEnvironment, hardenedArguments } from './environment.ts';
import { gitFailed, gitNotInstalled, gitTookTooLong } from './failures.ts';

/** Most bytes that a single command may print. */
const largestOutput = 256 * 1024 * 1024;

export interface GitOptions {
  /** Absolute path of the folder to work in. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly timeoutMilliseconds: number;
}

export interface GitResult {
  readonly exitCode: number;
  readonly output: Buffer;
  readonly errors: string;
}

/**
 * git is never started inside the repository: Windows looks for programs in the working folder first, and would run a
 * `git.exe` that somebody has committed.
 */
const neutralFolder = dirname(process.execPath);

function processOptions({ signal, timeoutMilliseconds }: GitOptions) {
  const env = gitEnvironment(process.env);
  return { cwd: neutralFolder, env, signal, timeout: timeoutMilliseconds, windowsHide: true, shell: false } as const;
}

/**
 * Runs one command to its end; any exit code is a result. Throws ConfigError where git is missing, ServiceError where it
 * was killed or printed too much, and the signal's reason.
 */
export function runGit(options: GitOptions, command: readonly string[]): Promise<GitResult> {
  const all = [...hardenedArguments(options.folder), ...command];
  const settings = { ...processOptions(options), maxBuffer: largestOutput, encoding: 'buffer' } as const;
  return new Promise((resolve, reject) => {
    const child = execFile('git', all, settings, (error, output, errors) => {
      const words = errors.toString('utf8');
      if (error === null) resolve({ exitCode: 0, output, errors: words });
      else if (options.signal.aborted) reject(options.signal.reason);
      else if (typeof error.code === 'number') resolve({ exitCode: error.code, output, errors: words });
      else reject(processFailure(error, command, options));
    });
    child.stdin?.end();
  });
}

/** Starts a command that is fed and read while it runs; the caller handles its `error` event with `processFailure`. */
export function startGit(options: GitOptions, command: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn('git', [...hardenedArguments(options.folder), ...command], processOptions(options));
}

/** Why there was no exit code. */
export function processFailure(error: Error, command: readonly string[], options: GitOptions): unknown {
  if (options.signal.aborted) return options.signal.reason;
  if ('code' in error && error.code === 'ENOENT') return gitNotInstalled(error);
  if (
    'killed' in error &&
    error.killed === true &&
    !('code' in error && error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
  ) {
    return gitTookTooLong(command, options.timeoutMilliseconds);
  }
  return gitFailed(command, error.message);
}
