// Coverage of a review that looked at what is new only: every line is told of, and nothing reads as left out.
import assert from 'node:assert/strict';
import { ledgerOf } from '../../ReviewTask/model/ledger.ts';
import { coverageParts, coverageSentence } from '../../ReviewTask/publish/coverage.ts';
import { fitParts } from '../../ReviewTask/publish/fit-parts.ts';
import { report } from './sample-report.ts';

const before = { kind: 'reviewed-before', iteration: 2 } as const;

describe('the coverage of a push', () => {
  const ledger = ledgerOf([
    { path: 'src/new.ts', lines: 4, fate: { kind: 'sent' } },
    { path: 'src/both.ts', lines: 3, fate: { kind: 'sent' } },
    { path: 'src/both.ts', lines: 20, fate: before },
    { path: 'src/old.ts', lines: 1_000, fate: before },
  ]);
  const given = { ...report(), ledger };

  it('counts a file as the same where nothing of it is new', () => {
    assert.equal(
      coverageSentence(given),
      '2 files with 7 changed lines reviewed, 1 file the same since the last review.',
    );
  });

  it('tells where every line went', () => {
    const text = JSON.stringify(coverageParts(given));
    assert.match(text, /Of 1,027 changed lines: 7 reviewed, 1,020 reviewed before\./);
    assert.match(text, /Reviewed before and the same since/);
    assert.match(text, /`src\/both\.ts` · 20 lines · in iteration 2 or earlier/);
    assert.doesNotMatch(text, /not reviewed|Not fully reviewed/);
  });
});

describe('what was not reviewed', () => {
  const down = { kind: 'not-reviewed', reason: { kind: 'model-failed', problem: 'It did not answer.' } } as const;
  const late = { kind: 'not-reviewed', reason: { kind: 'out-of-time' } } as const;
  const files = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ path: `src/${index}.ts`, lines: 2, fate: down }));
  const textOf = (entries: Parameters<typeof ledgerOf>[0]) =>
    fitParts(coverageParts({ ...report(), ledger: ledgerOf(entries) }), 100_000);

  const cases: readonly {
    readonly name: string;
    readonly count: number;
    readonly told: number;
    readonly folds: number;
  }[] = [
    { name: 'two files, each with its reason', count: 2, told: 2, folds: 0 },
    { name: 'three files, with the reason once', count: 3, told: 1, folds: 0 },
    { name: 'many files, with the reason once and their paths folded', count: 12, told: 1, folds: 1 },
  ];
  for (const { name, count, told, folds } of cases) {
    it(`names ${name}`, () => {
      const text = textOf([...files(count), { path: 'late.ts', lines: 1, fate: late }]);
      assert.equal(text.split('It did not answer.').length - 1, told, text);
      assert.equal(text.split('<details>').length - 1, folds, text);
      assert.equal(text.split('`src/').length - 1, count);
      assert.match(text, /`late\.ts` · 1 line · the run was out of time/);
    });
  }

  it('says how many files and lines share a reason', () => {
    const text = textOf(files(12));
    assert.match(
      text,
      /\*\*Not fully reviewed: 12 files with 24 changed lines\*\* · the model gave no usable answer: It did not answer\.\n\n<details>\n<summary>12 files<\/summary>\n\n- `src\/0\.ts` · 2 lines\n/,
    );
  });
});
