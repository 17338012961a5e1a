// The real clock and the fake one keep the same promises about waiting.
import assert from 'node:assert/strict';
import { systemClock } from '../../ReviewTask/edges/clock.ts';
import { createFakeClock } from '../fakes/clock.ts';

describe('the system clock', () => {
  it('tells the time and a fraction', () => {
    assert.ok(Math.abs(systemClock.now() - Date.now()) < 1000);
    const chance = systemClock.random();
    assert.ok(chance >= 0 && chance < 1);
  });

  it('sleeps about as long as asked', async () => {
    const start = performance.now();
    await systemClock.sleep(25);
    assert.ok(performance.now() - start >= 20);
  });

  it('wakes with the reason as soon as the signal is aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('the build was cancelled');
    const sleep = systemClock.sleep(60_000, controller.signal);
    controller.abort(reason);
    await assert.rejects(sleep, reason);
  });

  it('does not begin to sleep after an abort', async () => {
    const reason = new Error('too late');
    await assert.rejects(systemClock.sleep(60_000, AbortSignal.abort(reason)), reason);
  });

  it('does not take a delay above the range of a timer for zero', async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(2 ** 40, controller.signal).then(
      () => 'slept',
      () => 'aborted',
    );
    await systemClock.sleep(10);
    controller.abort(new Error('enough'));
    assert.equal(await sleep, 'aborted');
  });
});

describe('the fake clock', () => {
  it('wakes sleepers in the order in which they are due, each at its time', async () => {
    const clock = createFakeClock({ start: 1000 });
    const seen: string[] = [];
    const late = clock.sleep(200).then(() => seen.push(`late ${clock.now()}`));
    const early = clock.sleep(100).then(() => seen.push(`early ${clock.now()}`));
    await clock.advance(150);
    assert.deepEqual(seen, ['early 1100']);
    assert.equal(clock.waiting(), 1);
    await clock.advance(50);
    await Promise.all([late, early]);
    assert.deepEqual(seen, ['early 1100', 'late 1200']);
    assert.deepEqual(clock.sleeps, [200, 100]);
  });

  it('serves a sleeper that starts a new sleep while time moves', async () => {
    const clock = createFakeClock({ start: 0 });
    const work = clock.sleep(10).then(() => clock.sleep(10));
    await clock.advance(20);
    await work;
    assert.equal(clock.now(), 20);
  });

  it('gives up a sleep with the reason of an abort', async () => {
    const clock = createFakeClock();
    const controller = new AbortController();
    const reason = new Error('stop');
    const sleep = clock.sleep(10, controller.signal);
    controller.abort(reason);
    await assert.rejects(sleep, reason);
    assert.equal(clock.waiting(), 0);
    await assert.rejects(clock.sleep(10, controller.signal), reason);
  });

  it('draws the given fractions and then repeats the last', () => {
    const clock = createFakeClock({ random: [0.1, 0.9] });
    assert.deepEqual([clock.random(), clock.random(), clock.random()], [0.1, 0.9, 0.9]);
  });

  it('moves on by itself when it is automatic', async () => {
    const clock = createFakeClock({ start: 0, automatic: true });
    await clock.sleep(5000);
    assert.equal(clock.now(), 5000);
  });
});
