// Finds the operation of the specification that an HTTP request means.
import type { Operation, Specification } from './specification.ts';

/** What a URL was found to mean. */
export interface Match {
  readonly operation: Operation;
  /** Names of required query parameters that the URL does not have. */
  readonly missingQuery: readonly string[];
  /** Names of query parameters that the operation does not know; the service ignores such without a word. */
  readonly unknownQuery: readonly string[];
  /** Which identifying segment the URL leaves out although the template has it. */
  readonly leftOut: 'nothing' | 'project' | 'last parameter';
}

const anyOperation = ['api-version'];
const apiRoot = '_apis';
/** In front of the collection on a server. */
const virtualDirectory = 'tfs';

function pattern(segment: string): RegExp {
  const literal = segment.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(/\{[^}]*\}/g, '.+')}$`, 'i');
}

function isParameter(segment: string | undefined): boolean {
  return segment?.startsWith('{') === true;
}

function splitAtApiRoot(path: string): { before: string[]; after: string[] } | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  const root = segments.findIndex((segment) => segment.toLowerCase() === apiRoot);
  if (root < 0) return undefined;
  const before = segments.slice(0, root);
  return { before: before[0] === virtualDirectory ? before.slice(1) : before, after: segments.slice(root + 1) };
}

function tailMatches(template: readonly string[], actual: readonly string[]): boolean {
  return template.length === actual.length && template.every((segment, i) => pattern(segment).test(actual[i] ?? ''));
}

function matchPath(operation: Operation, path: string): Match['leftOut'] | undefined {
  const wanted = splitAtApiRoot(operation.template);
  const given = splitAtApiRoot(path);
  if (wanted === undefined || given === undefined) return undefined;
  const prefixes = wanted.before.length - given.before.length;
  if (tailMatches(wanted.after, given.after)) {
    if (prefixes === 0) return 'nothing';
    return prefixes === 1 && wanted.before.at(-1) === '{project}' ? 'project' : undefined;
  }
  const shortened = isParameter(wanted.after.at(-1)) && tailMatches(wanted.after.slice(0, -1), given.after);
  return shortened && prefixes === 0 ? 'last parameter' : undefined;
}

function matchQuery(operation: Operation, query: URLSearchParams): Pick<Match, 'missingQuery' | 'unknownQuery'> {
  const given = [...query.keys()].map((name) => name.toLowerCase());
  const known = new Set([...operation.query, ...anyOperation].map((name) => name.toLowerCase()));
  return {
    missingQuery: operation.requiredQuery.filter((name) => !given.includes(name.toLowerCase())),
    unknownQuery: [...query.keys()].filter((name) => !known.has(name.toLowerCase())),
  };
}

function literals(operation: Operation): number {
  return operation.template.split('/').filter((segment) => !isParameter(segment)).length;
}

const order = { nothing: 0, project: 1, 'last parameter': 2 };

/**
 * The operation that a method and URL mean, by path without regard to letter case, then by query where operations share
 * a path; `undefined` where there is none. The collection must be one path segment, after `tfs` on a server.
 */
export function findOperation(specification: Specification, method: string, url: URL): Match | undefined {
  const path = decodeURI(url.pathname);
  const matches = specification.operations
    .filter((operation) => operation.method === method.toLowerCase())
    .flatMap((operation) => {
      const leftOut = matchPath(operation, path);
      return leftOut === undefined ? [] : [{ operation, leftOut, ...matchQuery(operation, url.searchParams) }];
    });
  return matches.sort(
    (one, other) =>
      order[one.leftOut] - order[other.leftOut] ||
      literals(other.operation) - literals(one.operation) ||
      one.missingQuery.length - other.missingQuery.length ||
      other.operation.requiredQuery.length - one.operation.requiredQuery.length ||
      one.unknownQuery.length - other.unknownQuery.length,
  )[0];
}
