// Holds one HTTP exchange against Microsoft's specification: the plug for every test that talks to the emulator.
import { join } from 'node:path';
import { sharedFolder } from '../project-root.ts';
import { errorSchema, failureAnswers } from './failure-answers.ts';
import { findOperation, type Match } from './find-operation.ts';
import { requiredInAnswer, requiredInRequest } from './required-fields.ts';
import { bodyChecker, type CheckBody, type Complaint } from './schemas.ts';
import { isObject, type JsonObject, type Operation, readSpecification, type Specification } from './specification.ts';
import { type UnspecifiedRoute, unspecifiedRoutes } from './unspecified-routes.ts';
import { type Rule, waivers } from './waivers.ts';

/** One request and its answer. */
export interface Exchange {
  readonly method: string;
  /** Absolute, with its query. */
  readonly url: string;
  /** Parsed where it was JSON, text or bytes where it was not, `undefined` where there was none. */
  readonly requestBody?: unknown;
  readonly status: number;
  /** As `requestBody`. */
  readonly responseBody?: unknown;
}

/** One way in which an exchange differs from what the real service would do. */
export interface Problem {
  /** Method and path, for the reader of a long list. */
  readonly exchange: string;
  /** `request` and `response` are followed by a JSON pointer into the body. */
  readonly where: string;
  readonly problem: string;
}

export interface Checker {
  readonly specification: Specification;
  check(exchange: Exchange): readonly Problem[];
  /** Names of waivers, failure answers and unspecified routes that no exchange has needed so far. */
  unused(): readonly string[];
}

/** Folder of the OpenAPI files; `undefined` on machines that do not have it, where contract tests skip themselves. */
export const openApiFolder = sharedFolder === undefined ? undefined : join(sharedFolder, 'openapi');

/** For the title of a skipped test. */
export const absenceNote = openApiFolder === undefined ? ' (skipped: the OpenAPI folder is absent)' : '';

interface Checking {
  readonly specification: Specification;
  readonly request: CheckBody;
  readonly response: CheckBody;
  readonly requireFields: boolean;
  use(name: string): void;
}

type Finding = Omit<Problem, 'exchange'>;

function isEmpty(body: unknown): boolean {
  return body === undefined || body === '' || (body instanceof Uint8Array && body.length === 0);
}

function isText(body: unknown): boolean {
  return typeof body === 'string' || body instanceof Uint8Array;
}

function at(where: 'request' | 'response', complaints: readonly Complaint[], prefix = ''): Finding[] {
  return complaints.map(({ pointer, text }) => ({ where: `${where}${prefix}${pointer}`, problem: text }));
}

function missingFields(body: unknown, path: readonly string[], pointer: string): Complaint[] {
  const [field, ...rest] = path;
  if (field === undefined) return [];
  if (field === '*') {
    if (!Array.isArray(body)) return [];
    return body.flatMap((element, i) => missingFields(element, rest, `${pointer}/${i}`));
  }
  if (!isObject(body)) return [];
  if (body[field] === undefined) return [{ pointer, text: `lacks ${field}, which every recorded one has` }];
  return missingFields(body[field], rest, `${pointer}/${field}`);
}

function missing(body: unknown, paths: readonly string[] | undefined): Complaint[] {
  return (paths ?? []).flatMap((path) => missingFields(body, path.split('.'), ''));
}

function useRule(checking: Checking, rule: Rule): boolean {
  const waiver = waivers.find((candidate) => candidate.kind === 'rule' && candidate.rule === rule);
  if (waiver !== undefined) checking.use(waiver.name);
  return waiver !== undefined;
}

const repositoryById = /\/repositories\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\/|$)/i;
const pullRequestById = /\/git\/pullrequests\/\d+$/i;

const repositoryList = /\/git\/repositories$/i;

/** Ends of a path that the service takes for a query parameter: the path up to there, the parameter, the rule. */
const tails: readonly (readonly [RegExp, string, Rule])[] = [
  [/^(.*\/stats\/branches)\/(.+)$/i, 'name', 'branch name as the end of the path'],
  [/^(.*\/repositories\/[^/]+\/refs)\/(.+)$/i, 'filter', 'ref filter as the end of the path'],
  [/^(.*\/repositories\/[^/]+\/items)\/(.+)$/i, 'path', 'item path as the end of the path'],
];

