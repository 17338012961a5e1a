// A program on a pseudo-terminal, by the command `script` that Linux has: no native module is needed for it.
import { spawn, spawnSync } from 'node:child_process';

/** Of util-linux. */
const program = 'script';

/** False where there is no such command, or another one of that name. */
export const hasPseudoTerminal =
  process.platform === 'linux' &&
  /util-linux/.test(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '');

/** What to wait for, and the keys to press then. */
export type Dialogue = readonly (readonly [waitFor: RegExp, keys: string])[];

export const keys = { enter: '\r', down: '\u001b[B', interrupt: '\u0003' } as const;

export interface TerminalRun {
  readonly exitCode: number | null;
  /** Everything that the terminal showed, with its control sequences taken out. */
  readonly output: string;
}

/** Milliseconds. */
const longestRun = 15_000;

/** Runs a program as a person would; each answer is looked for after the one before. Words must need no quoting. */
export function runOnTerminal(
  words: readonly string[],
  given: {
    readonly folder: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly dialogue: Dialogue;
  },
): Promise<TerminalRun> {
  const { PATH = '' } = process.env;
  const env = { PATH, TERM: 'xterm', SHELL: '/bin/sh', HOME: given.folder, ...given.environment };
  // Without a terminal of its own the command makes one of no width, on which prompts draw one letter a line.
  const command = `stty cols 160 rows 50; exec ${words.join(' ')}`;
  const child = spawn(program, ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
    cwd: given.folder,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const left = [...given.dialogue];
  let shown = '';
  let from = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    const [next] = left;
    const found = next?.[0].exec(plain(shown.slice(from)));
    if (next === undefined || found == null) return;
    left.shift();
    from = shown.length;
    // A prompt listens a moment after it is drawn.
    setTimeout(() => child.stdin.write(next[1]), 60);
  });
  // A prompt that never comes would keep both waiting for ever.
  setTimeout(() => child.kill('SIGTERM'), longestRun).unref();
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output: plain(shown) }));
  });
}

function plain(text: string): string {
  // A pattern may hold no control character, so this one is made from its code.
  const introducer = `${String.fromCharCode(27)}\\[`;
  return text.replaceAll(new RegExp(`${introducer}[0-9;?]*[A-Za-z]`, 'g'), '');
}
