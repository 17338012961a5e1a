// Drives every route of the emulator by raw HTTP and holds each answer against the specification.
import assert from 'node:assert/strict';
import { allRoutes } from '../emulator/azure-devops/routes/all.ts';
import {
  absenceNote,
  type Checker,
  createChecker,
  describeProblems,
  type Exchange,
  openApiFolder,
} from './check-exchange.ts';
import { checkRequests } from './logged-exchange.ts';
import { runStep } from './run-step.ts';
import { openScene, type Scene } from './scene.ts';
import type { Step } from './step.ts';
import { aroundSteps } from './steps-around.ts';
import { contentSteps } from './steps-content.ts';
import { pullRequestSteps } from './steps-pull-request.ts';
import { refusedSteps } from './steps-refused.ts';

const steps = [...aroundSteps, ...pullRequestSteps, ...contentSteps, ...refusedSteps];

/** The project segment may be left out, so both forms are one route. */
function routeName(method: string, template: string | undefined): string {
  return `${method} ${(template ?? '').replace(/^\{project\}\//, '')}`;
}

async function outcome(scene: Scene, step: Step): Promise<Exchange | Error> {
  try {
    return await runStep(scene, step);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

describe(`contract: the emulator against the specification${absenceNote}`, () => {
  const outcomes = new Map<string, Exchange | Error>();
  let scene: Scene;
  let variant: Scene;
  let checker: Checker;

  // All steps run here, in order, so that the tests below can be picked one by one.
  before(async function () {
    this.timeout(60_000);
    if (openApiFolder === undefined) this.skip();
    checker = createChecker(openApiFolder);
    scene = await openScene();
    variant = await openScene({ toggles: { itemPathOnDelete: false, nextSkip: 'absent', missingScopeBody: 'html' } });
    for (const step of steps) outcomes.set(step.name, await outcome(step.variant === true ? variant : scene, step));
  });

  after(async () => {
    await scene?.emulator.close();
    await variant?.emulator.close();
  });

  for (const step of steps) {
    it(`${step.name}: ${step.method} ${step.path.replace(/\?.*$/, '')}`, () => {
      const exchange = outcomes.get(step.name);
      assert.ok(exchange !== undefined);
      if (exchange instanceof Error) throw exchange;
      assert.equal(exchange.status, step.status, `answered ${JSON.stringify(exchange.responseBody)}`);
      assert.equal(describeProblems(checker.check(exchange)), '');
    });
  }

  it('has a step of its own name each, and one for every route of the emulator', () => {
    assert.equal(outcomes.size, steps.length);
    const asked = new Set(scene.emulator.requests.map(({ method, route }) => routeName(method, route)));
    const missed = allRoutes
      .map(({ method, template }) => routeName(method, template))
      .filter((name) => !asked.has(name));
    assert.deepEqual(missed, []);
  });

  it('finds the same in the log of the emulator, by the plug for other tests', () => {
    assert.equal(describeProblems(checkRequests(scene.emulator.requests)), '');
    const spoiled = scene.emulator.requests
      .filter(({ route }) => route?.endsWith('/threads'))
      .map((logged) => ({
        ...logged,
        answer: { unknown: true },
      }));
    assert.ok(checkRequests(spoiled).length > 0);
    const invented = spoiled.map((logged) => ({ ...logged, fault: 'answer' }));
    assert.deepEqual(checkRequests(invented), []);
  });

  it('needs every waiver, failure answer and unspecified route that is listed', () => {
    for (const exchange of outcomes.values()) {
      if (!(exchange instanceof Error)) checker.check(exchange);
    }
    assert.deepEqual(checker.unused(), []);
  });
});
