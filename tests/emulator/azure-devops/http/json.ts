// Reads JSON from a request without trusting it: names in any case, wrong types become undefined.

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const recordOf = (value: unknown): JsonRecord => (isRecord(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A member by its name in any case, as the service's JSON reader finds it. */
export function member(value: unknown, name: string): unknown {
  const record = recordOf(value);
  if (name in record) return record[name];
  const key = Object.keys(record).find((known) => known.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : record[key];
}

export function textMember(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** A number, also one written as text. */
export function numberMember(value: unknown, name: string): number | undefined {
  const found = member(value, name);
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A flag, also one written as text. */
export function flagMember(value: unknown, name: string): boolean | undefined {
  const found = member(value, name);
  if (typeof found === 'boolean') return found;
  return typeof found === 'string' ? found.toLowerCase() === 'true' : undefined;
}

/** Leaves out members that are undefined, as the service leaves out nulls. */
export function compact<Shape extends Readonly<Record<string, unknown>>>(shape: Shape): JsonRecord {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined));
}
