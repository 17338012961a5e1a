// The plan: every changed file ends somewhere, the riskiest first, every hunk in exactly one chunk that fits.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Hunk } from '../../ReviewTask/model/diff.ts';
import { isGap } from '../../ReviewTask/model/plan.ts';
import { estimateTokens } from '../../ReviewTask/model/tokens.ts';
import { chunkTokens, hunkTokens, makeChunks } from '../../ReviewTask/plan/chunks.ts';
import { ceilingWarnings } from '../../ReviewTask/plan/describe.ts';
import { makePlan } from '../../ReviewTask/plan/make.ts';
import { nothingToReview } from '../../ReviewTask/plan/nothing.ts';
import { aFileWithoutLines, aNewFile, anEntry } from '../fakes/changes.ts';

const config = {
  model: { provider: 'openai', name: 'm', baseUrl: undefined, apiKey: 'k', serviceConnection: '' },
  maxChangedLines: 20_000,
} as const;
const noModel = { ...config, model: { provider: 'none' } } as const;
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `const value${index} = compute(${index});`);

describe('makePlan', () => {
  it('puts what can hurt most first and prose last', () => {
    const plan = makePlan(
      ['docs/guide.md', 'tests/login.test.ts', 'src/login.ts', 'src/colors.ts', 'data.json'].map((path) =>
        aNewFile(path, lines(5)),
      ),
      [],
      config,
    );
    assert.deepEqual(
      plan.files.map((file) => file.path),
      ['src/login.ts', 'src/colors.ts', 'data.json', 'tests/login.test.ts', 'docs/guide.md'],
    );
  });

  it('names what is beyond the limit, and counts it as a gap', () => {
    const plan = makePlan([aNewFile('a.ts', lines(8)), aNewFile('b.ts', lines(8))], [], {
      ...config,
      maxChangedLines: 10,
    });
    assert.equal(plan.files.length, 1);
    assert.deepEqual(plan.skips, [
      { path: 'b.ts', changedLines: 8, reason: { kind: 'over-max-changed-lines', limit: 10 } },
    ]);
    assert.ok(plan.skips.every((skip) => isGap(skip.reason)));
  });

  it('keeps lines that nobody reads from the model, not from the built-in checks', () => {
    const long = aNewFile('bundle.ts', ['x'.repeat(5_000)]);
    assert.equal(makePlan([long], [], config).skips[0]?.reason.kind, 'long-lines');
    assert.deepEqual(makePlan([long], [], noModel).files, [long]);
  });

  it('plans a file with an overlong line, which is no more than a gap of one line', () => {
    const mixed = aNewFile('data.ts', [...lines(3), `const table = '${'x'.repeat(5_000)}';`]);
    const plan = makePlan([mixed], [], config);
    assert.deepEqual(plan.files, [mixed]);
    assert.deepEqual(plan.skips, [{ path: 'data.ts', changedLines: 1, reason: { kind: 'cut-lines', limit: 2_000 } }]);
    assert.ok((plan.chunks[0]?.estimatedTokens ?? 0) < 1_000, 'only what is shown costs tokens');
    assert.deepEqual(makePlan([mixed], [], noModel).skips, []);
  });

  it('asks nothing without a model, and has no limit then', () => {
    const plan = makePlan([aNewFile('a.ts', lines(8))], [], { ...noModel, maxChangedLines: 1 });
    assert.deepEqual(plan.chunks, []);
    assert.equal(plan.files.length, 1);
  });

  const nothing = [
    { name: 'no change at all', files: [], excluded: [], expect: 'no-reviewable-changes' },
    {
      name: 'a binary only',
      files: [aFileWithoutLines('a.bin', 'binary')],
      excluded: [],
      expect: 'no-reviewable-changes',
    },
    {
      name: 'only excluded files',
      files: [],
      excluded: [{ path: 'a', changedLines: 0, reason: { kind: 'excluded', pattern: 'a', from: 'input' } }],
      expect: 'all-files-excluded',
    },
    {
      name: 'a file that could not be read: a gap, not nothing',
      files: [aFileWithoutLines('a.ts', 'unreadable')],
      excluded: [],
      expect: undefined,
    },
    { name: 'one file to review', files: [aNewFile('a.ts', ['x'])], excluded: [], expect: undefined },
  ] as const;
  for (const { name, files, excluded, expect } of nothing) {
    it(`tells ${name}`, () => assert.equal(nothingToReview(makePlan(files, excluded, config))?.kind, expect));
  }
});

