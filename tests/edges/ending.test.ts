// When a run has to end: the deadline by the clock, cancellation by the agent's signals, last words after that.
import assert from 'node:assert/strict';
import sinon from 'sinon';
import { watchEnding } from '../../ReviewTask/edges/ending.ts';
import { explanationOf } from '../../ReviewTask/errors.ts';

describe('watchEnding', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => {
    clock.restore();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) process.removeAllListeners(signal);
  });

  it('reaches the deadline by the clock, and only the deadline', () => {
    const ending = watchEnding(15);
    clock.tick(15 * 60_000 - 1);
    assert.equal(ending.deadline.aborted, false);
    clock.tick(1);
    assert.equal(explanationOf(ending.deadline.reason)?.code, 'deadline-reached');
    assert.equal(ending.cancelled.aborted, false);
    assert.equal(ending.lastWords.aborted, false);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) {
    it(`is cancelled by ${signal} at once and keeps five seconds for its last words`, () => {
      const ending = watchEnding(15);
      process.emit(signal);
      assert.equal(explanationOf(ending.cancelled.reason)?.code, 'run-cancelled');
      assert.equal(explanationOf(ending.deadline.reason)?.code, 'run-cancelled');
      clock.tick(4_999);
      assert.equal(ending.lastWords.aborted, false);
      clock.tick(1);
      assert.equal(ending.lastWords.aborted, true);
    });
  }
});
