// What the service answers when it refuses or fails: the specification documents successes only.
import type { JsonObject } from './specification.ts';

/** One way in which the service says no. */
export interface FailureAnswer {
  readonly name: string;
  readonly status: number;
  /** `page` is HTML or plain text, `error` the JSON error object, `nothing` an empty body. */
  readonly body: 'error' | 'page' | 'nothing';
  /** Where one can see that the service behaves so. */
  readonly evidence: string;
}

/** The JSON error object, all of it required; `customProperties` comes with some types only. */
export const errorSchema: JsonObject = {
  type: 'object',
  required: ['$id', 'innerException', 'message', 'typeName', 'typeKey', 'errorCode', 'eventId'],
  properties: {
    $id: { enum: ['1'] },
    customProperties: { type: 'object' },
    innerException: { type: ['null', 'object'] },
    message: { type: 'string', minLength: 1 },
    typeName: { type: 'string', pattern: '^[A-Za-z.]+, [A-Za-z.]+$' },
    typeKey: { type: 'string', pattern: '^[A-Za-z]+$' },
    errorCode: { type: 'integer' },
    eventId: { type: 'integer' },
  },
  additionalProperties: false,
};

/** Every failure that the emulator may answer with. One that nothing needs fails the contract test. */
export const failureAnswers: readonly FailureAnswer[] = [
  {
    name: 'redirect to sign in',
    status: 302,
    body: 'page',
    evidence: 'client reports: Location to _signin, "Object moved"',
  },
  { name: 'sign-in page', status: 203, body: 'page', evidence: 'microsoft/azure-devops-auth-samples#52' },
  {
    name: 'bad request',
    status: 400,
    body: 'error',
    evidence: 'vscode-pull-request-azdo#86, learn.microsoft.com error codes',
  },
  {
    name: 'not authorized, explained',
    status: 401,
    body: 'error',
    evidence: 'azure-pipelines-tasks#18732 (expired token)',
  },
  { name: 'not authorized, empty', status: 401, body: 'nothing', evidence: 'recorded by azure-devops-cli-extension' },
  {
    name: 'not authorized, page',
    status: 401,
    body: 'page',
    evidence: 'reports differ on the body of a missing scope',
  },
  {
    name: 'forbidden',
    status: 403,
    body: 'error',
    evidence: 'TF401027 in many reports; sonarqube-community-branch-plugin#1219',
  },
  { name: 'not found, explained', status: 404, body: 'error', evidence: 'demisto/content, pull_request_not_found' },
  {
    name: 'no such route',
    status: 404,
    body: 'page',
    evidence: 'recorded by azure-devops-cli-extension: IController text',
  },
  { name: 'conflict', status: 409, body: 'error', evidence: 'TF401179, active pull request exists' },
  { name: 'throttled', status: 429, body: 'page', evidence: 'learn.microsoft.com: rate limits' },
  {
    name: 'organization stopped',
    status: 503,
    body: 'error',
    evidence: 'recorded by azure-devops-cli-extension: TF24668',
  },
];
