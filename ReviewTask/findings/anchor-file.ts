// Finds the changed file that a reviewer means, however the path was written.
import type { ChangedFile } from '../model/diff.ts';
import { parseJson } from '../model/parse-json.ts';

/** Longer than any path that git or Windows can hold: such a claim is garbage, and not searched. */
const MAX_PATH_CHARACTERS = 4096;

/**
 * The file with this path, or with this path before a rename; else the only one that a small slip in the path explains:
 * a leading slash, `a/` or `b/` of a diff, the rest of a heading it was copied from, backslashes, a line number behind
 * it, letter case, folders missing in front or too many. `undefined` where no file or more than one fits.
 */
export function findFile(path: string, files: readonly ChangedFile[]): ChangedFile | undefined {
  if (path.length > MAX_PATH_CHARACTERS) return undefined;
  const claim = tidy(path);
  const claims = [path, unescaped(path), claim, claim.replace(/^[ab]\//, '')];
  for (const exact of claims) {
    const file = files.find((each) => each.path === exact) ?? files.find((each) => each.originalPath === exact);
    if (file !== undefined) return file;
  }
  const lower = claims.map((each) => each.toLowerCase());
  const tests: readonly ((path: string) => boolean)[] = [
    (candidate) => lower.includes(candidate),
    (candidate) => lower.some((each) => candidate.endsWith(`/${each}`)),
  ];
  for (const test of tests) {
    const fitting = files.filter((file) => namesOf(file).some(test));
    if (fitting.length > 0) return fitting.length === 1 ? fitting[0] : undefined;
  }
  return longestWithin(claim.toLowerCase(), files);
}

/** The file whose whole path ends the claim. A bare file name proves nothing: another folder may have one too. */
function longestWithin(claim: string, files: readonly ChangedFile[]): ChangedFile | undefined {
  const fitting = files.filter((file) => file.path.includes('/') && claim.endsWith(`/${file.path.toLowerCase()}`));
  const longest = Math.max(...fitting.map((file) => file.path.length));
  const best = fitting.filter((file) => file.path.length === longest);
  return best.length === 1 ? best[0] : undefined;
}

function namesOf(file: ChangedFile): readonly string[] {
  return [file.path.toLowerCase(), file.originalPath.toLowerCase()];
}

/** A name with a line break in it was shown as a JSON string, and may come back as one. */
function unescaped(path: string): string {
  const text = /^\s*"?(.*?)"?\s*$/s.exec(path)?.[1] ?? path;
  const name = text.includes('\\') ? parseJson(`"${text}"`) : undefined;
  return typeof name === 'string' ? name : path;
}

function tidy(path: string): string {
  return path
    .replace(/^[\s"'`=]+|[\s"'`=]+$/g, '')
    .replace(/ \(renamed from .*\)$/, '')
    .replaceAll('\\', '/')
    .replace(/:\d+(?:[-:]\d+)?$/, '')
    .replace(/^(?:\.?\/)+/, '');
}
