// How many questions run at once: the first alone, half after a throttling, slowly more again.
import assert from 'node:assert/strict';
import { type Pacer, startPacer } from '../../../ReviewTask/reviewers/model/pacer.ts';
import { createFakeClock, type FakeClock } from '../../fakes/clock.ts';

/** Puts `count` questions of one second each; `at` says at which millisecond of its life a question is throttled. */
async function burst(
  pacer: Pacer,
  clock: FakeClock,
  count: number,
  at: (index: number) => readonly number[] = () => [],
) {
  const state = { running: 0, most: 0, done: 0, starts: [] as number[] };
  const ask = (index: number) =>
    pacer.run(async (throttled) => {
      state.running += 1;
      state.most = Math.max(state.most, state.running);
      state.starts.push(clock.now());
      let passed = 0;
      for (const moment of at(index)) {
        await clock.sleep(moment - passed);
        passed = moment;
        throttled();
      }
      await clock.sleep(1000 - passed);
      state.running -= 1;
      state.done += 1;
    });
  const all = Promise.all(Array.from({ length: count }, (_, index) => ask(index)));
  await clock.advance(0);
  return { state, all };
}

describe('the pacer', () => {
  it('lets the first question go alone, then as many as are allowed', async () => {
    const clock = createFakeClock();
    const { state, all } = await burst(startPacer(4), clock, 6);
    await clock.advance(500);
    assert.equal(state.running, 1);
    await clock.advance(1000);
    assert.equal(state.running, 4);
    await clock.advance(2000);
    await all;
    assert.equal(state.done, 6);
  });

  it('halves once for questions that were throttled together, and again for a new throttling', async () => {
    const clock = createFakeClock();
    const pacer = startPacer(4);
    const first = await burst(pacer, clock, 1);
    await clock.advance(1000);
    await first.all;
    const together = await burst(pacer, clock, 40, (index) => (index < 4 ? [100] : []));
    await clock.advance(1500);
    assert.equal(together.state.running, 2);
    await clock.advance(40_000);
    await together.all;
    const twice = await burst(pacer, clock, 40, (index) => (index < 4 ? [100, 200, 300] : []));
    await clock.advance(1500);
    assert.equal(twice.state.running, 1);
    await clock.advance(60_000);
    await twice.all;
  });

  it('grows back by one place after a while of calm, and not above what is allowed', async () => {
    const clock = createFakeClock();
    const pacer = startPacer(4);
    const { state, all } = await burst(pacer, clock, 60, (index) => (index === 0 ? [100, 200] : []));
    await clock.advance(1500);
    assert.equal(state.running, 1, 'two throttlings of the first question: 4, 2, 1');
    await clock.advance(2000);
    assert.equal(state.running, 2);
    await clock.advance(60_000);
    await all;
    assert.equal(state.most, 4);
  });

  it('gives the place of a failed question back', async () => {
    const pacer = startPacer(1);
    await assert.rejects(
      pacer.run(() => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await pacer.run(async () => 'yes'), 'yes');
  });
});
