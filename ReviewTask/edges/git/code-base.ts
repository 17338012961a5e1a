// The code base at one commit, read through git's objects and never through the disk: nothing can lead outside of it.
import type { CodeBase, SearchHit } from '../../ports.ts';
import { isPathInside } from './inside.ts';
import { readRecords } from './records.ts';
import { type GitOptions, runGit } from './run.ts';

/** Largest file that is read, in bytes. */
const largestFile = 1024 * 1024;
/** Longest line that a search shows, in UTF-16 units. */
const longestText = 500;
/** Most results of one question, whatever was asked for. */
const mostResults = 2_000;
/** Most bytes of output that one question reads. */
const largestOutput = 8 * 1024 * 1024;

/**
 * `commit` is a full id. What cannot be read is `undefined` or absent; only the signal's reason is thrown. A symbolic link is
 * what its blob says: one line with the path that it points to, and nothing follows it.
 */
export function codeBaseAt(git: GitOptions, commit: string): CodeBase {
  return {
    read: (path) => read(git, commit, path),
    search: (text, limit) => search(git, commit, text, limit),
    list: (folder, limit) => list(git, commit, folder, limit),
  };
}

async function read(git: GitOptions, commit: string, path: string): Promise<readonly string[] | undefined> {
  if (!isPathInside(path)) return undefined;
  const found = await answerOf(git, ['ls-tree', '-z', '-l', '--full-tree', commit, '--', path]);
  const [, id, size] = /^\d+ blob ([0-9a-f]+) +(\d+)\t/.exec(found?.toString('utf8') ?? '') ?? [];
  if (id === undefined || Number(size) > largestFile) return undefined;
  const content = await answerOf(git, ['cat-file', 'blob', id]);
  if (content === undefined || content.subarray(0, 8_000).includes(0)) return undefined;
  return linesOf(new TextDecoder().decode(content));
}

async function search(git: GitOptions, commit: string, text: string, limit: number): Promise<readonly SearchHit[]> {
  if (text.trim() === '' || /[\n\r\0]/.test(text)) return [];
  // A name means itself: `get` is not found in `target`.
  const words = /^\w+$/.test(text) ? ['-w'] : [];
  const command = ['grep', '-n', '-I', '-F', '-z', '--full-name', '--no-color', ...words, '-e', text, commit, '--'];
  const hits: SearchHit[] = [];
  const wanted = Math.min(limit, mostResults);
  await readRecords(
    git,
    command,
    { fields: ['\0', '\0', '\n'], largestOutput },
    ([place = '', line = '', found = '']) => {
      const path = place.slice(commit.length + 1);
      if (hits.length < wanted) hits.push({ path, line: Number(line), text: found.slice(0, longestText) });
      return hits.length < wanted;
    },
  );
  return hits;
}

async function list(git: GitOptions, commit: string, folder: string, limit: number): Promise<readonly string[]> {
  const name = folder.replace(/\/+$/, '');
  if (name !== '' && !isPathInside(name)) return [];
  const below = name === '' ? [] : [`${name}/`];
  const paths: string[] = [];
  const wanted = Math.min(limit, mostResults);
  const command = ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit, '--', ...below];
  await readRecords(git, command, { fields: ['\0'], largestOutput }, ([path = '']) => {
    if (paths.length < wanted) paths.push(path);
    return paths.length < wanted;
  });
  return paths;
}

/** Output of a command; `undefined` where it failed for any reason but the end of the run. */
async function answerOf(git: GitOptions, command: readonly string[]): Promise<Buffer | undefined> {
  try {
    const { exitCode, output } = await runGit(git, command);
    return exitCode === 0 ? output : undefined;
  } catch {
    git.signal.throwIfAborted();
    return undefined;
  }
}

/** The same lines that a changed file is cut into: only a line feed ends one, and the carriage return before it goes too. */
function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}
