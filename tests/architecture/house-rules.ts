// The house rules of ReviewTask as a table, and a reader that finds every line that breaks one.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

/** A source file under ReviewTask: path with forward slashes relative to it, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const nouns = ['model'];
const core = ['model', 'errors.ts', 'ports.ts'];
const rooms = [
  'config',
  'snapshot',
  'guidance',
  'plan',
  'reviewers',
  'context',
  'findings',
  'conversation',
  'publish',
  'access',
  // What setup decides, as pure functions: its questions are an edge, its story is in cli.
  'setup',
];

/** Who may import whom, by room; a room may always import itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  'errors.ts': [],
  'ports.ts': nouns,
  ...Object.fromEntries(rooms.map((room) => [room, core])),
  'review.ts': ['review', ...rooms, ...core],
  // The chapters of the story, which is too long for one screen.
  review: [...rooms, ...core],
  'fork.ts': ['review.ts', 'review', 'publish', ...core],
  'doctor.ts': ['config', 'access', ...core],
  // The story of a sweep, and its chapters.
  'sweep.ts': ['review.ts', 'review', 'sweep', ...core],
  sweep: ['publish', ...core],
  edges: core,
  'main.ts': ['review.ts', 'fork.ts', 'doctor.ts', 'sweep.ts', 'sweep', 'config', 'access', 'edges', ...core],
  cli: ['review.ts', 'doctor.ts', 'config', 'access', 'setup', 'edges', ...core],
  tab: ['model'],
};

/** Libraries without a view of the outside world, which a room may use. */
const pureLibraries = [
  '@secretlint/secretlint-rule-preset-recommend',
  '@secretlint/types',
  'diff',
  'mdast',
  'mdast-util-from-markdown',
  'mdast-util-gfm',
  'mdast-util-to-markdown',
  'micromark-extension-gfm',
  'p-limit',
  'picomatch',
  'yaml',
  'zod',
];

const outside = ['edges', 'main.ts', 'cli'];
const forbiddenWords = ['process.', 'console.', 'Date.now', 'new Date(', 'Math.random', 'fetch(', "'node:"];
const mayUseCrypto = ['model/fingerprint.ts'];
const forbiddenNames = /^(utils?|helpers?|common|types|index)\.ts$/;

/** Reads all sources below a folder. */
export function readSources(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(folder, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }));
}

/** Every breach of a rule as `ReviewTask/path:line what and why`. */
export function breaches(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => [
    ...importBreaches(file),
    ...wordBreaches(file),
    ...shapeBreaches(file),
    ...oneVendorBreaches(file),
  ]);
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? path;
}

interface Import {
  readonly line: number;
  readonly from: string;
}

function importsOf(file: SourceFile): readonly Import[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g;
  return [...file.text.matchAll(pattern)].map((match) => {
    const from = match[1] ?? match[2] ?? match[3] ?? '';
    const end = (match.index ?? 0) + match[0].length;
    return { line: file.text.slice(0, end).split('\n').length, from };
  });
}

function importBreaches(file: SourceFile): readonly string[] {
  const room = roomOf(file.path);
  const allowed = mayImport[room];
  if (allowed === undefined) return [`ReviewTask/${file.path}:1 stands in no room that the house knows.`];
  return importsOf(file).flatMap(({ line, from }) => {
    const where = `ReviewTask/${file.path}:${line}`;
    if (!from.startsWith('.')) return libraryBreach(room, where, from);
    const target = posix.normalize(posix.join(posix.dirname(file.path), from));
    if (target.startsWith('..')) return [`${where} imports ${from}, which is outside ReviewTask.`];
    const targetRoom = roomOf(target);
    if (targetRoom === room || allowed.includes(targetRoom)) return [];
    return [`${where} imports ${target}: ${room} may import ${allowed.join(', ') || 'nothing'} and itself.`];
  });
}

function libraryBreach(room: string, where: string, from: string): readonly string[] {
  if (from.startsWith('node:') || outside.includes(room)) return [];
  const name = packageOf(from);
  return pureLibraries.includes(name) ? [] : [`${where} imports ${name}: vendor packages belong behind an edge.`];
}

function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

/** An edge file talks to one vendor package, so that a new major version is a change to one file. */
function oneVendorBreaches(file: SourceFile): readonly string[] {
  if (roomOf(file.path) !== 'edges') return [];
  const vendors = new Set(
    importsOf(file)
      .map(({ from }) => from)
      .filter((from) => !from.startsWith('.') && !from.startsWith('node:'))
      .map(packageOf),
  );
  return vendors.size <= 1
    ? []
    : [`ReviewTask/${file.path}:1 imports ${[...vendors].join(' and ')}: one vendor a file.`];
}

function wordBreaches(file: SourceFile): readonly string[] {
  if (outside.includes(roomOf(file.path))) return [];
  return codeLines(file.text).flatMap(({ line, text }) =>
    forbiddenWords
      .filter((word) => text.includes(word))
      .filter((word) => !(word === "'node:" && mayUseCrypto.includes(file.path) && text.includes("'node:crypto'")))
      .map((word) => `ReviewTask/${file.path}:${line} says "${word}", which only an edge, main or cli may.`),
  );
}

/** Lines with comments and the contents of strings taken out: a rule's text may name what it warns of. */
function codeLines(source: string): readonly { readonly line: number; readonly text: string }[] {
  const blanked = source.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g,
    (part) => (part.startsWith("'node:") ? part : part.replace(/[^\n]/g, ' ')),
  );
  return blanked.split('\n').map((text, index) => ({ line: index + 1, text }));
}

function shapeBreaches(file: SourceFile): readonly string[] {
  const lines = file.text.split('\n');
  const name = posix.basename(file.path);
  const found: string[] = [];
  if (lines.length > 301) found.push(`ReviewTask/${file.path}:301 has ${lines.length - 1} lines; 300 is the most.`);
  if (!lines[0]?.startsWith('// ')) found.push(`ReviewTask/${file.path}:1 does not begin with what the file is for.`);
  if (forbiddenNames.test(name)) found.push(`ReviewTask/${file.path}:1 is named for no idea of its own.`);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name)) found.push(`ReviewTask/${file.path}:1 is not named in kebab-case.`);
  return found;
}
