// What a route gives back before it becomes bytes.
import type { JsonRecord } from './json.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AnswerBody;
}

type AnswerBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'bytes'; readonly type: string; readonly bytes: Uint8Array }
  | { readonly kind: 'none' };

export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: { kind: 'json', value } };
}

/** The wrapper of collections. */
export function collection(values: readonly unknown[], headers: Readonly<Record<string, string>> = {}): Answer {
  return json({ count: values.length, value: values }, 200, headers);
}

export function bytes(type: string, content: Uint8Array, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, headers, body: { kind: 'bytes', type, bytes: content } };
}

export function textAnswer(
  type: string,
  text: string,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers, body: { kind: 'bytes', type, bytes: Buffer.from(text) } };
}

export function nothing(status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: { kind: 'none' } };
}

/** The service's error object. */
export interface RestErrorBody {
  readonly message: string;
  /** Full .NET name without the assembly. */
  readonly type: string;
  readonly assembly: string;
  readonly customProperties?: JsonRecord;
  readonly eventId?: number;
}

export function errorBody(error: RestErrorBody): JsonRecord {
  return {
    $id: '1',
    ...(error.customProperties ? { customProperties: error.customProperties } : {}),
    innerException: null,
    message: error.message,
    typeName: `${error.type}, ${error.assembly}`,
    typeKey: error.type.slice(error.type.lastIndexOf('.') + 1),
    errorCode: 0,
    eventId: error.eventId ?? 3000,
  };
}

/** Thrown by routes to answer with an error. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer, message: string) {
    super(message);
    this.answer = answer;
  }
}
