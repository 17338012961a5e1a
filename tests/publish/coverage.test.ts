// Coverage of a review that looked at what is new only: every line is told of, and nothing reads as left out.
import assert from 'node:assert/strict';
import { ledgerOf } from '../../ReviewTask/model/ledger.ts';
import { coverageParts, coverageSentence } from '../../ReviewTask/publish/coverage.ts';
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
