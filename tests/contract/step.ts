// One request of the contract test, written as data, and the values that stand for its braces.
import type { Exchange } from './check-exchange.ts';
import { asArray, isObject } from './specification.ts';

/** Values by name, filled at first by the scene, then by what earlier answers held. */
export type StepValues = Map<string, string | number>;

export interface Step {
  readonly name: string;
  readonly method: string;
  /** Below the collection, without a leading slash. `{name}` stands for a value, whose own braces are filled too. */
  readonly path: string;
  /** Sent as JSON, its braces filled; bytes are sent as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Name of the token; `full` unless told, `none` for no credentials. */
  readonly as?: string;
  /** Emulator whose switches are set the unlikelier way. */
  readonly variant?: boolean;
  /** Without the api-version that every other step has. */
  readonly withoutVersion?: boolean;
  readonly status: number;
  /** Value name to the member of the answer that it takes, as a dotted path. */
  readonly keep?: Readonly<Record<string, string>>;
}

/** Fills the braces of a text. Throws where a value is not known: the step that keeps it did not run or did not answer. */
export function fill(text: string, values: StepValues): string {
  return text.replace(/\{([a-z]\w*)\}/gi, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`No step has kept a value named ${name}.`);
    return fill(String(value), values);
  });
}

/** Fills the braces of every text within a body. */
export function fillBody(body: unknown, values: StepValues): unknown {
  if (body === undefined || body instanceof Uint8Array) return body;
  if (typeof body === 'string') return fill(body, values);
  if (Array.isArray(body)) return body.map((element) => fillBody(element, values));
  if (!isObject(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, fillBody(value, values)]));
}

function memberAt(body: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((found, name) => {
    return Array.isArray(found) ? asArray(found)[Number(name)] : isObject(found) ? found[name] : undefined;
  }, body);
}

/** Keeps what the step wants of its answer. */
export function keepValues(step: Step, exchange: Exchange, values: StepValues): void {
  for (const [name, path] of Object.entries(step.keep ?? {})) {
    const value = memberAt(exchange.responseBody, path);
    if (typeof value === 'string' || typeof value === 'number') values.set(name, value);
  }
}
