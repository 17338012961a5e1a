// Which file a path means: exact, after a rename, or written a little wrong.
import assert from 'node:assert/strict';
import { findFile } from '../../ReviewTask/findings/anchor-file.ts';
import { changedFile } from './anchor-examples.ts';

const files = [
  changedFile('src/basket.ts', 'a', 'b'),
  changedFile('src/voucher/index.ts', 'a', 'b'),
  changedFile('src/price/index.ts', 'a', 'b'),
  changedFile('src/new-name.ts', 'a', 'b', 'src/old-name.ts'),
  changedFile('a/shelf.ts', 'a', 'b'),
  changedFile('docs/READ.md', 'a', 'b'),
  changedFile('docs/read.md', 'a', 'b'),
  changedFile('main.ts', 'a', 'b'),
  changedFile('packages/web/src/main.css', 'a', 'b'),
  changedFile('src/main.css', 'a', 'b'),
  changedFile('src/odd\nname.ts', 'a', 'b'),
];

const cases: readonly { name: string; given: string; expect: string | undefined }[] = [
  { name: 'the exact path', given: 'src/basket.ts', expect: 'src/basket.ts' },
  { name: 'a path that only case tells from another', given: 'docs/read.md', expect: 'docs/read.md' },
  { name: 'the path before a rename', given: 'src/old-name.ts', expect: 'src/new-name.ts' },
  { name: 'a leading slash', given: '/src/basket.ts', expect: 'src/basket.ts' },
  { name: 'a leading dot', given: './src/basket.ts', expect: 'src/basket.ts' },
  { name: 'the prefix of the old side of a diff', given: 'a/src/old-name.ts', expect: 'src/new-name.ts' },
  { name: 'the prefix of the new side of a diff', given: 'b/src/basket.ts', expect: 'src/basket.ts' },
  { name: 'a folder that looks like such a prefix', given: 'a/shelf.ts', expect: 'a/shelf.ts' },
  { name: 'backslashes', given: 'src\\basket.ts', expect: 'src/basket.ts' },
  { name: 'backticks', given: '`src/basket.ts`', expect: 'src/basket.ts' },
  {
    name: 'a copied heading',
    given: '=== src/new-name.ts (renamed from src/old-name.ts) ===',
    expect: 'src/new-name.ts',
  },
  { name: 'a line behind the path', given: 'src/basket.ts:12', expect: 'src/basket.ts' },
  { name: 'a range behind the path', given: 'src/basket.ts:12-14', expect: 'src/basket.ts' },
  { name: 'letter case', given: 'SRC/Basket.ts', expect: 'src/basket.ts' },
  { name: 'letter case that fits two files', given: 'docs/Read.md', expect: undefined },
  { name: 'a file name that only one file has', given: 'basket.ts', expect: 'src/basket.ts' },
  { name: 'the end of a path', given: 'voucher/index.ts', expect: 'src/voucher/index.ts' },
  { name: 'a file name that two files have', given: 'index.ts', expect: undefined },
  { name: 'part of a file name', given: 'ket.ts', expect: undefined },
  { name: 'folders too many in front', given: '/home/agent/work/1/s/src/basket.ts', expect: 'src/basket.ts' },
  {
    name: 'folders too many in front of two files',
    given: 'shop/packages/web/src/main.css',
    expect: 'packages/web/src/main.css',
  },
  { name: 'another file with the name of one at the root', given: 'lib/main.ts', expect: undefined },
  { name: 'a file that is not there', given: 'src/nothing.ts', expect: undefined },
  { name: 'a JSON string', given: '"src/odd\\nname.ts"', expect: 'src/odd\nname.ts' },
  { name: 'no path', given: '', expect: undefined },
  { name: 'only a slash', given: '/', expect: undefined },
];

describe('findFile', () => {
  for (const { name, given, expect } of cases) {
    it(name, () => assert.equal(findFile(given, files)?.path, expect));
  }
});
