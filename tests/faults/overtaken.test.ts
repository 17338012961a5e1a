// A newer push, or the end of the pull request, while a run is under way: it stops, and the next one does everything.
import assert from 'node:assert/strict';
import { stepResult } from '../../ReviewTask/model/step-result.ts';
import type { LoggedRequest } from '../emulator/azure-devops.ts';
import { finalState } from './final-state.ts';
import { isWrite } from './lives.ts';
import { type Case, type CaseRun, openRoom, type Room } from './room.ts';

describe('a run that is overtaken', function () {
  this.timeout(60_000);
  let room: Room;

  // A completion changes the target for whoever comes after it.
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  /** What comes in between, and what a look at the pull request shows from then on. */
  const events = {
    'a newer push': { happen: () => room.push(), reason: /newer push/ },
    'the completion of the pull request': { happen: (one: Case) => one.pullRequest.complete(), reason: /completed/ },
    'the abandonment of the pull request': { happen: (one: Case) => one.pullRequest.abandon(), reason: /abandoned/ },
  };

  /** Runs with an event while the model thinks, or after the first thread was posted and some seconds. */
  async function runWith(one: Case, moment: 'thinking' | 'posting', happen: () => Promise<unknown>): Promise<CaseRun> {
    let isPast = false;
    const event = async () => {
      if (isPast) return;
      isPast = true;
      await happen();
      // A look counts for some seconds.
      await one.clock.sleep(4_000);
    };
    room.azureDevOps.clearRequests();
    if (moment === 'thinking') return one.run({ onQuestion: event });
    // The answer to the first thread is held back until the run's look is too old.
    const remove = room.azureDevOps.onRequest({
      after: ({ method, path }) => (method === 'POST' && path.endsWith('/threads') ? event() : undefined),
    });
    const run = await one.run();
    remove();
    return run;
  }

  /** Writes that came after a look whose answer told of the event. */
  function writesAfterTheLook(isTold: (answer: unknown) => boolean): readonly LoggedRequest[] {
    const { requests } = room.azureDevOps;
    const looks = requests.map(
      ({ answer, method, path }) => method === 'GET' && /pullRequests\/\d+$/.test(path) && isTold(answer),
    );
    const seen = looks.indexOf(true);
    assert(seen >= 0, 'The run never looked.');
    return requests.slice(seen).filter(isWrite);
  }

  for (const [name, { happen, reason }] of Object.entries(events)) {
    for (const moment of ['thinking', 'posting'] as const) {
      it(`by ${name} while it is ${moment} stops before the next write`, async () => {
        const [one] = await room.openCases(1);
        assert(one);
        const before = one.pullRequest.state();
        const source = before.iterations.at(-1)?.source;
        const run = await runWith(one, moment, () => happen(one));
        assert.equal(run.outcome.kind, 'superseded');
        assert.match(run.outcome.kind === 'superseded' ? run.outcome.reason : '', reason);
        const { result, message } = stepResult(run.outcome, true);
        assert.equal(result, 'succeeded');
        assert.match(message, /superseded/);
        const isTold = (answer: unknown) => {
          const text = JSON.stringify(answer);
          return !text.includes('"status":"active"') && !text.includes('"status":1')
            ? true
            : !text.includes(`${source}`);
        };
        assert.deepEqual(
          writesAfterTheLook(isTold).map(({ method, path }) => `${method} ${path}`),
          [],
        );
        const { statuses } = one.pullRequest.state();
        assert.deepEqual(
          statuses.map(({ state }) => state),
          ['pending'],
        );
      });
    }
  }

  it('leaves everything to the next one', async () => {
    const [undisturbed, one] = await room.openCases(2);
    assert(undisturbed && one);
    const overtaken = await runWith(one, 'posting', () => room.push());
    assert.equal(overtaken.outcome.kind, 'superseded');
    await undisturbed.run();
    const next = await one.run();
    assert.equal(next.outcome.kind, 'reviewed');
    const { status, threads, tracking } = finalState(one.pullRequest);
    const expected = finalState(undisturbed.pullRequest);
    assert.deepEqual({ status, tracking }, { status: expected.status, tracking: expected.tracking });
    const paths = threads.map(({ place }) => place.split(' ')[0]);
    assert.deepEqual(paths, [...new Set(paths)]);
    for (const path of ['/src/find.ts', '/src/save.ts']) assert(paths.includes(path), path);
  });
});
