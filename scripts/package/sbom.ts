// The list of what is shipped for machines that look for known weaknesses: CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { BundledPackage } from '../build/bundle.ts';
import { projectFolder } from '../project.ts';

/** What the list is of. */
export interface Shipped {
  readonly version: string;
  /** SHA-256 of the .vsix, in hex digits. */
  readonly digest: string;
  readonly packages: readonly BundledPackage[];
}

const names = z.record(z.string(), z.string());
const lockFile = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({
      integrity: z.string().optional(),
      dependencies: names.optional(),
      optionalDependencies: names.optional(),
      peerDependencies: names.optional(),
      peerDependenciesMeta: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

/** The list as JSON. It holds no date and no random number: the same packages make the same text. */
export function sbomOf({ version, digest, packages }: Shipped): string {
  const { packages: locked } = lockFile.parse(
    JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')),
  );
  const byFolder = new Map(packages.map((one) => [one.folder, one]));
  const shipped = [...byFolder.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
  const product = `pkg:generic/threadline@${version}`;

  /** The packages that a package asks for and that are shipped: the nearest folder counts, as for Node. */
  const needsOf = (folder: string): readonly string[] => {
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = locked[folder] ?? {};
    // The last one names what a package uses where it happens to be there, and a bundle has it for good.
    const all = { ...dependencies, ...optionalDependencies, ...peerDependencies, ...peerDependenciesMeta };
    const wanted = Object.keys(all);
    const found = wanted.flatMap((name) => byFolder.get(nearest(folder, name, locked) ?? '') ?? []);
    return [...new Set(found.map(purlOf))].sort();
  };

  const list = {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': product,
        name: 'threadline',
        version,
        hashes: [{ alg: 'SHA-256', content: digest }],
        licenses: [{ license: { id: 'MIT' } }],
        purl: product,
      },
    },
    components: shipped.map((one) => componentOf(one, locked[one.folder]?.integrity)),
    dependencies: [
      { ref: product, dependsOn: needsOf('') },
      ...shipped.map((one) => ({ ref: purlOf(one), dependsOn: needsOf(one.folder) })),
    ],
  };
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

function componentOf(one: BundledPackage, integrity: string | undefined) {
  const [scope, name] = one.name.startsWith('@') ? one.name.split('/') : [undefined, one.name];
  return {
    type: 'library',
    'bom-ref': purlOf(one),
    ...(scope === undefined ? {} : { group: scope }),
    name,
    version: one.version,
    ...hashesOf(integrity),
    licenses: [{ license: { id: one.license } }],
    purl: purlOf(one),
  };
}

/** The digest by which npm checked the package: Base64 in the lock file, hex digits here. */
function hashesOf(integrity: string | undefined) {
  const base64 = /^sha512-(\S+)$/.exec(integrity ?? '')?.[1];
  if (base64 === undefined) return {};
  return { hashes: [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }] };
}

/** Package URL (https://github.com/package-url/purl-spec): the `@` of a scope is written as `%40`. */
function purlOf({ name, version }: BundledPackage): string {
  return `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
}

function nearest(folder: string, name: string, locked: Readonly<Record<string, unknown>>): string | undefined {
  const inside = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
  if (locked[inside] !== undefined) return inside;
  if (folder === '') return undefined;
  return nearest(folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1)), name, locked);
}
