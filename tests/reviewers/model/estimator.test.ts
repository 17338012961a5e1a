// The estimate of tokens gets better with every call that a server counts, and is not led astray by one.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { longestGuideline, longestTogether } from '../../../ReviewTask/guidance/limits.ts';
import { estimateTokens } from '../../../ReviewTask/model/tokens.ts';
import { chunkTokens } from '../../../ReviewTask/plan/chunks.ts';
import { startBudget } from '../../../ReviewTask/reviewers/model/budget.ts';
import { answerTokens } from '../../../ReviewTask/reviewers/model/chunk-question.ts';
import { startEstimator } from '../../../ReviewTask/reviewers/model/estimator.ts';
import { systemPrompt } from '../../../ReviewTask/reviewers/model/prompt.ts';
import { mostRuleText } from '../../../ReviewTask/reviewers/model/rules/checklist.ts';

const text = 'const total = items.reduce((sum, item) => sum + item.price, 0);\n'.repeat(400);
const truth = (factor: number) => Math.round(estimateTokens(text) * factor);

describe('startEstimator', () => {
  const table: readonly { name: string; counts: readonly number[]; low: number; high: number }[] = [
    { name: 'begins with our own estimate', counts: [], low: 1, high: 1 },
    { name: 'comes near the truth after one call', counts: [1.5], low: 1.3, high: 1.5 },
    { name: 'is nearer after five', counts: [1.5, 1.5, 1.5, 1.5, 1.5], low: 1.44, high: 1.5 },
    { name: 'learns that a server counts less', counts: [0.7, 0.7, 0.7], low: 0.7, high: 0.8 },
    { name: 'does not believe in a tenth: the prompt was cut', counts: [0.1, 0.1], low: 1, high: 1 },
    { name: 'does not believe in ten times', counts: [10], low: 1, high: 1 },
  ];
  for (const { name, counts, low, high } of table) {
    it(name, () => {
      const estimator = startEstimator();
      for (const factor of counts) estimator.learn([text], truth(factor));
      assert.ok(estimator.factor() >= low && estimator.factor() <= high, String(estimator.factor()));
    });
  }

  it('stays within what it has seen, whatever the order', () => {
    const ratios = fc.array(fc.double({ min: 0.41, max: 3.9, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(ratios, (all) => {
        const estimator = startEstimator();
        for (const ratio of all) estimator.learn([text], truth(ratio));
        assert.ok(estimator.factor() >= Math.min(1, ...all) - 0.01 && estimator.factor() <= Math.max(1, ...all) + 0.01);
      }),
    );
  });
});

describe('startBudget with experience', () => {
  it('stops earlier where the server turns out to count more', () => {
    const asked = (factor: number) => {
      const budget = startBudget(60_000);
      for (let count = 0; ; count++) {
        const reserved = budget.reserve('', text, 400);
        if (reserved === undefined) return count;
        const usage = { prompt: truth(factor), cached: 0, completion: 50, reasoning: 0 };
        reserved.settle({ text: '', ending: 'complete', usage });
      }
    };
    assert.ok(asked(2) * 2 <= asked(1) + 1, `${asked(2)} against ${asked(1)}`);
    assert.ok(asked(2) * truth(2) <= 60_000, 'never beyond the ceiling');
  });
});

describe('the largest question', () => {
  it('fits a window of 32,768 tokens with the room for its answer and some for context', () => {
    const fixed = estimateTokens(systemPrompt({ instructions: '', language: 'German' }));
    const guidelines = estimateTokens(
      'Mind the locks, and say why you take them. '.repeat(700).slice(0, longestTogether),
    );
    assert.ok(longestGuideline <= longestTogether);
    const rules = estimateTokens('Mind the locks, and say why you take them. '.repeat(700).slice(0, mostRuleText));
    const most = fixed + guidelines + rules + chunkTokens + answerTokens;
    assert.ok(most <= 30_000, `${most}: what is left is for the context of the hunks`);
  });
});
