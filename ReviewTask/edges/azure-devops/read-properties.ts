// Reads a bag of properties in both shapes: bare values, and values wrapped with their type.
import * as z from 'zod';

export const propertiesBag = z.record(z.string(), z.unknown());

const wrapped = z.looseObject({ $value: z.unknown() });
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** The bag with its `{"$type","$value"}` wrappers taken off; what is no scalar is left out. */
export function readProperties(bag: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const [key, value] of Object.entries(bag)) {
    const inner = wrapped.safeParse(value);
    const plain = scalar.safeParse(inner.success ? inner.data.$value : value);
    if (plain.success) read.set(key, String(plain.data));
  }
  return read;
}
