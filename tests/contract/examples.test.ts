// Microsoft's examples as a measure of the checker: it must accept them, but for faults named one by one.
import assert from 'node:assert/strict';
import { absenceNote, type Checker, createChecker, openApiFolder, type Problem } from './check-exchange.ts';
import { exampleFaults, servedFolders } from './example-faults.ts';
import { type Example, readExamples } from './examples.ts';

const areas = ['git', 'policy', 'core', 'security'];
const examples = openApiFolder === undefined ? [] : areas.flatMap((area) => readExamples(String(openApiFolder), area));
const served = examples.filter(({ name }) => servedFolders.test(name));

describe(`contract: Microsoft's examples against the specification${absenceNote}`, () => {
  const usedFaults = new Set<string>();
  let checker: Checker;

  function unexplained(example: Example, problems: readonly Problem[]): string[] {
    return problems.flatMap(({ where, problem }) => {
      const text = `${where}: ${problem}`;
      const fault = exampleFaults.find((known) => known.example.test(example.name) && known.problem.test(text));
      if (fault !== undefined) usedFaults.add(fault.name);
      return fault === undefined ? [text] : [];
    });
  }

  before(function () {
    if (openApiFolder === undefined) this.skip();
    checker = createChecker(openApiFolder, false);
  });

  for (const example of served) {
    it(`accepts ${example.name}`, () => {
      assert.ok(example.answers.length > 0);
      for (const { status, body } of example.answers) {
        const { method, url, requestBody } = example;
        const problems = checker.check({ method, url, requestBody, status, responseBody: body });
        assert.deepEqual(unexplained(example, problems), []);
      }
    });
  }

  it('has found the examples, and every named fault in them', () => {
    assert.ok(served.length > 90, `${served.length} examples were found`);
    for (const example of served) {
      for (const { status, body } of example.answers) {
        unexplained(example, checker.check({ ...example, status, responseBody: body }));
      }
    }
    assert.deepEqual(
      exampleFaults.map(({ name }) => name).filter((name) => !usedFaults.has(name)),
      [],
    );
  });
});
