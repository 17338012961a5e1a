// The ledger adds up: whatever is planned, skipped or lost, every changed line has exactly one fate.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FreshLines, FreshPart } from '../../ReviewTask/model/delta.ts';
import { type ChangedFile, changedLineCount } from '../../ReviewTask/model/diff.ts';
import { isIncomplete, makeLedger } from '../../ReviewTask/model/ledger.ts';
import { longestLine } from '../../ReviewTask/model/long-line.ts';
import { isTextFile, type ReviewPlan, type Skip } from '../../ReviewTask/model/plan.ts';
import { makePlan } from '../../ReviewTask/plan/make.ts';
import { skipsOf } from '../../ReviewTask/reviewers/model/unreviewed.ts';
import { aFileWithoutLines, aNewFile, anEntry } from '../fakes/changes.ts';

const model = { provider: 'openai', name: 'm', baseUrl: undefined, apiKey: 'k', serviceConnection: '' } as const;
const excludedBy = { kind: 'excluded', pattern: 'docs/', from: 'file' } as const;
const outOfTime = { kind: 'out-of-time' } as const;

/** Each file with hunks of single lines: those of the given numbers, or no entry for a file that is new as a whole. */
function freshPartOf(files: readonly ChangedFile[], wanted: readonly (readonly number[] | null)[]): FreshPart {
  const fresh = files.filter(isTextFile).flatMap((file, index): readonly (readonly [string, FreshLines])[] => {
    const lines = wanted[index];
    if (lines === null || lines === undefined) return [];
    const all = file.content.hunks.flatMap((hunk) => hunk.lines);
    const some = all.filter((_, line) => lines.includes(line));
    return [[file.path, { hunks: some.map((line) => ({ lines: [line] })), right: new Set(), left: new Set() }]];
  });
  return { since: 2, files: new Map(fresh) };
}

