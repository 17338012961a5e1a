// Switching a stage off: the copy of the task differs in that stage alone, and a bundle that has changed its shape is told.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stages, variantsOf, withoutStages } from '../../scripts/bench-review/without.ts';
import { projectRoot } from '../project-root.ts';

const bundle =
  'case"quick":return{passes:1,isVerified:!1};return{passes:2,isVerified:!0};return{passes:3,isVerified:!0}';

describe('the bench without a stage', () => {
  const table = [
    { without: ['verify'], expect: ['passes:2,isVerified:false', 'passes:3,isVerified:false'] },
    { without: ['agreement'], expect: ['passes:1,isVerified:true', 'passes:1,isVerified:true'] },
    { without: ['verify', 'agreement'], expect: ['passes:1,isVerified:false', 'passes:1,isVerified:false'] },
  ] as const;
  for (const { without, expect } of table) {
    it(`has no ${without.join(' and no ')}`, () => {
      const patched = withoutStages(bundle, without);
      assert.ok(patched.includes('passes:1,isVerified:!1'), 'quick has none of them anyway');
      assert.deepEqual(patched.match(/passes:\d,isVerified:(true|false)/g), expect);
    });
  }

  it('says so where the bundle has another shape', () => {
    assert.throws(() => withoutStages('passes:2,isVerified:!0', ['verify']), /has 1 efforts/);
  });

  it('finds its place in the bundle that is built', async () => {
    const built = await readFile(join(projectRoot, 'dist', 'ReviewTask', 'main.cjs'), 'utf8');
    assert.notEqual(withoutStages(built, ['verify']), built);
  });

  it('is run for each stage, and for all of them where they are several', () => {
    assert.deepEqual(variantsOf('generous', ['verify']), [['generous', 'verify']]);
    assert.deepEqual(variantsOf('generous', stages).at(-1), ['generous', 'verify', 'agreement']);
    assert.deepEqual(variantsOf('generous', []), []);
  });
});
