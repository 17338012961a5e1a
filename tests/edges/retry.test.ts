// The retry: how often, how long between, and what ends it.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type RetryDecision,
  type RetryNotice,
  retryAfterMilliseconds,
  withRetry,
} from '../../ReviewTask/edges/retry.ts';
import { createFakeClock, type FakeClock, type FakeClockOptions } from '../fakes/clock.ts';

const limits = { attempts: 4, firstDelay: 1000, longestDelay: 3000, longestServerDelay: 60_000 };
const again: RetryDecision = { retry: true };

/** Fails with each of the errors in turn, then succeeds with the number of the try. */
function failing(errors: readonly Error[]): (attempt: number) => Promise<number> {
  return (attempt) => {
    const error = errors[attempt - 1];
    return error === undefined ? Promise.resolve(attempt) : Promise.reject(error);
  };
}

function failures(count: number): Error[] {
  return Array.from({ length: count }, (_, index) => new Error(`failure ${index + 1}`));
}

async function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  return await work.catch((error: unknown) => (error instanceof Error ? error.message : error));
}

interface Case {
  readonly name: string;
  readonly failures: number;
  readonly clock?: FakeClockOptions;
  readonly decide?: (error: unknown) => RetryDecision;
  readonly expect: { readonly outcome: unknown; readonly sleeps: readonly number[] };
}

const cases: readonly Case[] = [
  { name: 'succeeds at once', failures: 0, expect: { outcome: 1, sleeps: [] } },
  {
    name: 'doubles the ceiling up to the longest delay and takes the drawn part of it',
    failures: 3,
    clock: { random: [0.5] },
    expect: { outcome: 4, sleeps: [500, 1000, 1500] },
  },
  {
    name: 'draws a new part for each wait',
    failures: 3,
    clock: { random: [0, 0.25, 0.99] },
    expect: { outcome: 4, sleeps: [0, 500, 2970] },
  },
  {
    name: 'throws the last error after all tries',
    failures: 9,
    expect: { outcome: 'failure 4', sleeps: [500, 1000, 1500] },
  },
  {
    name: 'does not try again when told not to',
    failures: 9,
    decide: () => ({ retry: false }),
    expect: { outcome: 'failure 1', sleeps: [] },
  },
  {
    name: 'stops at the first error that is final',
    failures: 9,
    decide: (error) => (error instanceof Error && error.message === 'failure 2' ? { retry: false } : again),
    expect: { outcome: 'failure 2', sleeps: [500] },
  },
  {
    name: 'waits as long as the server asks',
    failures: 1,
    decide: () => ({ retry: true, afterMilliseconds: 7000 }),
    expect: { outcome: 2, sleeps: [7000] },
  },
  {
    name: 'caps what the server asks for',
    failures: 1,
    decide: () => ({ retry: true, afterMilliseconds: 86_400_000 }),
    expect: { outcome: 2, sleeps: [60_000] },
  },
  {
    name: 'keeps its own delay where the server asks for less',
    failures: 1,
    decide: () => ({ retry: true, afterMilliseconds: 0 }),
    expect: { outcome: 2, sleeps: [500] },
  },
];

