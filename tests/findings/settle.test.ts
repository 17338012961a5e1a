// Settling: every finding keeps a place, an identity and a fate; doubles are merged, limits held, nothing lost.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { locate } from '../../ReviewTask/findings/locate.ts';
import { settle as settleDefects } from '../../ReviewTask/findings/settle.ts';
import type { Config } from '../../ReviewTask/model/config.ts';
import type { ChangedFile } from '../../ReviewTask/model/diff.ts';
import { categories, type RawFinding } from '../../ReviewTask/model/finding.ts';
import { propertyKeys } from '../../ReviewTask/model/publication.ts';
import type { ReviewThread } from '../../ReviewTask/model/pull-request.ts';
import { aNewFile } from '../fakes/changes.ts';

const lines = ['one();', 'two(a);', 'three(b);', 'two(a);', 'five();'];
const files = [aNewFile('src/a.ts', lines), aNewFile('src/b.ts', lines)];
const wishes = { minSeverity: 'warning', maxComments: 10, categories, effort: 'quick' } as const;

function settle(
  raw: readonly RawFinding[],
  changed: readonly ChangedFile[],
  threads: readonly ReviewThread[],
  wanted: Pick<Config, 'minSeverity' | 'maxComments' | 'categories' | 'effort'>,
) {
  return settleDefects(locate(raw, changed), { files: changed, threads, verdicts: new Map() }, wanted);
}

function aFinding(given: Partial<RawFinding> = {}): RawFinding {
  return {
    path: 'src/a.ts',
    side: 'right',
    line: 1,
    endLine: 1,
    quote: 'one();',
    title: 'One is wrong',
    failure: 'It fails when it is called.',
    severity: 'warning',
    category: 'bug',
    replacement: undefined,
    source: { kind: 'model', question: '', passes: [1] },
    ...given,
  };
}

function aThread(fingerprint: string, path: string): ReviewThread {
  const properties = new Map([[propertyKeys.fingerprint, fingerprint]]);
  return { id: 77, status: 'active', isDeleted: false, path, comments: [], properties };
}

describe('settle', () => {
  it('posts what is severe enough, best first', () => {
    const settled = settle(
      [
        aFinding({ severity: 'suggestion', quote: 'five();', line: 5, title: 'Five', category: 'testing' }),
        aFinding({ severity: 'warning' }),
        aFinding({ severity: 'blocker', quote: 'three(b);', line: 3, title: 'Three' }),
      ],
      files,
      [],
      wishes,
    );
    assert.deepEqual(
      settled.map((one) => [one.title, one.disposition.kind]),
      [
        ['Three', 'post'],
        ['One is wrong', 'post'],
        ['Five', 'list'],
      ],
    );
  });

  it('merges the same defect said twice, whatever the order', () => {
    const a = aFinding({ title: 'One is wrong', quote: 'one();' });
    const b = aFinding({ title: 'Calling one() is a mistake', failure: 'Other words.' });
    const severe = aFinding({ severity: 'blocker', title: 'Really', failure: 'Bad.' });
    for (const order of [
      [a, b, severe],
      [severe, b, a],
      [b, severe, a],
    ]) {
      const settled = settle(order, files, [], wishes);
      assert.deepEqual(
        settled.map((one) => one.disposition.kind),
        ['post', 'merged', 'merged'],
      );
      assert.equal(settled[0]?.title, 'Really');
    }
  });

  it('keeps two secrets on one line apart', () => {
    const secret = (start: number) =>
      aFinding({
        quote: '',
        columns: { start, end: start + 2 },
        source: { kind: 'secrets', rule: 'key' },
        category: 'security',
      });
    const settled = settle([secret(1), secret(4)], files, [], wishes);
    assert.deepEqual(
      settled.map((one) => one.disposition.kind),
      ['post', 'post'],
    );
  });

  it('holds the limit of threads and lists the rest', () => {
    const many = lines.map((quote, index) =>
      aFinding({ path: index % 2 ? 'src/a.ts' : 'src/b.ts', quote, line: index + 1, endLine: index + 1 }),
    );
    const settled = settle(many, files, [], { ...wishes, maxComments: 2 });
    assert.equal(settled.filter((one) => one.disposition.kind === 'post').length, 2);
    assert.equal(
      settled.filter((one) => one.disposition.kind === 'list' && one.disposition.reason === 'over-max-comments').length,
      3,
    );
  });

  it('does not raise again what has a thread, and only on the same file', () => {
    const [first] = settle([aFinding()], files, [], wishes);
    const print = first?.fingerprint ?? '';
    const again = settle(
      [aFinding({ title: 'Reworded' }), aFinding({ path: 'src/b.ts' })],
      files,
      [aThread(print, 'src/a.ts')],
      wishes,
    );
    assert.deepEqual(
      again.map((one) => [one.path, one.disposition.kind]),
      [
        ['src/a.ts', 'known'],
        ['src/b.ts', 'post'],
      ],
    );
  });

  it('gives the same code in two places two identities, and keeps them when only one is reported', () => {
    const both = settle(
      [
        aFinding({ quote: 'two(a);', line: 2 }),
        aFinding({ quote: 'two(a);', line: 4, title: 'Another', failure: 'Elsewhere.' }),
      ],
      files,
      [],
      wishes,
    );
    const [second] = settle([aFinding({ quote: 'two(a);', line: 4 })], files, [], wishes);
    assert.equal(new Set(both.map((one) => one.fingerprint)).size, 2);
    assert.ok(both.some((one) => one.fingerprint === second?.fingerprint));
  });

  it('keeps the identity when the wording, the line number and the indentation change', () => {
    const [before] = settle([aFinding()], files, [], wishes);
    const shifted = [aNewFile('src/a.ts', ['// new', '', '  one();', ...lines.slice(1)])];
    const [after] = settle([aFinding({ title: 'Other words', line: 3 })], shifted, [], wishes);
    assert.equal(after?.fingerprint, before?.fingerprint);
  });

  it('lists what hangs on no changed file and holds what is switched off', () => {
    const settled = settle(
      [aFinding({ path: 'nowhere.ts' }), aFinding({ category: 'testing', line: 5, quote: 'five();' })],
      files,
      [],
      { ...wishes, categories: ['bug'] },
    );
    const fates = settled.map((one) => one.disposition);
    assert.deepEqual(fates.map((fate) => fate.kind).sort(), ['hold', 'list']);
  });

  it('loses nothing and does not depend on order', () => {
    const arbitrary = fc.record({
      line: fc.integer({ min: 1, max: 9 }),
      quote: fc.constantFrom(...lines, '', 'nothing'),
      path: fc.constantFrom('src/a.ts', 'src/b.ts', 'c.ts'),
      title: fc.constantFrom('x', 'y', 'z'),
      severity: fc.constantFrom('blocker' as const, 'warning' as const, 'suggestion' as const),
      category: fc.constantFrom('bug' as const, 'security' as const),
    });
    fc.assert(
      fc.property(fc.array(arbitrary, { maxLength: 12 }), (given) => {
        const raw = given.map((one) => aFinding(one));
        const settled = settle(raw, files, [], wishes);
        assert.equal(settled.length, raw.length);
        assert.deepEqual(settle([...raw].reverse(), files, [], wishes), settled);
      }),
    );
  });
});
