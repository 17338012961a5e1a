// A day of the calendar, for dates that people write down.

/** Days since 1970-01-01 (UTC) of a valid date `YYYY-MM-DD`; `undefined` for what does not look like one. */
export function calendarDay(text: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return year === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
}
