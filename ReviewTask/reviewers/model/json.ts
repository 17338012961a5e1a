// Pieces that every reader of a model's JSON needs: the schema to send, and readers that trust nothing.
import * as z from 'zod';

const unsupported = new Set(['$schema', 'minimum', 'maximum', 'minLength', 'maxLength', 'pattern', 'format']);

/** A schema within the strict subset that every server understands: no ranges, no lengths. */
export function strictSchema(schema: z.ZodType): Readonly<Record<string, unknown>> {
  return withoutBounds(z.toJSONSchema(schema));
}

/**
 * The JSON value of a text that may have a fence, a byte order mark or words around it; `undefined` where there is none, or
 * where its outer object names a key twice: of two lists one would be lost in silence.
 */
export function jsonIn(text: string): unknown {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start) return undefined;
  try {
    const json = text.slice(start, end + 1);
    const value: unknown = JSON.parse(json);
    return repeatsKey(json) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** True where the outer object of a valid JSON text names a key more than once. */
function repeatsKey(json: string): boolean {
  const keys = new Set<string>();
  let depth = 0;
  for (const [token, colon] of json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[[\]{}]/g)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1 && colon !== undefined) {
      if (keys.has(token)) return true;
      keys.add(token);
    }
  }
  return false;
}

/** A 1-based line number, also as text; `undefined` for anything else. */
export function lineNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** The known word that is meant, whatever its case and separators; `undefined` for any other. */
export function oneOf<T extends string>(known: readonly T[], text: string | null | undefined): T | undefined {
  const wanted = text
    ?.toLowerCase()
    .trim()
    .replace(/[\s_]+/g, '-');
  return known.find((one) => one === wanted);
}

function withoutBounds(schema: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !unsupported.has(key))
      .map(([key, value]: [string, unknown]) => [key, cleaned(value)]),
  );
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  return typeof value === 'object' && value !== null ? withoutBounds(value) : value;
}