function withTailAsQuery(checking: Checking, url: URL): URL {
  for (const [pattern, parameter, rule] of tails) {
    const [, path, tail] = pattern.exec(url.pathname) ?? [];
    if (path === undefined || tail === undefined || !useRule(checking, rule)) continue;
    const changed = new URL(url);
    changed.pathname = path;
    changed.searchParams.set(parameter, decodeURIComponent(tail));
    return changed;
  }
  return url;
}

function checkLeftOut(checking: Checking, { leftOut, operation }: Match, url: URL): Finding[] {
  if (leftOut === 'nothing') return [];
  if (leftOut === 'last parameter') {
    const known =
      (operation.name === 'build/Timeline_Get' && useRule(checking, 'timeline without id')) ||
      (operation.name === 'security/Security Namespaces_Query' && useRule(checking, 'security namespaces without id'));
    return known ? [] : [{ where: 'path', problem: `the last parameter of ${operation.template} is missing` }];
  }
  const known =
    (repositoryById.test(url.pathname) && useRule(checking, 'project left out beside a repository id')) ||
    (pullRequestById.test(url.pathname) && useRule(checking, 'project left out for a pull request id')) ||
    (repositoryList.test(url.pathname) && useRule(checking, 'project left out for the list of repositories'));
  return known ? [] : [{ where: 'path', problem: 'the project is left out and no id makes up for it' }];
}

function checkUrl(checking: Checking, match: Match, url: URL): Finding[] {
  return [
    ...checkLeftOut(checking, match, url),
    ...match.missingQuery.map((name) => ({ where: 'query', problem: `the required parameter ${name} is missing` })),
    ...match.unknownQuery.map((name) => ({
      where: 'query',
      problem: `the parameter ${name} is unknown and would be ignored`,
    })),
  ];
}

function checkRequest(checking: Checking, operation: Operation, body: unknown): Finding[] {
  if (operation.body === undefined) {
    return isEmpty(body) ? [] : [{ where: 'request', problem: 'the operation takes no body' }];
  }
  if (isEmpty(body)) return [{ where: 'request', problem: 'the body is missing' }];
  if (operation.body['format'] === 'Stream') return [];
  const complaints = checking.request(operation.area, operation.body, body);
  return at('request', [...complaints, ...missing(body, requiredInRequest[operation.name])]);
}

function checkList(checking: Checking, operation: Operation, schema: JsonObject, body: unknown): Finding[] {
  if (!isObject(body) || !Array.isArray(body['value']) || !useRule(checking, 'list in a wrapper')) {
    return [{ where: 'response', problem: 'must be a list wrapped in {count, value}' }];
  }
  const { count, value, ...rest } = body;
  const wrapper = [
    ...(count === value.length ? [] : [`count is ${String(count)} for ${value.length} elements`]),
    ...Object.keys(rest).map((name) => `must NOT have additional properties: ${name}`),
  ];
  const required = checking.requireFields ? missing(value, requiredInAnswer[operation.name]) : [];
  return [
    ...wrapper.map((problem) => ({ where: 'response', problem })),
    ...at('response', [...checking.response(operation.area, schema, value), ...required], '/value'),
  ];
}

function checkBody(checking: Checking, operation: Operation, schema: JsonObject | undefined, body: unknown): Finding[] {
  if (schema === undefined) {
    return isEmpty(body) ? [] : [{ where: 'response', problem: 'the operation answers with an empty body' }];
  }
  if (isEmpty(body)) return [{ where: 'response', problem: 'the body is missing' }];
  if (isText(body)) {
    const other = operation.produces.filter((type) => type !== 'application/json');
    return other.length > 0 ? [] : [{ where: 'response', problem: 'the operation answers with JSON only' }];
  }
  const waiver = waivers.find((candidate) => candidate.kind === 'answer' && candidate.operation === operation.name);
  if (waiver?.kind === 'answer') {
    checking.use(waiver.name);
    return at('response', checking.response(undefined, waiver.accepts, body));
  }
  if (schema['type'] === 'array') return checkList(checking, operation, schema, body);
  const required = checking.requireFields ? missing(body, requiredInAnswer[operation.name]) : [];
  return at('response', [...checking.response(operation.area, schema, body), ...required]);
}

function documentedStatus(checking: Checking, operation: Operation, status: number): number | undefined {
  const waiver = waivers.find(
    (candidate) => candidate.kind === 'status' && candidate.operation === operation.name && candidate.status === status,
  );
  if (waiver?.kind === 'status') {
    checking.use(waiver.name);
    return waiver.documented;
  }
  // Where a waiver says what is really sent, the documented code is wrong even though it is documented.
  const contradicted = waivers.some(
    (candidate) =>
      candidate.kind === 'status' && candidate.operation === operation.name && candidate.documented === status,
  );
  return operation.answers.has(status) && !contradicted ? status : undefined;
}

