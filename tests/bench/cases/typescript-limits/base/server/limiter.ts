const windowLength = 60_000;

export function makeLimiter(most: number, now: () => number) {
  const calls = new Map<string, number[]>();
  return (user: string): boolean => {
    const recent = (calls.get(user) ?? []).filter((at) => now() - at < windowLength);
    if (recent.length >= most) return false;
    recent.push(now());
    calls.set(user, recent);
    return true;
  };
}
