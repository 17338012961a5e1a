// Makes the bytes of a .vsix depend on what is in it alone: entries in order, one date for all, no traces of the machine.
import { readFileSync, writeFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const contentTypes = '[Content_Types].xml';

/**
 * Packs an archive anew. tfx writes the time of day, the rights of the files and the order in which a busy disk gave them;
 * none of that is kept. Compressed by a library of ours, so that the version of Node does not matter either.
 */
export function repack(file: string): void {
  const entries = Object.entries(unzipSync(readFileSync(file)))
    // Folders have no entry of their own in such packages.
    .filter(([name]) => !name.endsWith('/'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]): [string, Uint8Array] => [name, name === contentTypes ? withTypesInOrder(bytes) : bytes]);
  // Local time on purpose: the format has no zone and takes the fields as they are.
  writeFileSync(file, zipSync(Object.fromEntries(entries), { level: 9, mtime: new Date(1980, 0, 2) }));
}

/** A set of types by the ends of names, which tfx lists as it comes upon them. */
function withTypesInOrder(bytes: Uint8Array): Uint8Array {
  const lines = strFromU8(bytes).split('\n');
  const isType = (line: string) => line.trimStart().startsWith('<Default ');
  const sorted = lines.filter(isType).sort();
  return strToU8(lines.map((line) => (isType(line) ? (sorted.shift() ?? '') : line)).join('\n'));
}
