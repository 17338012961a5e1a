// Reads the structure of source files in a child process, so that no file can take the review down with it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Outliner } from '../ports.ts';
import { readAnswers, readErrorCounts } from './outline/answers.ts';
import { grammarFor } from './outline/grammar-choice.ts';
import type { ChildLimits, OutlineQuestion } from './outline/wire.ts';

export interface OutlinerOptions {
  /** Disk path of the child's bundle, with the folder `grammars` beside it. */
  readonly child: string;
  /** Told why files were not read; for people who look into it. */
  readonly debug: (line: string) => void;
  /** Kills the child; `undefined` where nothing does. */
  readonly signal?: AbortSignal;
  /** Longest life of one child, in milliseconds; 20,000 unless told. */
  readonly timeoutMilliseconds?: number;
  readonly limits?: Partial<ChildLimits>;
  /** Disk path of the Node to start it with; this one unless told. */
  readonly node?: string;
}

/** Largest file that is read, and largest sum of them, in UTF-16 units. */
const largestFile = 500_000;
const largestSum = 20_000_000;
/** Most bytes that a child may print. */
const largestAnswer = 64 * 1024 * 1024;

/**
 * Flags of the child. V8's optimising compiler stalls for many seconds, or takes gigabytes, on large grammars; this keeps it
 * to the fast one. It works on the command line only.
 */
const nodeFlags = ['--liftoff-only', '--max-old-space-size=256'];

type Files = Parameters<Outliner['outline']>[0];

/** Starts one child for each question, and none where no file has a grammar. Files that could not be read are absent. */
export function createOutliner(options: OutlinerOptions): Outliner {
  return {
    async outline(files) {
      const answers = await ask(files, 'outline', readAnswers, options);
      const named = [...answers].flatMap(([id, outline]) => {
        const file = files[id];
        return file === undefined ? [] : [[file.path, outline] as const];
      });
      return new Map(named);
    },
    async syntaxErrors(files) {
      const answers = await ask(files, 'errors', readErrorCounts, options);
      return files.map((_file, id) => answers.get(id));
    },
  };
}

/** Answers by position in the list of files. */
async function ask<Answer>(
  files: Files,
  wants: OutlineQuestion['wants'],
  read: (output: string) => ReadonlyMap<number, Answer>,
  options: OutlinerOptions,
): Promise<ReadonlyMap<number, Answer>> {
  const questions = questionsOf(files, wants);
  const isReady = questions.length > 0 && existsSync(options.child) && options.signal?.aborted !== true;
  if (!isReady) return new Map<number, Answer>();
  const output = await runChild(questions, options).catch((error: unknown) => {
    options.debug(`The outline process could not be started: ${error instanceof Error ? error.message : 'unknown'}.`);
    return '';
  });
  const asked = new Set(questions.map(({ id }) => id));
  const answers = new Map([...read(output)].filter(([id]) => asked.has(id)));
  if (answers.size < questions.length) {
    options.debug(`${answers.size} of ${questions.length} files could be read with a parser.`);
  }
  return answers;
}

function questionsOf(files: Files, wants: OutlineQuestion['wants']): readonly OutlineQuestion[] {
  let sum = 0;
  return files.flatMap(({ path, lines }, id) => {
    const grammar = grammarFor(path);
    if (grammar === undefined) return [];
    const text = lines.join('\n');
    if (text.length > largestFile || sum + text.length > largestSum) return [];
    sum += text.length;
    return [{ id, wants, grammar, text }];
  });
}

/** What the child printed until it ended, whatever the reason. */
function runChild(questions: readonly OutlineQuestion[], options: OutlinerOptions): Promise<string> {
  const { megabytes = 512, millisecondsPerFile = 3_000 } = options.limits ?? {};
  const commandLine = [...nodeFlags, options.child, String(megabytes), String(millisecondsPerFile)];
  return new Promise((resolve) => {
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    const end = (why: string | undefined) => {
      if (why !== undefined) options.debug(`The outline process ended early: ${why}.`);
      resolve(Buffer.concat(output).toString('utf8'));
    };
    const child = spawn(options.node ?? process.execPath, commandLine, {
      cwd: dirname(options.child),
      env: childEnvironment(process.env),
      stdio: 'pipe',
      windowsHide: true,
      shell: false,
      timeout: options.timeoutMilliseconds ?? 20_000,
      killSignal: 'SIGKILL',
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > largestAnswer) child.kill('SIGKILL');
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.subarray(0, 500)));
    child.on('error', (error) => end(error.message));
    // A child that dies early closes its input; why it did is told by its exit.
    child.stdin.on('error', () => undefined);
    child.on('close', (code, signal) => {
      const words = Buffer.concat(errors).toString('utf8').slice(0, 300).trim();
      end(code === 0 ? undefined : `${signal ?? `exit code ${code}`} ${words}`.trim());
    });
    child.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  });
}

/** Nothing secret, and no NODE_OPTIONS; Windows needs these two to start a program. */
function childEnvironment(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const needed = ['SystemRoot', 'windir'];
  return Object.fromEntries(
    needed.flatMap((name) => {
      const value = variables[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
