// Writes whose fate is open within a run that lives on: the answer was lost, or the service turned them away for a while.
import assert from 'node:assert/strict';
import type { LoggedRequest } from '../emulator/azure-devops.ts';
import { finalState } from './final-state.ts';
import { isWrite, scenesIn, undisturbed } from './lives.ts';
import { ended, openRoom, type Room } from './room.ts';

const others = ['lost request', 503, 429] as const;
type Trouble = 'lost answer' | (typeof others)[number];

describe('a write in doubt', function () {
  this.timeout(300_000);
  let room: Room;

  before(async () => {
    room = await openRoom();
  });
  after(() => room.close());

  /** The service answers the nth write with a status that asks to come again. */
  function turnAway(writes: readonly LoggedRequest[], nth: number, status: number): void {
    const method = writes[nth - 1]?.method ?? '';
    const sameMethod = writes.slice(0, nth).filter((one) => one.method === method).length;
    const headers: Readonly<Record<string, string>> = status === 429 ? { 'Retry-After': '2' } : {};
    const action = { kind: 'answer', status, body: { message: 'Busy.' }, headers } as const;
    const path = /\/(?:threads|comments|statuses|\d+)(?:\?|$)/;
    room.azureDevOps.faults.add({ method, path, nth: sameMethod, action });
  }

  /** Something goes wrong with the nth write of a run. */
  async function troubled<Result>(
    writes: readonly LoggedRequest[],
    nth: number,
    trouble: Trouble,
    run: () => Promise<Result>,
  ): Promise<Result> {
    let seen = 0;
    let hit: number | undefined;
    room.azureDevOps.clearRequests();
    if (typeof trouble === 'number') turnAway(writes, nth, trouble);
    const remove = room.azureDevOps.onRequest({
      before(request) {
        if (isWrite(request)) seen += 1;
        if (seen < nth || hit !== undefined) return undefined;
        hit = request.number;
        return trouble === 'lost request' ? 'drop' : undefined;
      },
      after: ({ number }) => (trouble === 'lost answer' && number === hit ? 'drop' : undefined),
    });
    const result = await run();
    remove();
    room.azureDevOps.faults.clear();
    return result;
  }

  for (const name of ['a first run', 'a run after a push'] as const) {
    it(`is made once by the same run: ${name}`, async () => {
      const open = scenesIn(room)[name];
      const { final, requests } = await undisturbed(room, open);
      const writes = requests.filter(isWrite);
      // Every answer is lost once; of the other troubles each write has one.
      const plan = writes
        .map((_, index) => index + 1)
        .flatMap((write) =>
          (['lost answer', others[write % others.length] ?? 503] as const).map((trouble) => ({ write, trouble })),
        );
      const cases = await open(plan.length);
      for (const [index, { trouble, write }] of plan.entries()) {
        const one = cases[index];
        assert(one);
        const what = `write ${write} with ${trouble}`;
        const { outcome } = await troubled(writes, write, trouble, () => one.run());
        assert.equal(outcome.kind, 'reviewed', what);
        assert.deepEqual(finalState(one.pullRequest), final, what);
        assert.deepEqual(outcome.kind === 'reviewed' ? outcome.unposted : [], [], what);
        const expected = typeof trouble === 'number' ? trouble : 0;
        assert(
          room.azureDevOps.requests.some(({ status }) => status === expected),
          what,
        );
        await one.pullRequest.abandon();
      }
    });
  }
});

describe('a run that is cancelled', () => {
  for (const moment of ['while the model thinks', 'while it posts'] as const) {
    it(`${moment} says so in a status`, async () => {
      const room = await openRoom();
      try {
        const [one] = await room.openCases(1);
        assert(one);
        const cancel = new AbortController();
        room.azureDevOps.onRequest({
          before({ method, path }) {
            if (moment === 'while it posts' && method === 'POST' && path.endsWith('/threads')) cancel.abort(ended());
          },
        });
        const { outcome } = await one.run({
          cancel: cancel.signal,
          onQuestion: () => (moment === 'while the model thinks' ? cancel.abort(ended()) : undefined),
        });
        assert.equal(outcome.kind, 'stopped');
        assert.match(
          finalState(one.pullRequest).status,
          /^error: AI review encountered an error — The run was cancelled/,
        );
      } finally {
        await room.close();
      }
    });
  }
});
