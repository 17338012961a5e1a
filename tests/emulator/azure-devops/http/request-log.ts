// The record of what was asked and answered, without secrets.
import type { Answer } from './answer.ts';
import type { ApiRequest } from './request.ts';

/** One request and its answer, as they were at that moment. */
export interface LoggedRequest {
  readonly method: string;
  /** Decoded path without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names; `authorization` holds `Basic <token NAME>` or the like, never the secret. */
  readonly headers: Readonly<Record<string, string>>;
  /** Name of the token that was used; undefined for none or an unknown one. */
  readonly token: string | undefined;
  /** Request body: JSON where it is JSON, else text; undefined when empty. */
  readonly body: unknown;
  /** 0 when the connection was dropped without an answer. */
  readonly status: number;
  readonly answerHeaders: Readonly<Record<string, string>>;
  /** Answer body: JSON where it is JSON, bytes otherwise; undefined when empty. */
  readonly answer: unknown;
  /** Kind of the fault that was applied. */
  readonly fault: string | undefined;
  /** The route's template, undefined when none matched. */
  readonly route: string | undefined;
}

function cleanHeaders(request: ApiRequest, token: string | undefined): Readonly<Record<string, string>> {
  const { authorization } = request.headers;
  if (authorization === undefined) return request.headers;
  const scheme = authorization.split(' ')[0] ?? '';
  return { ...request.headers, authorization: `${scheme} <token ${token ?? 'unknown'}>` };
}

/** A copy: what was sent stays as it was, whatever the state becomes. */
function answered(body: Answer['body'] | undefined): unknown {
  if (body?.kind === 'json') return JSON.parse(JSON.stringify(body.value));
  return body?.kind === 'bytes' ? body.bytes : undefined;
}

export function logEntry(
  request: ApiRequest,
  answer: Answer | undefined,
  notes: Pick<LoggedRequest, 'token' | 'fault' | 'route'>,
): LoggedRequest {
  const text = request.bytes.length === 0 ? undefined : request.bytes.toString('utf8');
  const body = answer?.body;
  return {
    method: request.method,
    path: request.path,
    query: request.query,
    headers: cleanHeaders(request, notes.token),
    token: notes.token,
    body: request.body ?? text,
    status: answer?.status ?? 0,
    answerHeaders: answer?.headers ?? {},
    answer: answered(body),
    fault: notes.fault,
    route: notes.route,
  };
}
