export function money(cents: number): string {
  const whole = Math.trunc(cents / 100);
  const rest = Math.abs(cents % 100);
  return whole + '.' + String(rest).padStart(2, '0');
}
