// Numbers as people write them: "1 blocker", "2 blockers", "12,345 tokens", "2 min 5 s".

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `12345` as `12,345`. */
export function thousands(count: number): string {
  return whole.format(count);
}

/** A count with its noun; the plural takes an `s`. */
export function counted(count: number, noun: string): string {
  return `${thousands(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Seconds, rounded, as `48 s` or `2 min 5 s`. */
export function duration(seconds: number): string {
  const rounded = Math.round(seconds);
  if (rounded < 60) return `${rounded} s`;
  return `${Math.floor(rounded / 60)} min ${rounded % 60} s`;
}
