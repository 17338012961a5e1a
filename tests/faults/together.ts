// Two runs at once on one pull request, in many orders: the test that both the short and the long round make.
import assert from 'node:assert/strict';
import { randomFrom } from '../../scripts/bench-review/random.ts';
import type { EmulatedToken, Toggles } from '../emulator/azure-devops.ts';
import { finalState } from './final-state.ts';
import { type OpenCases, scenesIn, undisturbed } from './lives.ts';
import { type Case, type CaseRun, openRoom, type Room } from './room.ts';

/** Milliseconds of the tests' own time. */
interface Delays {
  /** Until the second run starts. */
  readonly start: number;
  /** Before a request takes effect, and before its answer arrives. */
  readonly request: () => number;
  /** What a model takes for an answer. */
  readonly thought: () => number;
}

/** Runs both and gives their outcomes. */
async function bothRuns(room: Room, one: Case, tokens: readonly EmulatedToken[], delays: Delays) {
  const { clock } = one;
  const served = new Map<number, () => void>();
  room.azureDevOps.clearRequests();
  const remove = room.azureDevOps.onRequest({
    async before({ number }) {
      await clock.sleep(delays.request());
      served.set(number, clock.hold());
    },
    async after({ number }) {
      served.get(number)?.();
      await clock.sleep(delays.request());
    },
  });
  const run = async (token: EmulatedToken | undefined, start: number): Promise<CaseRun> => {
    await clock.sleep(start);
    return one.run({ ...(token === undefined ? {} : { token }), onQuestion: () => clock.sleep(delays.thought()) });
  };
  const runs = await Promise.all([run(tokens[0], 0), run(tokens[1], delays.start)]);
  remove();
  return runs;
}

/** Fast requests and slow ones, quick models and slow ones, runs that start together and runs that hardly meet. */
function delaysOf(seed: number): Delays {
  const random = randomFrom(`two runs ${seed}`);
  const [request, thought] = [random.pick([20, 120, 900]) ?? 20, random.pick([0, 500, 6_000]) ?? 0];
  return {
    start: random.next() * (random.pick([0, 300, 4_000, 12_000]) ?? 0),
    request: () => random.next() * request,
    thought: () => random.next() * thought,
  };
}

function numbersFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

/** `count` draws for each kind of list of statuses, others for each. */
export function describeRunsTogether(count: number): void {
  const seeds = { all: numbersFrom(1, count), latest: numbersFrom(101, count) };
  for (const statusLists of ['all', 'latest'] as const satisfies readonly Toggles['statusLists'][]) {
    describe(`two runs at once, where lists of statuses have ${statusLists} of a name`, function () {
      this.timeout(300_000);
      let room: Room;

      before(async () => {
        room = await openRoom({ statusLists });
      });
      after(() => room.close());

      async function check(open: OpenCases, numbers: readonly number[]): Promise<void> {
        const expected = await undisturbed(room, open);
        const cases = await open(numbers.length);
        const second = room.azureDevOps.addToken({ identity: room.service, name: 'second', scheme: 'bearer' });
        for (const [index, seed] of numbers.entries()) {
          const one = cases[index];
          assert(one);
          const runs = await bothRuns(room, one, [room.jobToken, second], delaysOf(seed));
          const kinds = runs.map(({ outcome }) => outcome.kind);
          assert.deepEqual(finalState(one.pullRequest), expected.final, `seed ${seed}: ${kinds}`);
          assert(kinds.includes('reviewed'), `seed ${seed}: ${kinds}`);
          await one.pullRequest.abandon();
        }
      }

      it('never say a thing twice in a first run', () =>
        check(scenesIn(room)['a first run'], seeds[statusLists].slice(0, 9)));
      it('never say a thing twice with two identities', async () => {
        const [one] = await room.openCases(1);
        assert(one);
        const person = room.azureDevOps.addToken({ identity: room.reviewer, name: 'personal', scheme: 'pat' });
        const runs = await bothRuns(room, one, [room.jobToken, person], delaysOf(7));
        const { status, threads, tracking } = finalState(one.pullRequest);
        assert.deepEqual(
          threads.map(({ place }) => place.split(' ')[0]),
          ['/src/find.ts', '/src/mean.ts'],
        );
        assert.match(status, /^failed: .* 1 blocker, 1 warning/);
        // Only its author can change a comment: where both came to say something, each has one of its own.
        const reviewed = runs.filter(({ outcome }) => outcome.kind === 'reviewed').length;
        assert(reviewed >= 1 && tracking.length <= 2);
      });
      it('never say a thing twice after a push, with a question waiting', () =>
        check(scenesIn(room)['a run after a push'], seeds[statusLists].slice(9)));
    });
  }
}
