// Notes every question with its times, and makes answers take a moment, so that questions put at once overlap as in life.
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { ModelScript } from '../../tests/emulator/model-server.ts';
import type { AskedQuestion } from './run-record.ts';
import { kindOf } from './scripted.ts';

/** In milliseconds: long enough for the others of a handful to arrive, short enough not to be felt. */
const moment = 25;

/** The script as it was, with what it is asked added to `asked` in the order of asking. */
export function listening(script: ModelScript, asked: AskedQuestion[]): ModelScript {
  return async (request) => {
    const { preamble, system, user } = request;
    const askedAt = performance.now();
    const at = asked.push({
      kind: kindOf(request),
      preamble,
      system,
      user,
      askedAt,
      answeredAt: Number.POSITIVE_INFINITY,
    });
    const [step] = await Promise.all([script(request), wait(moment)]);
    const own = asked[at - 1];
    if (own !== undefined) asked[at - 1] = { ...own, answeredAt: performance.now() };
    return step;
  };
}
