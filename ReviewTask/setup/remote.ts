// Tells whether the remote of a clone is a repository, in the forms that Azure Repos has used for its addresses.
import type { RepositoryPlace } from '../model/provision.ts';

/** True where one of the remotes names the repository. Credentials in them do not matter and are not shown. */
export function isCloneOf(remotes: readonly string[], place: RepositoryPlace): boolean {
  const named = [place.projectName, '_git', place.repositoryName].map(encodeURIComponent).join('/');
  const known = [`${place.collectionUrl}${named}`, ...place.remotes].map(canonicalRemote);
  return remotes.some((remote) => {
    const canonical = canonicalRemote(remote);
    return canonical !== undefined && known.includes(canonical);
  });
}

/** `host/path` in lower case, with the forms of Azure DevOps Services made one; `undefined` for anything else. */
function canonicalRemote(text: string): string | undefined {
  const ssh = /^(?:ssh:\/\/)?[^/@\s]+@(?:ssh\.dev\.azure\.com|vs-ssh\.visualstudio\.com)[:/](?::?22\/)?v3\/(.+)$/i.exec(
    text,
  );
  if (ssh?.[1] !== undefined) {
    const [organization = '', project = '', repository = ''] = decoded(ssh[1]);
    return `dev.azure.com/${organization}/${project}/_git/${repository}`;
  }
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const parts = decoded(url.pathname).filter((part) => part !== '_full' && part !== '_optimized');
  const git = parts.indexOf('_git');
  const repository = parts[git + 1];
  if (git < 0 || repository === undefined) return undefined;
  const legacy = /^([^.]+)\.visualstudio\.com$/i.exec(url.hostname)?.[1]?.toLowerCase();
  const before = parts.slice(0, git).filter((part) => legacy === undefined || part !== 'defaultcollection');
  const named = isProjectLeftOut(url.hostname, legacy !== undefined, before) ? [...before, repository] : before;
  const host = legacy === undefined ? url.host : `dev.azure.com/${legacy}`;
  return [host.toLowerCase(), ...named, '_git', repository].join('/');
}

/** The project may be left out where it has the repository's name. */
function isProjectLeftOut(host: string, isLegacy: boolean, before: readonly string[]): boolean {
  return before.length === (isLegacy ? 0 : host.toLowerCase() === 'dev.azure.com' ? 1 : -1);
}

function decoded(path: string): readonly string[] {
  try {
    return path
      .replace(/\.git$/i, '')
      .split('/')
      .filter(Boolean)
      .map((part) => decodeURIComponent(part).toLowerCase());
  } catch {
    return [];
  }
}
