// The properties bag: bare scalars or wrapped values go in, `$type` and `$value` come out.

export interface TypedValue {
  readonly $type: string;
  readonly $value: string | number;
}

/** Keys keep the order in which they were set. */
export type PropertyBag = Readonly<Record<string, TypedValue>>;

const keptTypes = new Set(['System.Byte[]', 'System.Int32', 'System.Double', 'System.DateTime', 'System.String']);

const isWrapped = (value: object): value is { $type?: unknown; $value?: unknown } => '$value' in value;

/** The service rounds to milliseconds and writes no trailing zeros. */
function roundedDate(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) return text;
  return new Date(time).toISOString().replace(/\.?0*Z$/, 'Z');
}

function wrapped(type: string, value: unknown): TypedValue {
  if (type === 'System.Int32' || type === 'System.Double') return { $type: type, $value: Number(value) };
  if (type === 'System.DateTime') return { $type: type, $value: roundedDate(String(value)) };
  if (type === 'System.Guid') return { $type: 'System.String', $value: String(value).replaceAll('-', '') };
  return { $type: keptTypes.has(type) ? type : 'System.String', $value: String(value) };
}

/** Stores one value the way the service does; `undefined` removes the key. */
export function typedValue(value: unknown): TypedValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number')
    return { $type: Number.isInteger(value) ? 'System.Int32' : 'System.Double', $value: value };
  if (typeof value === 'boolean') return { $type: 'System.String', $value: value ? 'True' : 'False' };
  if (typeof value === 'object' && isWrapped(value)) {
    return value.$value === null ? undefined : wrapped(String(value.$type ?? 'System.String'), value.$value);
  }
  return { $type: 'System.String', $value: typeof value === 'string' ? value : JSON.stringify(value) };
}

/** Applies the entries of `changes` over `bag`; a null removes its key. */
export function mergedBag(bag: PropertyBag, changes: Readonly<Record<string, unknown>>): PropertyBag {
  const result: Record<string, TypedValue> = { ...bag };
  for (const [key, value] of Object.entries(changes)) {
    const typed = typedValue(value);
    if (typed) result[key] = typed;
    else delete result[key];
  }
  return result;
}

const isoDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** The pull request's own bag keeps less: numbers become strings, ISO dates become dates. */
export function plainTypedValue(value: unknown): TypedValue | undefined {
  if (typeof value === 'number') return { $type: 'System.String', $value: String(value) };
  if (typeof value === 'string' && isoDate.test(value)) return wrapped('System.DateTime', value);
  const typed = typedValue(value);
  return typed && typeof typed.$value === 'number' ? { $type: 'System.String', $value: String(typed.$value) } : typed;
}
