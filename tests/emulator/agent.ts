// Starts a task as the pipeline agent starts it: the same variables, the same process, and its logging commands read back.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { type AgentCommand, readCommands } from './agent/commands.ts';
import { type AgentEndpoint, agentEnvironment } from './agent/environment.ts';

/** One run of a task. */
export interface TaskRunOptions {
  /** Disk path of the folder with task.json. */
  readonly taskFolder: string;
  /** Inputs as the YAML has them; `$(name)` is expanded from the variables, defaults come from task.json. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Public variables by their documented names. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly secretVariables?: Readonly<Record<string, string>>;
  /** The token of the SystemVssConnection endpoint; none when empty. */
  readonly jobToken?: string;
  readonly collectionUrl?: string;
  /** Service connections of the project; those that an input names are handed over. */
  readonly endpoints?: readonly AgentEndpoint[];
  /** The Node that runs the task; the one running this by default. */
  readonly node?: string;
  /** Told of every line as it is printed. */
  readonly onLine?: (line: string) => void;
  /** Sends the agent's cancellation after a line that matches. */
  readonly cancelOn?: RegExp;
  /** Kills the process without a word when it is aborted, as a machine that goes down; the run still resolves. */
  readonly kill?: AbortSignal;
}

export interface TaskRun {
  readonly exitCode: number | null;
  /** Everything printed on both streams, in order. */
  readonly lines: readonly string[];
  /** Logging commands that the agent would have carried out. */
  readonly commands: readonly AgentCommand[];
  /** As the agent decides it: the worst of the exit code and all `task.complete`. */
  readonly result: 'Succeeded' | 'SucceededWithIssues' | 'Failed';
  readonly outputs: Readonly<Record<string, string>>;
  /** Files that the task named for the run's page, with their texts. */
  readonly summaries: readonly string[];
  readonly report: unknown;
}

const manifestSchema = z.looseObject({
  inputs: z.array(z.looseObject({ name: z.string(), defaultValue: z.string().optional() })),
  execution: z.record(z.string(), z.looseObject({ target: z.string() })),
});

/** Runs the task to its end. */
export async function runTask(options: TaskRunOptions): Promise<TaskRun> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(options.taskFolder, 'task.json'), 'utf8')));
  const target = manifest.execution['Node24']?.target ?? '';
  const work = await mkdtemp(join(tmpdir(), 'agent-'));
  try {
    const defaults = Object.fromEntries(manifest.inputs.map(({ name, defaultValue }) => [name, defaultValue ?? '']));
    const env = agentEnvironment({ ...options, inputs: { ...defaults, ...options.inputs }, tempDirectory: work });
    const started = await start(options, join(options.taskFolder, target), env, work);
    return await readBack(started);
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Ended {
  readonly exitCode: number | null;
  readonly lines: readonly string[];
}

function start(options: TaskRunOptions, script: string, env: Record<string, string>, cwd: string): Promise<Ended> {
  const child = spawn(options.node ?? process.execPath, [script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  if (options.kill?.aborted) kill();
  options.kill?.addEventListener('abort', kill, { once: true });
  const lines: string[] = [];
  const take = (line: string) => {
    lines.push(line);
    options.onLine?.(line);
    if (options.cancelOn?.test(line)) child.kill('SIGINT');
  };
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      const parts = (rest + text).split(/\r\n|\r|\n/);
      rest = parts.pop() ?? '';
      for (const part of parts) take(part);
    });
    stream.on('end', () => {
      if (rest !== '') take(rest);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      options.kill?.removeEventListener('abort', kill);
      resolve({ exitCode, lines });
    });
  });
}

async function readBack({ exitCode, lines }: Ended): Promise<TaskRun> {
  const commands = readCommands(lines);
  const named = (name: string) => commands.filter((command) => command.name === name);
  const outputs = Object.fromEntries(
    named('task.setvariable').map(({ properties, data }) => [properties['variable'] ?? '', data]),
  );
  const summaries = await Promise.all(named('task.uploadsummary').map(({ data }) => readFile(data, 'utf8')));
  const report: unknown = outputs['reportPath'] ? JSON.parse(await readFile(outputs['reportPath'], 'utf8')) : undefined;
  return { exitCode, lines, commands, result: resultOf(exitCode, named('task.complete')), outputs, summaries, report };
}

function resultOf(exitCode: number | null, completions: readonly AgentCommand[]): TaskRun['result'] {
  const results = completions.map(({ properties }) => properties['result']);
  if (exitCode !== 0 || results.includes('Failed')) return 'Failed';
  return results.includes('SucceededWithIssues') ? 'SucceededWithIssues' : 'Succeeded';
}
