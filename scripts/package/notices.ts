// The licence list of what is bundled: name, version, licence, and its full text.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BundledPackage } from '../build/bundle.ts';
import { projectFolder } from '../project.ts';

/** Licences that may be shipped inside the bundle. */
const allowed = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0']);

/** The text of the notices file. Throws when a package has a licence that may not be shipped. */
export function noticesOf(packages: readonly BundledPackage[]): string {
  const unique = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  const sorted = [...unique.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
  const refused = sorted.filter((one) => !allowed.has(one.license));
  if (refused.length > 0) {
    throw new Error(`Not to be shipped: ${refused.map((one) => `${one.name} (${one.license})`).join(', ')}`);
  }
  const list = sorted.map((one) => `${one.name} ${one.version}  ${one.license}`).join('\n');
  const texts = sorted.map(
    (one) => `${'='.repeat(78)}\n${one.name} ${one.version} (${one.license})\n\n${licenceText(one)}`,
  );
  return `Threadline contains the following packages.\n\n${list}\n\n${texts.join('\n\n')}\n`;
}

/** The licence, and what a NOTICE file wants passed on (section 4(d) of the Apache License 2.0). */
function licenceText(one: BundledPackage): string {
  const folder = join(projectFolder, ...one.folder.split('/'));
  const named = (pattern: RegExp) =>
    readdirSync(folder)
      .filter((name) => pattern.test(name))
      .sort();
  const [licence] = named(/^(licen[cs]e|copying)([.-]|$)/i);
  const texts = [...(licence === undefined ? [] : [licence]), ...named(/^notice(\.(txt|md))?$/i)].map((file) =>
    readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim(),
  );
  const missing = `The package ships no licence text; it names the licence ${one.license}.`;
  return [...(licence === undefined ? [missing] : []), ...texts].join('\n\n');
}
