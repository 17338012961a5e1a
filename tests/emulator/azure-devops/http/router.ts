// The route table: templates to patterns, and the first route that fits a path.
import type { Permission } from '../state/permissions.ts';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One operation of the REST API. */
export interface Route {
  readonly method: Method;
  /** Below the collection; `{name}` takes one segment, `{*name}` the rest. */
  readonly template: string;
  /** Any one of them is enough; none listed means any token, or nobody. */
  readonly scopes: readonly string[];
  /** What the caller must be allowed on the repository, besides reading it. */
  readonly permission?: Permission;
  /** Resource of Appendix A whose versions apply. */
  readonly location?: string;
  /** Answers without an api-version on any method. */
  readonly versionOptional?: boolean;
  /** Throws what a write would be refused with for its content; changes nothing. */
  readonly trial?: (call: Call) => void;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

export type RouteValues = Readonly<Record<string, string>>;

export interface RouteMatch {
  readonly route: Route;
  readonly values: RouteValues;
}

interface CompiledRoute {
  readonly route: Route;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

function compile(route: Route): CompiledRoute {
  const names: string[] = [];
  const pattern = route.template.replaceAll(/\{(\*?)(\w+)\}|[.*+?^$()|[\]\\]/g, (text, star: string, name?: string) => {
    if (name === undefined) return `\\${text}`;
    names.push(name);
    return star === '*' ? '(.+)' : '([^/]+)';
  });
  return { route, pattern: new RegExp(`^${pattern}/?$`, 'i'), names };
}

/** A project in the URL may be left out when the repository is named by id; both forms are one route here. */
function variants(route: Route): readonly Route[] {
  const short = route.template.replace(/^\{project\}\//, '');
  const optional = /^_apis\/git\//.test(short);
  return optional && short !== route.template ? [route, { ...route, template: short }] : [route];
}

export interface Router {
  /** `path` is encoded, relative to the collection, without a leading slash. */
  match(method: string, path: string): RouteMatch | undefined;
  /** Whether any method has a route there. */
  knows(path: string): boolean;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function makeRouter(routes: readonly Route[]): Router {
  const compiled = routes.flatMap(variants).map(compile);
  return {
    knows: (path) => compiled.some(({ pattern }) => pattern.test(path)),
    match(method, path) {
      for (const { route, pattern, names } of compiled) {
        if (route.method !== method) continue;
        const found = pattern.exec(path);
        if (!found) continue;
        const values = names.map((name, index) => [name, decode(found[index + 1] ?? '')] as const);
        return { route, values: Object.fromEntries(values) };
      }
      return undefined;
    },
  };
}
