// One changed file from its blobs: text with hunks, or the reason why there is none.
import assert from 'node:assert/strict';
import type { ChangeEntry, NoLines } from '../../ReviewTask/model/diff.ts';
import { blobsOf, contentOf } from '../../ReviewTask/snapshot/content.ts';
import { changeEntry } from '../fakes/pull-requests.ts';
import { printHunks } from './hunk-text.ts';

type Contents = Readonly<Record<string, string | Uint8Array>>;

const blobMap = (contents: Contents): ReadonlyMap<string, Uint8Array> =>
  new Map(
    Object.entries(contents).map(([id, content]) => [id, typeof content === 'string' ? Buffer.from(content) : content]),
  );

const edit = changeEntry();
const addition = changeEntry({ isAdded: true, leftBlob: undefined });
const deletion = changeEntry({ isDeleted: true, rightBlob: undefined });
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d7a21'.padEnd(64, '0')}\nsize 12345\n`;
/** The same entry under a name that no source code has. */
const named = (entry: ChangeEntry): ChangeEntry => ({ ...entry, path: 'data.bin', originalPath: 'data.bin' });
const megabytes = (count: number): string => 'x\n'.repeat(count * 512 * 1024);

const withoutLines: readonly { name: string; given: { entry: ChangeEntry; blobs: Contents }; expect: NoLines }[] = [
  {
    name: 'a submodule',
    given: { entry: changeEntry({ isSubmodule: true }), blobs: { left: 'a', right: 'b' } },
    expect: 'submodule',
  },
  {
    name: 'a pure rename',
    given: { entry: changeEntry({ isRenamed: true, originalPath: 'OLD.md', rightBlob: 'left' }), blobs: {} },
    expect: 'same-content',
  },
  { name: 'same bytes', given: { entry: edit, blobs: { left: 'a\n', right: 'a\n' } }, expect: 'same-content' },
  { name: 'an empty file added', given: { entry: addition, blobs: { right: '' } }, expect: 'same-content' },
  { name: 'a blob that cannot be had', given: { entry: edit, blobs: { right: 'a' } }, expect: 'unreadable' },
  {
    name: 'a side without an id',
    given: { entry: changeEntry({ leftBlob: undefined }), blobs: { right: 'a' } },
    expect: 'unreadable',
  },
  { name: 'binary on the right', given: { entry: named(edit), blobs: { left: 'a', right: 'a\0' } }, expect: 'binary' },
  { name: 'binary deleted', given: { entry: named(deletion), blobs: { left: '\0' } }, expect: 'binary' },
  {
    name: 'source code with a NUL in it, which is a gap',
    given: { entry: edit, blobs: { left: 'a', right: 'a\0' } },
    expect: 'unreadable',
  },
  ...[
    'Dockerfile',
    'deploy/Dockerfile.release',
    'build.gradle',
    'run.bat',
    'Jenkinsfile',
    '.env',
    'a/.npmrc',
    'App.csproj',
  ].map((path) => ({
    name: `a NUL in ${path}, which is a gap`,
    given: { entry: { ...addition, path, originalPath: path }, blobs: { right: 'FROM x\0' } },
    expect: 'unreadable' as const,
  })),
  {
    name: 'text of endless lines',
    given: { entry: edit, blobs: { left: 'a', right: '\n'.repeat(70_000) } },
    expect: 'too-large',
  },
  {
    name: 'a large binary is binary, not a gap',
    given: { entry: named(addition), blobs: { right: `\0${megabytes(3)}` } },
    expect: 'binary',
  },
  {
    name: 'a text of more than 2 MB',
    given: { entry: edit, blobs: { left: 'a', right: `${megabytes(2)}x` } },
    expect: 'too-large',
  },
  { name: 'an LFS pointer added', given: { entry: addition, blobs: { right: pointer } }, expect: 'lfs-pointer' },
  {
    name: 'a file that moved to LFS',
    given: { entry: edit, blobs: { left: 'a,b\n', right: pointer } },
    expect: 'lfs-pointer',
  },
  {
    name: 'line endings',
    given: { entry: edit, blobs: { left: 'a\r\nb\r\n', right: 'a\nb\n' } },
    expect: 'only-line-endings',
  },
  {
    name: 'the final newline',
    given: { entry: edit, blobs: { left: 'a\nb', right: 'a\nb\n' } },
    expect: 'only-line-endings',
  },
  {
    name: 'the byte order mark',
    given: { entry: edit, blobs: { left: '\ufeffa\n', right: 'a\n' } },
    expect: 'only-line-endings',
  },
];

const withLines: readonly {
  name: string;
  given: { entry: ChangeEntry; blobs: Contents };
  expect: readonly string[];
}[] = [
  {
    name: 'an edit, whatever the line endings',
    given: { entry: edit, blobs: { left: 'a\r\nb\r\n', right: 'a\nB\n' } },
    expect: ['@@ 1,1', ' a', '-b', '+B'],
  },
  { name: 'an added file', given: { entry: addition, blobs: { right: 'a' } }, expect: ['@@ -,1', '+a'] },
  { name: 'a deleted file', given: { entry: deletion, blobs: { left: 'a' } }, expect: ['@@ 1,-', '-a'] },
  {
    name: 'UTF-16 on one side',
    given: { entry: edit, blobs: { left: 'é\n', right: Buffer.from('\ufeffé\nü\n', 'utf16le') } },
    expect: ['@@ 1,1', ' é', '+ü'],
  },
  {
    name: 'a text that only mentions LFS',
    given: { entry: addition, blobs: { right: '# version https://git-lfs' } },
    expect: ['@@ -,1', '+# version https://git-lfs'],
  },
];

describe('contentOf', () => {
  for (const { name, given, expect } of withoutLines) {
    it(`has no lines for ${name}`, () => {
      assert.deepEqual(contentOf(given.entry, blobMap(given.blobs)), { kind: 'none', reason: expect });
    });
  }

  for (const { name, given, expect } of withLines) {
    it(`reads ${name}`, () => {
      const content = contentOf(given.entry, blobMap(given.blobs));
      assert.ok(content.kind === 'text');
      assert.deepEqual(printHunks(content.hunks), expect);
    });
  }

  it('reads a line of a megabyte', () => {
    const content = contentOf(addition, blobMap({ right: 'x'.repeat(1024 * 1024) }));
    assert.ok(content.kind === 'text');
    assert.equal(content.right[0]?.length, 1024 * 1024);
  });

  it('keeps all lines of both sides', () => {
    const content = contentOf(edit, blobMap({ left: 'a\nb\n', right: 'a\n' }));
    assert.ok(content.kind === 'text');
    assert.deepEqual({ left: content.left, right: content.right }, { left: ['a', 'b'], right: ['a'] });
  });
});

describe('blobsOf', () => {
  const cases: readonly { name: string; given: ChangeEntry; expect: readonly string[] }[] = [
    { name: 'an edit needs both', given: edit, expect: ['left', 'right'] },
    { name: 'an addition needs the right', given: addition, expect: ['right'] },
    { name: 'a deletion needs the left', given: deletion, expect: ['left'] },
    { name: 'a submodule needs none', given: changeEntry({ isSubmodule: true }), expect: [] },
    { name: 'same blobs need no reading', given: changeEntry({ leftBlob: 'right' }), expect: [] },
  ];
  for (const { name, given, expect } of cases) {
    it(name, () => assert.deepEqual(blobsOf(given), expect));
  }
});
