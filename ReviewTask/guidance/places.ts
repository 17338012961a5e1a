// Where rules and guidelines stand by convention, and which of them a path is.
import picomatch from 'picomatch';

/** What a file at a path would be; `undefined` for any other file. */
export type Place =
  /** A text for everything below `folder`. */
  | { readonly kind: 'guideline'; readonly folder: string }
  /** A rule in the format of Kodus. */
  | { readonly kind: 'kody-rule' };

/** A folder to look into; deep where files count anywhere below it. */
export interface FolderWish {
  readonly path: string;
  readonly isDeep: boolean;
}

/** The known folders of guidelines and rules at the top of a repository, and how deep they are read. */
const knownFolders: readonly FolderWish[] = [
  { path: '.github', isDeep: false },
  { path: '.azuredevops', isDeep: false },
  { path: '.github/instructions', isDeep: true },
  { path: '.cursor/rules', isDeep: true },
  { path: '.kody/rules', isDeep: true },
];

/** Folders this deep are searched for guidelines beside changed files: each level is one more request. */
const deepestFolder = 3;

/** Most folders that are listed for the sake of changed files. */
const mostFolders = 100;

const agentFile = /^(agents|claude)\.md$/i;

/** What a path is by convention. `globs` are the guidelines that the configuration names: paths or globs. */
export function placeReader(globs: readonly string[]): (path: string) => Place | undefined {
  const isNamed = globs.length === 0 ? () => false : picomatch(globs.map(cleaned), { dot: true, nocase: true });
  return (path) => {
    const at = path.lastIndexOf('/');
    const folder = at < 0 ? '' : path.slice(0, at);
    if (agentFile.test(path.slice(at + 1))) return { kind: 'guideline', folder };
    if (isNamed(path)) return { kind: 'guideline', folder: '' };
    const lower = path.toLowerCase();
    if (/^\.(github|azuredevops)\/copilot-instructions\.md$/.test(lower)) return { kind: 'guideline', folder: '' };
    if (/^\.github\/instructions\/.+\.instructions\.md$/.test(lower)) return { kind: 'guideline', folder: '' };
    if (/^\.cursor\/rules\/.+\.(mdc|md)$/.test(lower)) return { kind: 'guideline', folder: '' };
    return /^\.kody\/rules\/.+\.md$/.test(lower) ? { kind: 'kody-rule' } : undefined;
  };
}

/**
 * The folders to look into, all of which may be missing: the known ones, those of the guidelines that the configuration
 * names, and the ones that changed files are in.
 */
export function foldersToSearch(globs: readonly string[], changedPaths: readonly string[]): readonly FolderWish[] {
  const near = new Set<string>();
  for (const path of changedPaths) {
    const names = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= Math.min(names.length, deepestFolder); depth++) {
      near.add(names.slice(0, depth).join('/'));
    }
  }
  const beside = [...near].sort((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1)).slice(0, mostFolders);
  return [...knownFolders, ...globs.map(folderOfGlob), ...beside.map((path) => ({ path, isDeep: false }))];
}

/** The part of a glob before its first wildcard, as a folder. */
function folderOfGlob(glob: string): FolderWish {
  const names = cleaned(glob).split('/');
  const wild = names.findIndex((name) => /[*?[\]{}()!]/.test(name));
  const fixed = names.slice(0, wild < 0 ? -1 : wild);
  return { path: fixed.join('/'), isDeep: fixed.length > 0 && wild >= 0 && wild < names.length - 1 };
}

function cleaned(glob: string): string {
  return glob.replaceAll('\\', '/').replace(/^\.?\//, '');
}

export function depthOf(path: string): number {
  return path === '' ? 0 : path.split('/').length;
}
