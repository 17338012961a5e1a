// What is said of a token that ends, day by day.
import assert from 'node:assert/strict';
import { daysLeft, expiryWarning } from '../../ReviewTask/access/expiry.ts';

const page = 'https://dev.azure.com/acme/_usersSettings/tokens';
const noon = Date.UTC(2026, 10, 21, 12);

describe('the warning before a token ends', () => {
  const table: readonly {
    readonly name: string;
    readonly given: string | undefined;
    readonly expect: string | undefined;
  }[] = [
    { name: 'no date', given: undefined, expect: undefined },
    { name: '15 days', given: '2026-12-06', expect: undefined },
    { name: '14 days', given: '2026-12-05', expect: 'The PAT expires in 14 days, on 2026-12-05.' },
    { name: '8 days', given: '2026-11-29', expect: 'The PAT expires in 8 days, on 2026-11-29.' },
    {
      name: '7 days',
      given: '2026-11-28',
      expect: 'The PAT expires in 7 days, on 2026-11-28: it is time to make the next one.',
    },
    { name: '1 day', given: '2026-11-22', expect: 'The PAT expires tomorrow, on 2026-11-22. Reviews stop then!' },
    { name: 'the day itself', given: '2026-11-21', expect: 'The PAT expires today, on 2026-11-21. Reviews stop then!' },
    { name: 'the day after', given: '2026-11-20', expect: 'patExpiresOn says that the PAT expired on 2026-11-20.' },
  ];
  for (const { expect, given, name } of table) {
    it(`says the right thing: ${name}`, () => {
      const warning = expiryWarning(given, noon, page);
      assert.equal(warning?.problem, expect);
      if (warning !== undefined) assert.match(warning.fix, /_usersSettings\/tokens/);
    });
  }

  it('counts days in UTC, from the first moment of a day to the last', () => {
    for (const hour of [0, 23.99]) {
      assert.equal(daysLeft('2026-11-22', Date.UTC(2026, 10, 21) + hour * 3_600_000), 1);
    }
    assert.equal(daysLeft('2028-03-01', Date.UTC(2028, 1, 28)), 2);
  });
});
