// How long a personal access token has left, by the date that the configuration declares: a token cannot read its own.
import { calendarDay } from '../model/calendar-day.ts';
import type { Stopped } from '../model/outcome.ts';

/** Days before the end from which every run warns; at 7 days and at 1 it does so more urgently. */
const warnedFrom = 14;

/**
 * What to say of a date `YYYY-MM-DD`, counted in UTC; `undefined` where nothing is due. `now`: milliseconds since the epoch.
 * `tokenPage` is where tokens are made.
 */
export function expiryWarning(expiresOn: string | undefined, now: number, tokenPage: string): Stopped | undefined {
  const days = daysLeft(expiresOn, now);
  if (days === undefined || days > warnedFrom) return undefined;
  if (days < 0) {
    return {
      code: 'pat-expiry-past',
      problem: `patExpiresOn says that the PAT expired on ${expiresOn}.`,
      fix: `If there is a new token, write its date there. If not, make one at ${tokenPage}.`,
    };
  }
  return {
    code: 'pat-expiring',
    problem: `The PAT expires ${inWords(days)}, on ${expiresOn}${urgency(days)}`,
    fix: `Make the next one at ${tokenPage}, put it into the secret variable while this one still works, and write its date into patExpiresOn (docs/rotating-a-token.md).`,
  };
}

function inWords(days: number): string {
  if (days === 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}

function urgency(days: number): string {
  if (days <= 1) return '. Reviews stop then!';
  return days <= 7 ? ': it is time to make the next one.' : '.';
}

/** Whole days until the date, in UTC; 0 on the day itself, negative after it. `undefined` for no date. */
export function daysLeft(expiresOn: string | undefined, now: number): number | undefined {
  const last = expiresOn === undefined ? undefined : calendarDay(expiresOn);
  return last === undefined ? undefined : last - Math.floor(now / 86_400_000);
}
