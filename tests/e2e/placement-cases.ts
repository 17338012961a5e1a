// Awkward diffs, each with what a model would say of it and the exact range where the thread must be.
import type { FileChange } from '../emulator/azure-devops.ts';

export interface PlacementCase {
  readonly name: string;
  readonly base: Readonly<Record<string, FileChange>>;
  readonly head: Readonly<Record<string, FileChange>>;
  /** As the model writes it. */
  readonly says: {
    readonly path: string;
    readonly line: number;
    readonly end_line?: number;
    readonly quote: string;
    readonly side?: 'new' | 'old';
  };
  /** 1-based lines and UTF-16 offsets, the end exclusive. */
  readonly expect: {
    readonly path: string;
    readonly side: 'left' | 'right' | 'file';
    readonly start?: readonly [line: number, offset: number];
    readonly end?: readonly [line: number, offset: number];
  };
}

const numbered = (count: number, change: (line: number) => string | undefined = () => undefined) =>
  `${Array.from({ length: count }, (_, index) => change(index + 1) ?? `line ${index + 1};`).join('\n')}\n`;

const crlf = (text: string) => text.replaceAll('\n', '\r\n');
const bom = '\uFEFF';
const long = `const data = "${'ab'.repeat(500_000)}";`;

export const placementCases: readonly PlacementCase[] = [
  {
    name: 'a changed line',
    base: { 'a.ts': numbered(9) },
    head: { 'a.ts': numbered(9, (line) => (line === 5 ? 'changed(5);' : undefined)) },
    says: { path: 'a.ts', line: 5, quote: 'changed(5);' },
    expect: { path: '/a.ts', side: 'right', start: [5, 1], end: [5, 12] },
  },
  {
    name: 'a wrong line number with a quote that stands once',
    base: { 'a.ts': numbered(60) },
    head: { 'a.ts': numbered(60, (line) => (line === 41 ? 'changed(41);' : line === 5 ? 'other;' : undefined)) },
    says: { path: 'a.ts', line: 21, quote: 'changed(41);' },
    expect: { path: '/a.ts', side: 'right', start: [41, 1], end: [41, 13] },
  },
  {
    name: 'the nearer of two equal lines',
    base: { 'a.ts': numbered(60) },
    head: { 'a.ts': numbered(60, (line) => (line === 10 || line === 40 ? 'same();' : undefined)) },
    says: { path: 'a.ts', line: 43, quote: 'same();' },
    expect: { path: '/a.ts', side: 'right', start: [40, 1], end: [40, 8] },
  },
  {
    name: 'several lines with other white space and a prefix in the path',
    base: { 'src/a.ts': numbered(9) },
    head: { 'src/a.ts': numbered(9, (line) => (line === 4 ? '  if (x) {' : line === 5 ? '\treturn  1;' : undefined)) },
    says: { path: 'b/src/a.ts', line: 4, end_line: 5, quote: 'if (x) {\n  return 1;' },
    expect: { path: '/src/a.ts', side: 'right', start: [4, 1], end: [5, 12] },
  },
  {
    name: 'a removed line, on the left side',
    base: { 'a.ts': numbered(9, (line) => (line === 3 ? 'guard(x);' : undefined)) },
    head: { 'a.ts': numbered(9, (line) => (line === 3 ? 'x();' : undefined)) },
    says: { path: 'a.ts', line: 3, quote: 'guard(x);', side: 'old' },
    expect: { path: '/a.ts', side: 'left', start: [3, 1], end: [3, 10] },
  },
  {
    name: 'a deleted file',
    base: { 'gone.ts': 'one();\ntwo();\n', 'a.ts': 'x' },
    head: { 'gone.ts': null },
    says: { path: 'gone.ts', line: 2, quote: 'two();', side: 'old' },
    expect: { path: '/gone.ts', side: 'left', start: [2, 1], end: [2, 7] },
  },
  {
    name: 'a renamed and edited file, against its origin',
    base: { 'old/name.ts': numbered(30) },
    head: { 'old/name.ts': null, 'new/name.ts': numbered(30, (line) => (line === 20 ? 'edited;' : undefined)) },
    says: { path: 'new/name.ts', line: 20, quote: 'edited;' },
    expect: { path: '/new/name.ts', side: 'right', start: [20, 1], end: [20, 8] },
  },
  {
    name: 'a file with CRLF, the carriage return not counted',
    base: { 'a.cs': crlf(numbered(9)) },
    head: { 'a.cs': crlf(numbered(9, (line) => (line === 7 ? 'changed(7);' : undefined))) },
    says: { path: 'a.cs', line: 7, quote: 'changed(7);' },
    expect: { path: '/a.cs', side: 'right', start: [7, 1], end: [7, 12] },
  },
  {
    name: 'the first line of a file with a byte order mark',
    base: { 'a.cs': `${bom}using A;\n` },
    head: { 'a.cs': `${bom}using B;\nusing C;\n` },
    says: { path: 'a.cs', line: 1, quote: 'using B;' },
    expect: { path: '/a.cs', side: 'right', start: [1, 1], end: [1, 9] },
  },
  {
    name: 'the last line of a file without a final newline',
    base: { 'a.ts': 'one();\ntwo();' },
    head: { 'a.ts': 'one();\ntwo();\nthree();' },
    says: { path: 'a.ts', line: 3, quote: 'three();' },
    expect: { path: '/a.ts', side: 'right', start: [3, 1], end: [3, 9] },
  },
  {
    name: 'a name with spaces and umlauts, and characters of two units',
    base: { 'Lager Süd/Bestände für Köln.cs': 'a\nb\n' },
    head: { 'Lager Süd/Bestände für Köln.cs': 'a\nvar s = "🏭🏭";\nb\n' },
    says: { path: 'Lager Süd/Bestände für Köln.cs', line: 2, quote: 'var s = "🏭🏭";' },
    expect: { path: '/Lager Süd/Bestände für Köln.cs', side: 'right', start: [2, 1], end: [2, 16] },
  },
  {
    name: 'UTF-16 with a byte order mark',
    base: { 'a.sql': Buffer.from(`${bom}select 1\n`, 'utf16le') },
    head: { 'a.sql': Buffer.from(`${bom}select 1\nselect 2\n`, 'utf16le') },
    says: { path: 'a.sql', line: 2, quote: 'select 2' },
    expect: { path: '/a.sql', side: 'right', start: [2, 1], end: [2, 9] },
  },
  {
    name: 'a file that was empty',
    base: { 'a.ts': '', 'b.ts': 'x' },
    head: { 'a.ts': 'now();\n' },
    says: { path: 'a.ts', line: 1, quote: 'now();' },
    expect: { path: '/a.ts', side: 'right', start: [1, 1], end: [1, 7] },
  },
  {
    name: 'a mode change with an edit',
    base: { 'run.sh': { content: 'echo 1\n', mode: '100644' } },
    head: { 'run.sh': { content: 'echo 2\n', mode: '100755' } },
    says: { path: 'run.sh', line: 1, quote: 'echo 2' },
    expect: { path: '/run.sh', side: 'right', start: [1, 1], end: [1, 7] },
  },
  {
    name: 'beside a submodule, a pointer to Git LFS, a binary and a line of 1 MB',
    base: { 'a.ts': 'x();\n' },
    head: {
      'a.ts': 'x();\ny();\n',
      lib: { content: '1234567890123456789012345678901234567890', mode: '160000' },
      'model.onnx': `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d'.repeat(32)}\nsize 12\n`,
      'data.blob': Uint8Array.from([0, 1, 2, 3]),
      'long.js': `${long}\n`,
    },
    says: { path: 'a.ts', line: 2, quote: 'y();' },
    expect: { path: '/a.ts', side: 'right', start: [2, 1], end: [2, 5] },
  },
  {
    name: 'a quote that is nowhere: on the file, never on a guessed line',
    base: { 'a.ts': numbered(9) },
    head: { 'a.ts': numbered(9, (line) => (line === 5 ? 'changed(5);' : undefined)) },
    says: { path: 'a.ts', line: 5, quote: 'somethingElse(entirely);' },
    expect: { path: '/a.ts', side: 'file' },
  },
];