describe('withRetry', () => {
  for (const { name, failures: count, clock: clockOptions, decide, expect } of cases) {
    it(name, async () => {
      const clock = createFakeClock({ automatic: true, ...clockOptions });
      const signal = new AbortController().signal;
      const work = withRetry(failing(failures(count)), { ...limits, clock, signal, decide: decide ?? (() => again) });
      assert.deepEqual({ outcome: await outcomeOf(work), sleeps: clock.sleeps }, expect);
    });
  }

  it('tells of each wait before it begins', async () => {
    const notices: RetryNotice[] = [];
    const errors = failures(2);
    await withRetry(failing(errors), {
      ...limits,
      clock: createFakeClock({ automatic: true }),
      signal: new AbortController().signal,
      decide: () => again,
      onRetry: (notice) => notices.push(notice),
    });
    assert.deepEqual(notices, [
      { attempt: 1, delay: 500, error: errors[0] },
      { attempt: 2, delay: 1000, error: errors[1] },
    ]);
  });

  describe('when the signal is aborted', () => {
    const reason = new Error('deadline');

    async function start(clock: FakeClock, controller: AbortController, action: (attempt: number) => Promise<number>) {
      const work = withRetry(action, { ...limits, clock, signal: controller.signal, decide: () => again });
      const outcome = outcomeOf(work);
      await clock.advance(0);
      return outcome;
    }

    it('does not begin', async () => {
      const controller = new AbortController();
      controller.abort(reason);
      const tries: number[] = [];
      const work = withRetry((attempt) => Promise.resolve(tries.push(attempt)), {
        ...limits,
        clock: createFakeClock(),
        signal: controller.signal,
        decide: () => again,
      });
      await assert.rejects(work, reason);
      assert.deepEqual(tries, []);
    });

    it('leaves a wait at once', async () => {
      const clock = createFakeClock();
      const controller = new AbortController();
      const outcome = start(clock, controller, failing(failures(9)));
      await clock.advance(0);
      assert.equal(clock.waiting(), 1);
      controller.abort(reason);
      assert.equal(await outcome, 'deadline');
      assert.equal(clock.waiting(), 0);
    });

    it('gives the reason, not the error that the abort caused in the action', async () => {
      const clock = createFakeClock();
      const controller = new AbortController();
      const outcome = await start(clock, controller, () => {
        controller.abort(reason);
        return Promise.reject(new Error('socket closed'));
      });
      assert.equal(outcome, 'deadline');
      assert.deepEqual(clock.sleeps, []);
    });
  });

  it('never waits outside its limits, whatever chance and the server say', async () => {
    const chances = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
      minLength: 1,
      maxLength: 6,
    });
    const asked = fc.option(fc.double({ min: 0, max: 1e12, noNaN: true }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(chances, asked, fc.integer({ min: 1, max: 6 }), async (random, afterMilliseconds, attempts) => {
        const clock = createFakeClock({ automatic: true, random });
        const decide = (): RetryDecision => ({ retry: true, afterMilliseconds });
        const signal = new AbortController().signal;
        await outcomeOf(withRetry(failing(failures(9)), { ...limits, attempts, clock, signal, decide }));
        const least = Math.min(afterMilliseconds ?? 0, limits.longestServerDelay);
        assert.equal(clock.sleeps.length, attempts - 1);
        for (const sleep of clock.sleeps) assert.ok(sleep >= least && sleep <= Math.max(least, limits.longestDelay));
      }),
      { numRuns: 50 },
    );
  });
});

describe('retryAfterMilliseconds', () => {
  const now = Date.UTC(2026, 10, 21, 12, 0, 0);
  const table: readonly {
    readonly name: string;
    readonly given: string | undefined;
    readonly expect: number | undefined;
  }[] = [
    { name: 'seconds', given: '3', expect: 3000 },
    { name: 'broken seconds', given: '0.25', expect: 250 },
    { name: 'zero', given: '0', expect: 0 },
    { name: 'spaces around', given: ' 12 ', expect: 12_000 },
    { name: 'a date as servers write it', given: 'Sat, 21 Nov 2026 12:00:30 GMT', expect: 30_000 },
    { name: 'a date in the old long form', given: 'Saturday, 21-Nov-26 12:01:00 GMT', expect: 60_000 },
    { name: 'a date in the form of asctime, which is GMT', given: 'Sat Nov 21 12:00:05 2026', expect: 5000 },
    { name: 'a date that is past', given: 'Sat, 21 Nov 2026 11:59:00 GMT', expect: 0 },
    { name: 'no header', given: undefined, expect: undefined },
    { name: 'an empty header', given: '', expect: undefined },
    { name: 'a negative number, which a lenient reader takes for a year', given: '-5', expect: undefined },
    { name: 'words', given: 'soon', expect: undefined },
    { name: 'a weekday and nonsense', given: 'Sat, whenever GMT', expect: undefined },
  ];
  for (const { name, given, expect } of table) {
    it(name, () => assert.equal(retryAfterMilliseconds(given, now), expect));
  }
});