const describeKind = { error: 'a JSON object', page: 'text', nothing: 'an empty body' };

function bodyKind(body: unknown): 'error' | 'page' | 'nothing' {
  if (isEmpty(body)) return 'nothing';
  return isText(body) ? 'page' : 'error';
}

function checkFailure(checking: Checking, exchange: Exchange): Finding[] | undefined {
  const kind = bodyKind(exchange.responseBody);
  const candidates = failureAnswers.filter(({ status }) => status === exchange.status);
  if (candidates.length === 0) return undefined;
  const answer = candidates.find((candidate) => candidate.body === kind);
  if (answer === undefined)
    return [{ where: 'response', problem: `a ${exchange.status} is not answered with ${describeKind[kind]}` }];
  checking.use(answer.name);
  return kind === 'error' ? at('response', checking.response(undefined, errorSchema, exchange.responseBody)) : [];
}

function checkUnspecified(checking: Checking, route: UnspecifiedRoute, exchange: Exchange): Finding[] {
  checking.use(route.name);
  if (exchange.status !== route.status) return [{ where: 'status', problem: `${route.status} was expected` }];
  return at('response', checking.response(undefined, route.answer, exchange.responseBody));
}

function findings(checking: Checking, exchange: Exchange, url: URL): Finding[] {
  const failure = checkFailure(checking, exchange);
  if (failure !== undefined) return failure;
  const fromRoot = url.pathname.slice(url.pathname.toLowerCase().indexOf('_apis'));
  const route = unspecifiedRoutes.find(({ method, path }) => method === exchange.method && path.test(fromRoot));
  if (route !== undefined) return checkUnspecified(checking, route, exchange);
  const meant = withTailAsQuery(checking, url);
  const match = findOperation(checking.specification, exchange.method, meant);
  if (match === undefined) return [{ where: 'path', problem: 'no operation of the specification has this path' }];
  const { operation } = match;
  const documented = documentedStatus(checking, operation, exchange.status);
  const answer =
    documented === undefined
      ? [{ where: 'status', problem: `${exchange.status} is not an answer of ${operation.name}` }]
      : checkBody(checking, operation, operation.answers.get(documented), exchange.responseBody);
  return [...checkUrl(checking, match, meant), ...checkRequest(checking, operation, exchange.requestBody), ...answer];
}

/**
 * A checker with its own record of what it needed. `folder` holds the OpenAPI files. With `requireFields` false an answer
 * may lack what recordings always have: Microsoft's examples of 2016 do.
 */
export function createChecker(folder: string, requireFields = true): Checker {
  const specification = readSpecification(folder);
  const usedNames = new Set<string>();
  const use = (name: string) => {
    usedNames.add(name);
  };
  const checking: Checking = {
    specification,
    request: bodyChecker(specification, waivers, 'request', use, requireFields),
    response: bodyChecker(specification, waivers, 'response', use, requireFields),
    requireFields,
    use,
  };
  return {
    specification,
    check: (exchange) => {
      const url = new URL(exchange.url);
      const name = `${exchange.method} ${url.pathname}${url.search}`;
      return findings(checking, exchange, url).map((finding) => ({ exchange: name, ...finding }));
    },
    unused: () =>
      [...waivers, ...failureAnswers, ...unspecifiedRoutes]
        .map(({ name }) => name)
        .filter((name) => !usedNames.has(name)),
  };
}

let shared: Checker | undefined;

/**
 * Everything in which the exchange differs from what the real service would send or accept; empty when nothing does.
 * A refused request (4xx) is not checked itself: the service has done that. Throws when the OpenAPI folder is absent, so
 * ask `openApiFolder` first and skip the test visibly.
 */
export function checkExchange(exchange: Exchange): readonly Problem[] {
  if (openApiFolder === undefined) throw new Error('The OpenAPI folder is absent: nothing can be checked against it.');
  shared ??= createChecker(openApiFolder);
  return shared.check(exchange);
}

/** Problems as lines to show under a failed assertion. */
export function describeProblems(problems: readonly Problem[]): string {
  return problems.map(({ exchange, where, problem }) => `${exchange}\n    ${where}: ${problem}`).join('\n');
}