describe('makeChunks', () => {
  const hunk = fc
    .array(fc.string({ maxLength: 80 }), { minLength: 1, maxLength: 30 })
    .map((texts): Hunk => ({ lines: texts.map((text, index) => ({ kind: 'added', right: index + 1, text })) }));
  const files = fc.array(fc.array(hunk, { minLength: 1, maxLength: 6 }), { maxLength: 8 }).map((all) =>
    all.map((hunks, index) => ({
      ...anEntry({ path: `f${index}` }),
      content: { kind: 'text' as const, hunks, left: [], right: [] },
    })),
  );

  const linesOf = (path: string, hunks: readonly Hunk[]) =>
    hunks.flatMap(({ lines }) => lines.map((line) => ({ path, line })));

  it('puts every line into exactly one chunk with its number, those of a file in order', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 50, max: 2_000 }), (given, limit) => {
        const packed = makeChunks(given, limit).flatMap(({ parts }) =>
          parts.flatMap(({ path, hunks }) => linesOf(path, hunks)),
        );
        for (const { path, content } of given) {
          assert.deepEqual(
            packed.filter((one) => one.path === path),
            linesOf(path, content.hunks),
          );
        }
      }),
    );
  });

  it('keeps hunks whole that fit into a chunk', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 50, max: 2_000 }), (given, limit) => {
        const packed = new Set(makeChunks(given, limit).flatMap(({ parts }) => parts.flatMap(({ hunks }) => hunks)));
        for (const hunk of given.flatMap(({ content }) => content.hunks)) {
          assert.ok(packed.has(hunk) || hunkTokens(hunk) + 30 > limit);
        }
      }),
    );
  });

  it('keeps chunks within the limit but for a line that is larger by itself', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 50, max: 2_000 }), (given, limit) => {
        for (const chunk of makeChunks(given, limit)) {
          const lines = chunk.parts.flatMap(({ path, hunks }) => linesOf(path, hunks));
          assert.ok(chunk.estimatedTokens <= limit || lines.length === 1);
        }
      }),
    );
  });

  it('asks about a common pull request in one question', () => {
    const chunks = makeChunks([aNewFile('a.ts', lines(150)), aNewFile('b.ts', lines(150))]);
    assert.equal(chunks.length, 1);
    assert.ok((chunks[0]?.estimatedTokens ?? 0) < chunkTokens);
  });

  it('counts a hunk by its lines', () => {
    const [file] = [aNewFile('a.ts', ['ab', 'cd'])];
    const [only] = file?.content.hunks ?? [];
    assert.ok(only !== undefined && hunkTokens(only) >= 2 * estimateTokens('ab'));
  });
});

describe('estimateTokens', () => {
  const table: readonly { readonly name: string; readonly text: string; readonly tokens: number }[] = [
    // Counted once with o200k_base.
    {
      name: 'code',
      text: 'export async function readAll(ids: readonly string[]): Promise<Map<string, number>> {',
      tokens: 19,
    },
    {
      name: 'prose',
      text: 'The review reads what it needs over REST, and with a checkout it asks for less.',
      tokens: 18,
    },
    { name: 'a hash', text: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', tokens: 45 },
  ];
  for (const { name, text, tokens } of table) {
    it(`is near the truth for ${name}, and rather above than below`, () => {
      const estimate = estimateTokens(text);
      assert.ok(estimate >= tokens * 0.6 && estimate <= tokens * 2, `${estimate} for ${tokens}`);
    });
  }

  it('does not hang on a long run', () => assert.ok(estimateTokens('a'.repeat(1_000_000)) > 100_000));
});

describe('ceilingWarnings', () => {
  const plan = makePlan([aNewFile('a.ts', lines(200))], [], config);
  it('speaks before anything is spent, and only where the change does not fit', () => {
    assert.deepEqual(ceilingWarnings(plan, 0), []);
    assert.deepEqual(ceilingWarnings(plan, 100_000), []);
    assert.match(ceilingWarnings(plan, 4_000).join(), /takes about \d+ tokens, and maxTokens is 4000/);
  });
});
