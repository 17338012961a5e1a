// The comparison finds diffs as short as git's on real pairs of similar files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedLineCount } from '../../ReviewTask/model/diff.ts';
import { hunksBetween } from '../../ReviewTask/snapshot/hunks.ts';
import { splitLines } from '../../ReviewTask/snapshot/lines.ts';
import { projectRoot } from '../project-root.ts';

/** Two files of the installed packages that are versions of each other: module formats, variants, translations. */
const pairs: readonly (readonly [string, string])[] = [
  ['diff/libcjs/diff/base.js', 'diff/libesm/diff/base.js'],
  ['diff/libcjs/patch/apply.js', 'diff/libesm/patch/apply.js'],
  ['diff/libcjs/patch/parse.js', 'diff/libesm/patch/parse.js'],
  ['zod/v4/mini/schemas.js', 'zod/v4/classic/schemas.js'],
  ['zod/v4/mini/schemas.d.ts', 'zod/v4/classic/schemas.d.ts'],
  ['zod/v4/locales/de.js', 'zod/v4/locales/nl.js'],
  ['zod/v4/locales/fr.js', 'zod/v4/locales/fr-CA.js'],
  ['zod/v3/standard-schema.d.ts', 'zod/v4/core/standard-schema.d.ts'],
  ['openai/src/client.ts', 'openai/client.mjs'],
  ['openai/src/azure.ts', 'openai/azure.js'],
  ['openai/src/core/streaming.ts', 'openai/core/streaming.js'],
];

function changedLinesOfGit(left: string, right: string): number {
  const settings = ['-c', 'core.autocrlf=false', 'diff', '--no-index', '--no-ext-diff'];
  const { stdout } = spawnSync('git', [...settings, '--numstat', '--histogram', '--', left, right], {
    encoding: 'utf8',
  });
  const counts = /^(\d+)\t(\d+)\t/.exec(stdout);
  assert.ok(counts, `git printed no counts: ${stdout}`);
  return Number(counts[1]) + Number(counts[2]);
}

describe('hunksBetween beside git', () => {
  it('changes at most 5% more lines in total than the histogram diff', () => {
    let ours = 0;
    let theirs = 0;
    for (const pair of pairs) {
      const [left = '', right = ''] = pair.map((path) => join(projectRoot, 'node_modules', path));
      ours += changedLineCount(
        hunksBetween(splitLines(readFileSync(left, 'utf8')), splitLines(readFileSync(right, 'utf8'))),
      );
      theirs += changedLinesOfGit(left, right);
    }
    assert.ok(theirs > 3000, `the pairs are too small to tell: ${theirs} lines`);
    assert.ok(ours <= theirs * 1.05, `${ours} changed lines against ${theirs}`);
  });
});
