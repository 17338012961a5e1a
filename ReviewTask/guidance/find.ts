// The guidance stage: rules and guidelines as they are at the target commit, so that a pull request cannot change its own.
import { explanationOf } from '../errors.ts';
import type { PullRequest } from '../model/pull-request.ts';
import { type Guideline, isForAll, noRules, type Rule, type RuleBook } from '../model/rules.ts';
import type { Blobs, FolderEntry, Folders } from '../ports.ts';
import { readGuideline } from './guideline.ts';
import { readKodyRule } from './kody-rule.ts';
import { cutGuidelines } from './limits.ts';
import { foldersToSearch, type Place, placeReader } from './places.ts';
import { walk } from './walk.ts';

/** Largest file that is read at all, in bytes. */
const largestFile = 200_000;

/** Most files of rules and guidelines that are read. */
const mostFiles = 100;

/** What the configuration says: rules, and paths or globs of guidelines. */
export interface Wishes {
  readonly rules: readonly Rule[];
  readonly guidelines: readonly string[];
}

interface Candidate {
  readonly entry: FolderEntry;
  readonly place: Place;
}

/**
 * Finds what applies to the changed files. With nothing there it takes one request and one more for each of at most three
 * levels of folders that changed files are in. What cannot be read is named in the notes and does not stop the review.
 */
export async function findRules(
  source: { readonly folders: Folders; readonly blobs: Blobs },
  pullRequest: PullRequest,
  changedPaths: readonly string[],
  wishes: Wishes,
): Promise<RuleBook> {
  const configured: RuleBook = { ...noRules, rules: wishes.rules };
  try {
    const folders = foldersToSearch(wishes.guidelines, changedPaths);
    const entries = await walk(source.folders, pullRequest, pullRequest.targetCommit, folders);
    const readPlace = placeReader(wishes.guidelines);
    const all = entries.flatMap((entry): Candidate[] => {
      const place = entry.isFolder ? undefined : readPlace(entry.path);
      return place !== undefined && isNear(place, changedPaths) ? [{ entry, place }] : [];
    });
    const candidates = all.slice(0, mostFiles);
    const ids = [...new Set(candidates.map(({ entry }) => entry.id))];
    const contents = ids.length === 0 ? new Map<string, Uint8Array>() : await source.blobs.read(pullRequest, ids);
    const book = bookOf(candidates, contents, configured);
    const left = all.length - candidates.length;
    const tooMany =
      left > 0 ? [`${left} more files of rules and guidelines were left out: ${mostFiles} are read.`] : [];
    return { ...book, notes: [...book.notes, ...tooMany] };
  } catch (error) {
    const explanation = explanationOf(error);
    if (explanation === undefined) throw error;
    const notes = [`Guideline files could not be looked for: ${explanation.problem}`];
    return { ...configured, notes };
  }
}

/** False for a guideline of a folder in which nothing has changed. */
function isNear(place: Place, changedPaths: readonly string[]): boolean {
  if (place.kind !== 'guideline' || place.folder === '') return true;
  return changedPaths.some((path) => path.startsWith(`${place.folder}/`));
}

function bookOf(
  candidates: readonly Candidate[],
  contents: ReadonlyMap<string, Uint8Array>,
  configured: RuleBook,
): RuleBook {
  const guidelines: Guideline[] = [];
  const rules: Rule[] = [...configured.rules];
  const notes: string[] = [];
  for (const { entry, place } of candidates) {
    const text = textOf(contents.get(entry.id));
    if (text === undefined) {
      notes.push(`${entry.path} was left out: it could not be read, or is larger than ${largestFile} bytes.`);
    } else if (place.kind === 'kody-rule') {
      const rule = readKodyRule(entry.path, text);
      if (rule === undefined) notes.push(`${entry.path} was left out: it is switched off or has no text.`);
      else rules.push({ ...rule, id: freeId(rule.id, rules) });
    } else {
      const reading = readGuideline(entry.path, place.folder, text);
      if (reading.kind === 'guideline') guidelines.push(reading.guideline);
      else notes.push(`${entry.path} was left out: it ${reading.why}.`);
    }
  }
  const cut = cutGuidelines(inOrder(guidelines));
  return { rules, guidelines: cut.guidelines, notes: [...notes, ...cut.notes] };
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined || bytes.length > largestFile ? undefined : new TextDecoder().decode(bytes);
}

/** What applies to every file comes first: it is the part of the prompt that all questions share. */
function inOrder(guidelines: readonly Guideline[]): readonly Guideline[] {
  const rank = (one: Guideline) => (isForAll(one) ? 0 : 1);
  return [...guidelines].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
}

function freeId(id: string, rules: readonly Rule[]): string {
  const taken = new Set(rules.map((rule) => rule.id.toLowerCase()));
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? id : `${id}-${count}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}