describe('makeLedger', () => {
  it('gives every line one fate, and the fates add up to the change', () => {
    const lines = fc.array(fc.constantFrom('a', 'x'.repeat(3_000), 'return total;'), { minLength: 1, maxLength: 30 });
    const given = fc.record({
      texts: fc.array(lines, { maxLength: 8 }),
      binaries: fc.nat(3),
      excluded: fc.nat(3),
      limit: fc.integer({ min: 1, max: 80 }),
      usesModel: fc.boolean(),
      /** Chunks that get no answer, by position. */
      lost: fc.array(fc.nat(5)),
      /** Lines of each file that are new since the last review; a full review where there is none. */
      fresh: fc.option(fc.array(fc.option(fc.array(fc.nat(29), { maxLength: 3 })), { minLength: 8, maxLength: 8 })),
    });
    fc.assert(
      fc.property(given, ({ texts, binaries, excluded, limit, usesModel, lost, fresh }) => {
        const read = [
          ...texts.map((text, index) => aNewFile(`src/f${index}.ts`, text)),
          ...Array.from({ length: binaries }, (_, index) => aFileWithoutLines(`b${index}.png`, 'binary')),
        ];
        const unread = Array.from({ length: excluded }, (_, index) => anEntry({ path: `docs/${index}.md` }));
        const skips = unread.map(({ path }): Skip => ({ path, changedLines: 0, reason: excludedBy }));
        const config = { model: usesModel ? model : ({ provider: 'none' } as const), maxChangedLines: limit };
        const plan = makePlan(read, skips, config, fresh === null ? undefined : freshPartOf(read, fresh));
        const unreviewed = plan.chunks
          .filter((_, index) => lost.includes(index))
          .flatMap((chunk) => skipsOf(chunk, outOfTime));
        const { entries, totals } = makeLedger({ files: read, unread }, plan, unreviewed);
        const counted = read.filter(isTextFile).reduce((sum, file) => sum + changedLineCount(file.content.hunks), 0);
        assert.equal(totals.lines, counted);
        assert.equal(totals.sent + totals.reviewedBefore + totals.excluded + totals.notReviewed, totals.lines);
        assert.equal(totals.uncountedFiles, unread.length);
        for (const file of read.filter(isTextFile)) {
          const own = entries.filter(({ path }) => path === file.path);
          const sum = own.reduce((total, entry) => total + (entry.lines ?? 0), 0);
          assert.equal(sum, changedLineCount(file.content.hunks), file.path);
        }
        const whole = plan.chunks
          .filter((_, index) => !lost.includes(index))
          .flatMap(({ parts }) => parts.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines)))
          .filter((line) => line.kind !== 'context' && line.text.length <= longestLine);
        if (usesModel) assert.equal(totals.sent, whole.length, 'sent is what the model saw whole');
        assert.equal(new Set(entries.map(({ path }) => path)).size, read.length + unread.length);
        assert.ok(!JSON.stringify(entries).includes('unplanned'));
      }),
    );
  });

  const none: ReviewPlan = { files: [], skips: [], chunks: [] };

  it('counts the lines of an excluded file where a checkout told them, and names the files where nobody did', () => {
    const counted = [aNewFile('docs/a.md', ['1', '2']), aFileWithoutLines('docs/b.png', 'binary')];
    const unread = [...counted, anEntry({ path: 'docs/c.md' })];
    const skips = unread.map(({ path }): Skip => ({ path, changedLines: 0, reason: excludedBy }));
    const { entries, totals } = makeLedger({ files: [], unread, counted }, { ...none, skips }, []);
    assert.deepEqual(
      entries.map(({ path, lines, fate }) => [path, lines, fate.kind]),
      [
        ['docs/a.md', 2, 'excluded'],
        ['docs/b.png', 0, 'excluded'],
        ['docs/c.md', undefined, 'excluded'],
      ],
    );
    assert.deepEqual(totals, {
      ...{ lines: 2, sent: 0, reviewedBefore: 0, excluded: 2, notReviewed: 0 },
      ...{ uncountedFiles: 1, uncountedExcludedFiles: 1 },
    });
  });

  const file = aNewFile('a.ts', ['1', '2', '3']);

  it('finds lines that the plan lost, and calls the review incomplete', () => {
    const ledger = makeLedger({ files: [file], unread: [anEntry({ path: 'b.ts' })] }, none, []);
    assert.deepEqual(ledger.entries, [
      { path: 'a.ts', lines: 3, fate: { kind: 'not-reviewed', reason: { kind: 'unplanned' } } },
      { path: 'b.ts', lines: undefined, fate: { kind: 'not-reviewed', reason: { kind: 'unplanned' } } },
    ]);
    assert.ok(isIncomplete(ledger));
  });

  it('splits a file of which a part got no answer', () => {
    const plan: ReviewPlan = { ...none, files: [file] };
    const { entries, totals } = makeLedger({ files: [file], unread: [] }, plan, [
      { path: 'a.ts', changedLines: 1, reason: outOfTime },
    ]);
    assert.deepEqual(
      entries.map(({ lines, fate }) => [lines, fate.kind]),
      [
        [2, 'sent'],
        [1, 'not-reviewed'],
      ],
    );
    assert.deepEqual(totals, {
      lines: 3,
      sent: 2,
      reviewedBefore: 0,
      excluded: 0,
      notReviewed: 1,
      uncountedFiles: 0,
      uncountedExcludedFiles: 0,
    });
  });

  it('counts what was reviewed before apart, and calls the review complete', () => {
    const config = { model, maxChangedLines: 100 };
    const other = aNewFile('b.ts', ['1', '2']);
    const plan = makePlan([file, other], [], config, freshPartOf([file, other], [[1], []]));
    assert.deepEqual(
      plan.files.map(({ path, content }) => [path, changedLineCount(content.hunks)]),
      [['a.ts', 1]],
    );
    const ledger = makeLedger({ files: [file, other], unread: [] }, plan, []);
    assert.deepEqual(ledger.entries, [
      { path: 'a.ts', lines: 1, fate: { kind: 'sent' } },
      { path: 'a.ts', lines: 2, fate: { kind: 'reviewed-before', iteration: 2 } },
      { path: 'b.ts', lines: 2, fate: { kind: 'reviewed-before', iteration: 2 } },
    ]);
    assert.equal(ledger.totals.reviewedBefore, 4);
    assert.ok(!isIncomplete(ledger));
  });

  it('is complete with excluded files, binaries and renames', () => {
    const unread = [anEntry({ path: 'docs/a.md' })];
    const plan: ReviewPlan = {
      files: [file],
      chunks: [],
      skips: [{ path: 'docs/a.md', changedLines: 0, reason: excludedBy }],
    };
    const ledger = makeLedger({ files: [file, aFileWithoutLines('a.png', 'binary')], unread }, plan, []);
    assert.ok(!isIncomplete(ledger));
    assert.equal(ledger.totals.uncountedFiles, 1, 'nobody counts the lines of an excluded file');
  });
});
