// Fuzz targets: the bytes of changed files, and what git prints of them.
import assert from 'node:assert/strict';
import { createBatchParser } from '../../../ReviewTask/edges/git/batch-parser.ts';
import { changesIn } from '../../../ReviewTask/edges/git/raw-diff.ts';
import type { ChangeEntry, TextContent } from '../../../ReviewTask/model/diff.ts';
import { contentOf } from '../../../ReviewTask/snapshot/content.ts';
import { decodeText, isBinary } from '../../../ReviewTask/snapshot/decode.ts';
import type { FuzzTarget } from '../target.ts';

const lines = Array.from({ length: 40 }, (_, index) => `const value${index} = ${index % 7};`);
const code = lines.join('\n');
const edited = code.replace('value3 ', 'other ').replace('const value20', '// gone\r\nconst value20');
const lfs = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12\n`;
const utf16 = Buffer.from(`\ufeff${code.slice(0, 300)}`, 'utf16le').toString('latin1');

/** The two versions of a file stand one after the other, apart by this. */
const border = '\n=====\n';

const entry: ChangeEntry = {
  ...{ path: 'src/a.ts', originalPath: 'src/a.ts', isAdded: false, isDeleted: false, isRenamed: false },
  ...{ rightBlob: 'right', leftBlob: 'left', isSubmodule: false, changeTrackingId: 1 },
};

function holdsForText({ hunks, left, right }: TextContent): void {
  let leftLine = 0;
  let rightLine = 0;
  assert.ok(hunks.length > 0);
  for (const line of hunks.flatMap((hunk) => hunk.lines)) {
    if (line.kind !== 'added') {
      assert.ok(line.left > leftLine);
      leftLine = line.left;
      assert.equal(left[line.left - 1], line.text);
    }
    if (line.kind !== 'removed') {
      assert.ok(line.right > rightLine);
      rightLine = line.right;
      assert.equal(right[line.right - 1], line.text);
    }
  }
}

const id = 'a'.repeat(40);
const other = 'b'.repeat(40);

export const contentTargets: readonly FuzzTarget[] = [
  {
    name: 'file-content',
    parser: 'ReviewTask/snapshot/content.ts',
    form: 'bytes',
    samples: [
      `${code}${border}${edited}`,
      `${utf16}${border}${utf16}x`,
      `${lfs}${border}${code}`,
      `a\r\nb${border}a\nb\n`,
    ],
    // A diff of lines that have nothing in common is given up within a budget.
    millisecondsPerKilobyte: 20,
    check(input) {
      const bytes = Buffer.from(input, 'latin1');
      const text = decodeText(bytes);
      assert.equal(text === undefined, isBinary(bytes));
      const at = input.indexOf(border);
      const [left, right] = at < 0 ? ['', input] : [input.slice(0, at), input.slice(at + border.length)];
      const blobs = new Map([
        ['left', Buffer.from(left, 'latin1')],
        ['right', Buffer.from(right, 'latin1')],
      ]);
      const content = contentOf(entry, blobs);
      if (content.kind === 'text') holdsForText(content);
    },
  },
  {
    name: 'git-objects',
    parser: 'ReviewTask/edges/git/batch-parser.ts',
    form: 'bytes',
    samples: [code, `${id} blob 3\nabc\n`, '\n\n', ''],
    check(input) {
      // Headers are git's own; what is in a file is not.
      const content = Buffer.from(input, 'latin1');
      const stream = Buffer.concat([
        Buffer.from(`${id} blob ${content.length}\n`),
        content,
        Buffer.from(`\n${other} missing\n`),
      ]);
      const parser = createBatchParser(1_000_000);
      const half = Math.floor(stream.length / 2);
      const found = [...parser.push(stream.subarray(0, half)), ...parser.push(stream.subarray(half))];
      assert.deepEqual(
        found.map(({ kind }) => kind),
        ['object', 'missing'],
      );
      assert.ok(found[0]?.kind === 'object' && content.equals(found[0].content));
    },
  },
  {
    name: 'git-paths',
    parser: 'ReviewTask/edges/git/raw-diff.ts',
    form: 'text',
    samples: ['src/a.ts', 'a b/ü.ts', ':100644 100644'],
    check(input) {
      const path = input.replaceAll('\0', '') || 'a';
      const raw = [
        `:100644 100644 ${id} ${other} M`,
        path,
        `:100644 100644 ${id} ${other} R100`,
        path,
        `${path}2`,
        '',
      ].join('\0');
      const changes = changesIn(raw);
      assert.deepEqual(
        changes.map((one) => [one.path, one.originalPath]),
        [
          [path, path],
          [`${path}2`, path],
        ],
      );
    },
  },
];
