// The whole task on five cases, held against the targets of the pipeline: what the bench prints, as a test.
import assert from 'node:assert/strict';
import { benchModel } from '../../scripts/bench-review/bench.ts';
import type { BenchCase } from '../../scripts/bench-review/bench-case.ts';
import { loadCases } from '../../scripts/bench-review/load-cases.ts';
import { targetsFor } from '../../scripts/bench-review/targets.ts';

const names = ['csharp-orders', 'go-handler', 'sql-procedure', 'typescript-cart', 'clean-python'];
// What a review costs is measured by the bench on all cases: five small changes are mostly fixed text that is sent once.

/** Kinds that need no waiting between attempts. */
const kinds = ['prose', 'empty', 'items-without-fields', 'byte-order-mark', 'refusal', 'cut-off', 'verifier-prose'];

describe('a review by scripted models', function () {
  this.timeout(120_000);
  let cases: readonly BenchCase[];
  before(async () => {
    cases = (await loadCases(names)).cases;
    assert.equal(cases.length, names.length);
  });

  for (const model of ['oracle', 'oracle-noisy', 'broken']) {
    it(`meets the targets with ${model}`, async () => {
      const measured = await benchModel(model, cases, { effort: undefined, brokenKinds: kinds });
      const targets = targetsFor(measured, 'standard').filter(({ about }) => about === 'outcome');
      assert.ok(targets.length >= 3);
      assert.deepEqual(
        targets.filter(({ isMet }) => !isMet).map(({ model: of, asks, measured: was }) => `${of}: ${asks}: ${was}`),
        [],
      );
    });
  }
});
