// One request that did not give what it was made for, before anybody has explained it to a person.
import * as z from 'zod';
import { cleanText, type Redact } from './clean-text.ts';

export type FailureKind =
  /** The service answered with a status that says no. */
  | 'status'
  /** A page for people to sign in, where data was due. */
  | 'sign-in'
  /** A redirect that is not to a sign-in page. */
  | 'redirect'
  /** A good status with a body that cannot be used. */
  | 'unusable'
  | 'too-large'
  /** No answer: name, connection, certificate, proxy or time. */
  | 'network'
  /** The address is not the collection's; the request was not sent. */
  | 'foreign-address';

export interface FailureDetails {
  readonly kind: FailureKind;
  readonly verb: string;
  /** Path of the request without its query. */
  readonly path: string;
  readonly status?: number | undefined;
  /** The service's name for the error, such as `GitNeedsPermissionException`. */
  readonly typeKey?: string | undefined;
  /** What the service or the network said: cleaned, at most 300 characters, no secret. */
  readonly text: string;
  /** What support asks for. */
  readonly activityId?: string | undefined;
  /** Milliseconds that the service asked us to stay away. */
  readonly afterMilliseconds?: number | undefined;
  /** True where a 401 offers the ways of Windows (NTLM, Negotiate), as a server's IIS does. */
  readonly offersWindows?: boolean | undefined;
  /** Code of Node's error, such as `ECONNRESET`. */
  readonly networkCode?: string | undefined;
}

/** Thrown inside the adapter; what leaves it is an AccessError or a ServiceError. */
export class RequestFailure extends Error implements FailureDetails {
  override readonly name = 'RequestFailure';
  readonly kind: FailureKind;
  readonly verb: string;
  readonly path: string;
  readonly status: number | undefined;
  readonly typeKey: string | undefined;
  readonly text: string;
  readonly activityId: string | undefined;
  readonly afterMilliseconds: number | undefined;
  readonly networkCode: string | undefined;
  readonly offersWindows: boolean;

  constructor(details: FailureDetails) {
    super(`${details.verb} ${details.path}: ${details.status ?? details.networkCode ?? details.kind} ${details.text}`);
    this.kind = details.kind;
    this.verb = details.verb;
    this.path = details.path;
    this.status = details.status;
    this.typeKey = details.typeKey;
    this.text = details.text;
    this.activityId = details.activityId;
    this.afterMilliseconds = details.afterMilliseconds;
    this.networkCode = details.networkCode;
    this.offersWindows = details.offersWindows ?? false;
  }
}

/** Headers as Node gives them: lower-case names. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The first value of a header; `name` in lower case. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

const errorBody = z.looseObject({ message: z.string().optional(), typeKey: z.string().optional() });

/**
 * The service's own words about an error: from the JSON body (which may begin with a byte order mark), else from the
 * header `X-TFS-ServiceError`, else a plain-text body. HTML says nothing that helps.
 */
export function serviceWords(body: string, headers: Headers, redact: Redact) {
  const parsed = errorBody.safeParse(parseJson(body));
  const fromHeader = decodeLoosely(headerOf(headers, 'x-tfs-serviceerror') ?? '');
  const plain = /^\s*</.test(body) || parsed.success ? '' : body.slice(0, 2000);
  const typeKey = parsed.data?.typeKey;
  const activityId = headerOf(headers, 'activityid') ?? headerOf(headers, 'x-vss-e2eid');
  return {
    text: cleanText(redact(parsed.data?.message || fromHeader || plain)),
    typeKey: typeKey === undefined ? undefined : cleanText(redact(typeKey)),
    activityId: activityId === undefined ? undefined : cleanText(redact(activityId)),
  };
}

/** JSON without its byte order mark; `undefined` for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
