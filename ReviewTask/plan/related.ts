// Puts files together that are read best side by side: a test with its source, an interface with its implementation.
import type { TextFile } from '../model/plan.ts';

/** What a path says about a file's part in a group. */
interface Named {
  readonly file: TextFile;
  /** The name without what makes it a test, an interface or an implementation; in lower case. */
  readonly stem: string;
  readonly folder: string;
  /** Names of the nearest folders, the outermost first. */
  readonly nearest: ReadonlySet<string>;
  readonly ending: string;
  /** True for a test or an interface: it goes where the file it is about goes. */
  readonly isSatellite: boolean;
}

/** Folders above a file that are compared: paths may be thousands deep, and there may be thousands of them. */
const mostFolders = 12;

/** Names that many folders have and that say nothing about their content. */
const commonStems =
  /^(index|main|mod|lib|app|program|startup|init|__init__|setup|types|utils?|helpers?|readme|config)$/;

/**
 * Groups of related files. The order of `files` is kept: within each group, and among the groups by their first file.
 * Every file is in exactly one group.
 */
export function relatedGroups(files: readonly TextFile[]): readonly (readonly TextFile[])[] {
  const byStem = new Map<string, Named[]>();
  for (const file of files) {
    const named = nameOf(file);
    const key = commonStems.test(named.stem) ? file.path : named.stem;
    byStem.set(key, [...(byStem.get(key) ?? []), named]);
  }
  const place = new Map(files.map((file, index) => [file, index]));
  const placeOf = (file: TextFile | undefined) => (file === undefined ? 0 : (place.get(file) ?? 0));
  return [...byStem.values()]
    .flatMap(familiesOf)
    .map((group) => group.map((named) => named.file).sort((a, b) => placeOf(a) - placeOf(b)))
    .sort((a, b) => placeOf(a[0]) - placeOf(b[0]));
}

/** Files of one stem by what they belong to: `orders/service.ts` and `users/service.ts` are two families. */
function familiesOf(all: readonly Named[]): readonly (readonly Named[])[] {
  const centres = all.filter((one) => !one.isSatellite);
  if (centres.length === 0) return [all];
  const families: Named[][] = [];
  const counts = new Map<string, number>();
  for (const { ending } of centres) counts.set(ending, (counts.get(ending) ?? 0) + 1);
  for (const centre of centres) {
    const family = families.find((members) => members.some((other) => isSamePiece(centre, other, counts)));
    if (family === undefined) families.push([centre]);
    else family.push(centre);
  }
  for (const satellite of all.filter((one) => one.isSatellite)) nearestFamily(satellite, families)?.push(satellite);
  return families;
}

/** Two halves of one thing: in one folder, or the only two of their kinds anywhere (`include/pool.h`, `src/pool.cpp`). */
function isSamePiece(one: Named, other: Named, counts: ReadonlyMap<string, number>): boolean {
  if (one.ending === other.ending) return false;
  return one.folder === other.folder || (counts.get(one.ending) === 1 && counts.get(other.ending) === 1);
}

function nearestFamily(satellite: Named, families: readonly Named[][]): Named[] | undefined {
  let best: { readonly family: Named[]; readonly shared: number } | undefined;
  for (const family of families) {
    const shared = Math.max(...family.map((one) => sharedCount(one.nearest, satellite.nearest)));
    if (best === undefined || shared > best.shared) best = { family, shared };
  }
  return best?.family;
}

function sharedCount(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0;
  for (const name of one) if (other.has(name)) count += 1;
  return count;
}

function nameOf(file: TextFile): Named {
  const parts = file.path.split('/');
  const name = parts.at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  const base = dot > 0 ? name.slice(0, dot) : name;
  const plain = base.replace(/([._-](tests?|spec|stories|bench)|Tests?|Specs?|IT)$|^test_/, '');
  // `IOrders` of C#, but not `Index` or `IPAddress`; `OrdersImpl` of Java.
  const bare = plain.replace(/^I(?=[A-Z][a-z])/, '').replace(/Impl$/, '');
  const isInterface = /^I[A-Z][a-z]/.test(plain);
  return {
    file,
    stem: (bare === '' ? base : bare).toLowerCase(),
    folder: parts.slice(0, -1).join('/'),
    nearest: new Set(parts.slice(0, -1).slice(-mostFolders)),
    ending: dot > 0 ? name.slice(dot).toLowerCase() : '',
    isSatellite: plain !== base || isInterface,
  };
}
