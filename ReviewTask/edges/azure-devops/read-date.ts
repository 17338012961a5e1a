// Reads the dates of the service, which come with up to seven digits of a second and sometimes without a zone.

const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/i;

/**
 * Milliseconds since the epoch; a date without a zone is in UTC. `undefined` for what is no date, and for the first day
 * of year 1, by which the service says that there is none.
 */
export function readDate(date: string | null | undefined): number | undefined {
  const [, seconds, fraction = '', zone = 'Z'] = pattern.exec(date ?? '') ?? [];
  if (seconds === undefined || seconds.startsWith('0001-')) return undefined;
  const time = Date.parse(`${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${zone.toUpperCase()}`);
  return Number.isNaN(time) ? undefined : time;
}
