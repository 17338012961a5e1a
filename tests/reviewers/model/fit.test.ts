// No question is larger than the window: excerpts give way, then chunks are asked about in pieces, each line once.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { longestGuideline, longestTogether } from '../../../ReviewTask/guidance/limits.ts';
import type { Hunk } from '../../../ReviewTask/model/diff.ts';
import type { Excerpt } from '../../../ReviewTask/model/excerpt.ts';
import type { Chunk } from '../../../ReviewTask/model/plan.ts';
import { noRules, type Rule } from '../../../ReviewTask/model/rules.ts';
import { estimateTokens } from '../../../ReviewTask/model/tokens.ts';
import { makeChunks } from '../../../ReviewTask/plan/chunks.ts';
import type { LanguageModel, ModelRequest } from '../../../ReviewTask/ports.ts';
import { askModel } from '../../../ReviewTask/reviewers/model/ask.ts';
import { answerTokens } from '../../../ReviewTask/reviewers/model/chunk-question.ts';
import { showWithin, windowTokens } from '../../../ReviewTask/reviewers/model/fit.ts';
import { aNewFile, anEntry } from '../../fakes/changes.ts';
import { aModelReview } from '../../fakes/model-review.ts';

const excerpt = (index: number, lines: number): Excerpt => ({
  ...{ kind: 'definition', path: `other/f${index}.ts`, startLine: 1, isCut: false, symbol: `name${index}` },
  lines: Array.from({ length: lines }, (_, at) => `  const value${at} = compute(${at}, "some text");`),
});
const lineCount = (chunk: Chunk) =>
  chunk.parts.reduce((sum, part) => sum + part.hunks.reduce((all, { lines }) => all + lines.length, 0), 0);
const chunkOf = (lines: number): Chunk => {
  const { path, originalPath, content } = aNewFile(
    'src/long.ts',
    Array.from({ length: lines }, (_, at) => `export const value${at} = compute(${at});`),
  );
  return { parts: [{ path, originalPath, hunks: content.hunks }], estimatedTokens: 0 };
};

function recording(): LanguageModel & { readonly asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  return {
    asked,
    async ask(request) {
      asked.push(request);
      const text = JSON.stringify({ summary: '', findings: [], rule_checks: [] });
      return { text, ending: 'complete', usage: undefined };
    },
  };
}

describe('showWithin', () => {
  const excerpts = Array.from({ length: 60 }, (_, index) => excerpt(index, 40));

  it('shows all excerpts where there is room', async () => {
    const review = aModelReview(recording(), { excerpts: excerpts.slice(0, 3) });
    assert.equal((await showWithin(chunkOf(20), review)).excerpts.length, 3);
  });

  it('leaves out the last ones where there is not, and no more than it has to', async () => {
    const review = aModelReview(recording(), { excerpts });
    const few = (await showWithin(chunkOf(500), review)).excerpts;
    const more = (await showWithin(chunkOf(20), review)).excerpts;
    assert.deepEqual(more, excerpts.slice(0, more.length));
    assert.ok(few.length < more.length && more.length < excerpts.length && more.length > 10, `${few.length}`);
  });
});

describe('the size of questions', () => {
  const word = fc.constantFrom('const value = ', 'ünïcödé ', '0x1f2e3d4c; ', '    ', 'return total(items)', '漢字', '');
  const line = fc.array(word, { maxLength: 30 }).map((words) => words.join('').slice(0, 2_000));
  const hunk = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 150 }), fc.nat(900_000))
    .map(([texts, times, from]): Hunk => {
      const rows = Array.from({ length: times }, () => texts).flat();
      return { lines: rows.map((text, at) => ({ kind: 'added', right: from + at + 1, text })) };
    });
  const files = fc.array(fc.array(hunk, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }).map((all) =>
    all.map((hunks, index) => ({
      ...anEntry({ path: `src/folder/f${index}.ts` }),
      content: { kind: 'text' as const, hunks, left: [], right: [] },
    })),
  );
  const rule = (id: string, size: number): Rule => ({
    ...{ id, scope: 'file', paths: [], severity: 'warning', good: '', bad: '', from: 'rules.md' },
    text: 'Mind the locks, and say why. '.repeat(200).slice(0, size),
  });
  const book = fc.record({
    rules: fc
      .array(fc.integer({ min: 10, max: 5_000 }), { maxLength: 8 })
      .map((sizes) => sizes.map((size, index) => rule(`r${index}`, size))),
    guidelines: fc.integer({ min: 0, max: longestTogether / longestGuideline }).map((count) =>
      Array.from({ length: count }, (_, index) => ({
        ...{ path: `g${index}.md`, folder: '', globs: [], isCut: true },
        text: 'Mind the locks, and say why you take them. '.repeat(400).slice(0, longestGuideline),
      })),
    ),
  });
  const excerpts = fc
    .array(fc.integer({ min: 1, max: 60 }), { maxLength: 30 })
    .map((sizes) => sizes.map((size, index) => excerpt(index, size)));

  it('is never over the window, whatever the change, the wishes and the context; each line is asked about once', async () => {
    await fc.assert(
      fc.asyncProperty(files, book, excerpts, async (given, wishes, shown) => {
        const model = recording();
        const chunks = makeChunks(given);
        const review = aModelReview(model, { passes: 2, book: { ...noRules, ...wishes }, excerpts: shown });
        const { unreviewed } = await askModel({ files: given, chunks, skips: [] }, review);
        assert.deepEqual(unreviewed, []);
        for (const { system, user, maxOutputTokens } of model.asked) {
          const tokens = estimateTokens(system) + estimateTokens(user);
          assert.ok(tokens + maxOutputTokens <= windowTokens, `${tokens} and ${answerTokens} for the answer`);
        }
        const first = model.asked.filter(({ user }) => user.endsWith('from first to last.'));
        const rows = first.flatMap(({ user }) => user.split('\n').filter((row) => /^ *\d+ \+/.test(row)));
        assert.equal(
          rows.length,
          chunks.reduce((sum, chunk) => sum + lineCount(chunk), 0),
        );
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});
