// The counts of `npm run bench:pushes` that the product promises: a push costs what is new, and no push costs next to nothing.
import assert from 'node:assert/strict';
import { costOf, runScenario, scenarios } from '../../scripts/bench-pushes/scenarios.ts';

const expected: readonly { name: string; expect: Omit<ReturnType<typeof costOf>, 'promptTokens'> }[] = [
  { name: 'first review of 2 files with 2 defects', expect: { requests: 19, writes: 5, modelCalls: 4 } },
  { name: 'a push of 2 more files with 2 defects', expect: { requests: 22, writes: 6, modelCalls: 4 } },
  { name: 'the target merged into the source', expect: { requests: 17, writes: 4, modelCalls: 0 } },
  { name: 'the same iteration again', expect: { requests: 3, writes: 0, modelCalls: 0 } },
  { name: 'a draft', expect: { requests: 8, writes: 1, modelCalls: 0 } },
  { name: '120 files, the same iteration again', expect: { requests: 3, writes: 0, modelCalls: 0 } },
];

describe('what a push costs', () => {
  for (const { name, expect } of expected) {
    it(name, async () => {
      const scenario = scenarios.find((one) => one.name === name);
      assert.ok(scenario !== undefined);
      const { promptTokens, ...counts } = costOf(await runScenario(scenario));
      assert.deepEqual(counts, expect);
      assert.equal(promptTokens > 0, expect.modelCalls > 0);
    });
  }
});
