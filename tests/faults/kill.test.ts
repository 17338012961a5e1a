// A run killed at a request, before it takes effect or before its answer is there: the next run makes it whole.
import { type Death, isWrite, killAt, scenesIn, undisturbed } from './lives.ts';
import { openRoom, type Room } from './room.ts';

/** Of the requests that change nothing every third is enough here; `npm run test:faults` takes them all. */
const stride = 3;

describe('after a run that was killed', function () {
  this.timeout(300_000);
  let room: Room;

  before(async () => {
    room = await openRoom();
  });
  after(() => room.close());

  for (const name of ['a first run', 'a run after a push'] as const) {
    it(`the next one leaves nothing double and nothing missing: ${name}`, async () => {
      const open = scenesIn(room)[name];
      const expected = await undisturbed(room, open);
      const deaths = expected.requests.flatMap((request, index): readonly Death[] => {
        const number = index + 1;
        if (isWrite(request))
          return [
            { request: number, moment: 'before' },
            { request: number, moment: 'after' },
          ];
        return number % stride === 0 ? [{ request: number, moment: 'before' }] : [];
      });
      await killAt(room, open, deaths, expected);
    });
  }
});
