// Kills a run at every single request, in both ways; takes some minutes, so `npm test` leaves it out (`npm run test:faults`).
import { type Death, killAt, scenesIn, undisturbed } from './lives.ts';
import { openRoom, type Room } from './room.ts';

describe('after a run that was killed at any request', function () {
  this.timeout(600_000);
  let room: Room;

  before(async () => {
    room = await openRoom();
  });
  after(() => room.close());

  for (const name of ['a first run', 'a run after a push'] as const) {
    for (const moment of ['before', 'after'] as const) {
      it(`the next one leaves nothing double and nothing missing: ${name}, ${moment} it takes effect`, async () => {
        const open = scenesIn(room)[name];
        const expected = await undisturbed(room, open);
        const deaths = expected.requests.map((_, index): Death => ({ request: index + 1, moment }));
        await killAt(room, open, deaths, expected);
      });
    }
  }
});
