// Sends Microsoft's examples to the emulator and compares the shape of its answers with the recorded ones.
import assert from 'node:assert/strict';
import {
  absenceNote,
  type Checker,
  createChecker,
  describeProblems,
  type Exchange,
  openApiFolder,
} from './check-exchange.ts';
import { exampleDifferences } from './example-differences.ts';
import { type Example, readExamples } from './examples.ts';
import { openReplayScene, type ReplayScene } from './replay-scene.ts';
import { generalReplacements, notReplayed, type Replay, replays } from './replays.ts';
import { runStep } from './run-step.ts';
import { shapeDifferences } from './shape.ts';
import type { Step } from './step.ts';

const areas = ['git', 'policy', 'core', 'security', 'build', 'wit'];
const examples = openApiFolder === undefined ? [] : areas.flatMap((area) => readExamples(String(openApiFolder), area));

function exampleOf(replay: Replay): Example {
  const found = examples.find(({ name }) => name.slice(name.indexOf('/') + 1) === replay.example);
  if (found === undefined) throw new Error(`There is no example ${replay.example}.`);
  return found;
}

function replaced(text: string, replay: Replay): string {
  return [...(replay.replace ?? []), ...generalReplacements].reduce(
    (current, [from, to]) => (typeof from === 'string' ? current.replaceAll(from, to) : current.replace(from, to)),
    text,
  );
}

function isPatch(body: unknown): boolean {
  return (
    Array.isArray(body) && body.some((element) => typeof element === 'object' && element !== null && 'op' in element)
  );
}

function stepOf(replay: Replay): Step {
  const { method, url, requestBody } = exampleOf(replay);
  const body: unknown =
    requestBody === undefined ? undefined : JSON.parse(replaced(JSON.stringify(requestBody), replay));
  const type = isPatch(body) ? { 'Content-Type': 'application/json-patch+json' } : {};
  return {
    name: replay.example,
    method,
    path: replaced(url, replay),
    headers: { Accept: 'application/json', ...type },
    ...(body === undefined ? {} : { body }),
    status: 200,
  };
}

describe(`contract: Microsoft's examples against the emulator${absenceNote}`, () => {
  const outcomes = new Map<string, Exchange | Error>();
  const usedDifferences = new Set<string>();
  let scene: ReplayScene;
  let checker: Checker;

  function unexplained(example: Example, differences: readonly string[]): readonly string[] {
    return differences.filter((difference) => {
      const known = exampleDifferences.filter(
        (candidate) => candidate.example.test(example.name) && candidate.difference.test(difference),
      );
      for (const { name } of known) usedDifferences.add(name);
      return known.length === 0;
    });
  }

  function differencesOf(replay: Replay): readonly string[] {
    const exchange = outcomes.get(replay.example);
    if (exchange === undefined || exchange instanceof Error) throw exchange ?? new Error('The example was not sent.');
    const example = exampleOf(replay);
    const answer = example.answers.find(({ status }) => status === exchange.status);
    assert.ok(answer, `answered ${exchange.status}: ${JSON.stringify(exchange.responseBody)}`);
    return unexplained(example, shapeDifferences(answer.body, exchange.responseBody));
  }

  before(async function () {
    this.timeout(60_000);
    if (openApiFolder === undefined) this.skip();
    checker = createChecker(openApiFolder);
    scene = await openReplayScene();
    for (const replay of replays) {
      const outcome = await runStep(scene, stepOf(replay)).catch((error: unknown) =>
        error instanceof Error ? error : new Error(String(error)),
      );
      outcomes.set(replay.example, outcome);
    }
  });

  after(async () => {
    await scene?.emulator.close();
  });

  for (const replay of replays) {
    it(`answers like ${replay.example}`, () => {
      assert.deepEqual(differencesOf(replay), []);
    });
  }

  it('answers them within the specification', () => {
    const answers = [...outcomes.values()].flatMap((exchange) => (exchange instanceof Error ? [] : [exchange]));
    const problems = answers
      .flatMap((exchange) => checker.check(exchange))
      .filter(({ where }) => where.startsWith('response'));
    assert.equal(describeProblems(problems), '');
  });

  it(`replays ${replays.length} of ${examples.length} examples, and has a reason for every other`, () => {
    const sent = new Set(replays.map((replay) => exampleOf(replay).name));
    const others = examples.filter(({ name }) => !sent.has(name)).map(({ name }) => name);
    const reasonless = others.filter((name) => !notReplayed.some(({ pattern }) => pattern.test(name)));
    assert.deepEqual(reasonless, []);
    const idle = notReplayed.filter(({ pattern }) => !others.some((name) => pattern.test(name)));
    assert.deepEqual(idle, [], 'reasons without an example');
  });

  it('needs every named difference', () => {
    for (const replay of replays) {
      try {
        differencesOf(replay);
      } catch {
        // Its own test says so.
      }
    }
    assert.deepEqual(
      exampleDifferences.map(({ name }) => name).filter((name) => !usedDifferences.has(name)),
      [],
    );
  });
});
