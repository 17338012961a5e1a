// Reads the address of a pull request page, in every form that Azure DevOps has used.

/** What the address of a pull request says. */
export interface PullRequestAddress {
  /** With a trailing slash. */
  readonly collectionUrl: string;
  readonly project: string;
  /** Repository name, decoded. */
  readonly repository: string;
  readonly id: number;
}

/**
 * Understands `dev.azure.com/{organization}/{project}/_git/{repository}/pullrequest/{id}`, `{organization}.visualstudio.com/…`
 * with or without its DefaultCollection, and Server addresses with a virtual directory and collection; the project may be
 * left out where it has the repository's name, names may be percent-encoded, `_full` and `_optimized` may stand before the
 * repository, and a user name, a query or a fragment is passed over. Services are never asked without https, however the
 * address was written. `within` is the collection that is meant, where that is known: a server's address alone does not
 * tell a collection from a project. `undefined` for anything else.
 */
export function parsePullRequestUrl(text: string, within = ''): PullRequestAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  const parts = decodedParts(url.pathname);
  const git = parts.findIndex((part) => part.toLowerCase() === '_git');
  const [repository, page, id] = parts.slice(git + 1).filter((part, index) => index > 0 || !isCloneKind(part));
  if (git < 0 || repository === undefined || page?.toLowerCase() !== 'pullrequest') return undefined;
  if (id === undefined || !/^\d{1,9}$/.test(id)) return undefined;
  const before = parts.slice(0, git);
  const collectionParts = depthWithin(url, before, within) ?? collectionDepth(url.hostname, before);
  const project = before[collectionParts] ?? repository;
  const path = before.slice(0, collectionParts).map(encodeURIComponent);
  const origin = isServices(url.hostname) ? `https://${url.hostname}` : url.origin;
  return { collectionUrl: [origin, ...path, ''].join('/'), project, repository, id: Number(id) };
}

/** Partial clones have addresses of their own, and their pages carry on with them. */
function isCloneKind(part: string): boolean {
  return /^_(full|optimized)$/i.test(part);
}

function isServices(host: string): boolean {
  return /^dev\.azure\.com$|\.visualstudio\.com$/i.test(host);
}

/** How many leading path parts are those of a known collection; `undefined` where the address is not below it. */
function depthWithin(url: URL, before: readonly string[], within: string): number | undefined {
  if (!URL.canParse(within) || new URL(within).origin !== url.origin || /\.visualstudio\.com$/i.test(url.host))
    return undefined;
  const parts = decodedParts(new URL(within).pathname);
  const isBelow = parts.every((part, index) => part.toLowerCase() === before[index]?.toLowerCase());
  return isBelow && parts.length > 0 ? parts.length : undefined;
}

/** How many leading path parts name the collection rather than the project. */
function collectionDepth(host: string, before: readonly string[]): number {
  const [first = '', second = ''] = before.map((part) => part.toLowerCase());
  if (host.toLowerCase() === 'dev.azure.com') return 1;
  if (isServices(host)) return first === 'defaultcollection' ? 1 : 0;
  // Server: {virtual directory}/{collection}/{project}; without a project the last part is the collection. Of two parts
  // alone nobody can say which is missing, but for the names that a server is installed with.
  if (before.length === 2 && (first === 'tfs' || second === 'defaultcollection')) return 2;
  return before.length > 1 ? before.length - 1 : before.length;
}

function decodedParts(path: string): readonly string[] {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return [];
  }
}

/** True when two collection addresses name the same collection: both Services hosts of an organization count as one. */
export function sameCollection(a: string, b: string): boolean {
  return canonicalCollection(a) === canonicalCollection(b);
}

function canonicalCollection(text: string): string {
  const url = new URL(text.toLowerCase());
  const parts = decodedParts(url.pathname);
  const legacy = /^([^.]+)\.visualstudio\.com$/.exec(url.host);
  if (legacy?.[1] !== undefined) return `https://dev.azure.com/${legacy[1]}`;
  return [url.origin, ...parts].join('/');
}
