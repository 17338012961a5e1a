// The prompt, word for word: what a model is told and how it sees a change.
import assert from 'node:assert/strict';
import type { Hunk } from '../../../ReviewTask/model/diff.ts';
import type { Excerpt } from '../../../ReviewTask/model/excerpt.ts';
import { chunkTexts, partText } from '../../../ReviewTask/reviewers/model/hunks-text.ts';
import { systemPrompt, userPrompt } from '../../../ReviewTask/reviewers/model/prompt.ts';
import { assertGolden } from '../../golden.ts';

const hunks: readonly Hunk[] = [
  {
    lines: [
      { kind: 'context', left: 8, right: 8, text: 'export function total(items: Item[]) {' },
      { kind: 'removed', left: 9, text: '  let sum = 0;' },
      { kind: 'added', right: 9, text: '  let sum;' },
      { kind: 'context', left: 10, right: 10, text: '' },
      { kind: 'context', left: 11, right: 11, text: '  for (const item of items) sum += item.price;' },
    ],
  },
  { lines: [{ kind: 'added', right: 120, text: "const key = '<redacted:azure-storage-key:1>';" }] },
];

const excerpts: readonly Excerpt[] = [
  {
    kind: 'enclosing',
    path: 'src/total.ts',
    startLine: 12,
    lines: ['  return sum;', '}'],
    isCut: false,
    symbol: 'total',
  },
  {
    kind: 'enclosing',
    path: 'src/total.ts',
    startLine: 98,
    lines: ['export function connect() {'],
    isCut: true,
    symbol: 'connect',
  },
  { kind: 'enclosing', path: 'src/total.ts', startLine: 119, lines: ['  open();'], isCut: true, symbol: 'connect' },
  {
    kind: 'definition',
    path: 'src/item.ts',
    startLine: 3,
    lines: ['export function priceOf(item: Item): number {', '  return item.price;', '}'],
    isCut: false,
    symbol: 'priceOf',
  },
];

const shown = hunks.flatMap((hunk) => hunk.lines.map((line) => line.text));

describe('the prompt', () => {
  it('is the agreed text', () => {
    const system = systemPrompt({ instructions: 'Money is in cents.', language: 'German' });
    const part = { path: 'src/total.ts', originalPath: 'src/sum.ts', hunks };
    const files = chunkTexts([part], () => shown, excerpts);
    assertGolden('reviewers/model/golden/prompt.txt', `${system}\n\n${'-'.repeat(80)}\n\n${userPrompt(files, 1)}\n`);
  });

  it('has the same beginning for every chunk, so that servers can cache it', () => {
    const guidance = { instructions: '', language: '' };
    assert.equal(systemPrompt(guidance), systemPrompt(guidance));
    assert.ok(!/\d{4}-\d{2}-\d{2}/.test(systemPrompt(guidance)), 'no dates in the fixed part');
  });

  it('numbers every line on its own side', () => {
    const rows = partText({ path: 'a', originalPath: 'a', hunks }, shown).split('\n');
    assert.deepEqual(rows.slice(1, 4), [
      ' 8   export function total(items: Item[]) {',
      ' 9 -   let sum = 0;',
      ' 9 +   let sum;',
    ]);
    assert.equal(rows[6], '...');
    assert.equal(rows[7], "120 + const key = '<redacted:azure-storage-key:1>';");
  });
});
