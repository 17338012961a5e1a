// The code base as far as a run without a checkout knows it: the contents of the changed files.
import type { ChangedFile } from '../model/diff.ts';
import { isTextFile } from '../model/plan.ts';
import type { CodeBase, SearchHit } from '../ports.ts';

const longestText = 500;

/** Reads the right sides of the files and nothing else. */
export function snapshotCodeBase(files: readonly ChangedFile[]): CodeBase {
  const contents = new Map(
    files
      .filter(isTextFile)
      .filter((file) => !file.isDeleted)
      .map((file) => [file.path, file.content.right] as const),
  );
  return {
    read: async (path) => contents.get(path),
    search: async (text, limit) => (text.trim() === '' ? [] : search(contents, text, limit)),
    list: async (folder, limit) => {
      const below = folder.replace(/\/+$/, '');
      return [...contents.keys()].filter((path) => below === '' || path.startsWith(`${below}/`)).slice(0, limit);
    },
  };
}

/** A name means itself: `get` is not found in `target`. */
function search(contents: ReadonlyMap<string, readonly string[]>, text: string, limit: number): readonly SearchHit[] {
  const isName = /^\w+$/.test(text);
  const holds = (line: string) => (isName ? hasWord(line, text) : line.includes(text));
  const hits = [...contents].flatMap(([path, lines]) =>
    lines.flatMap((line, index) => (holds(line) ? [{ path, line: index + 1, text: line.slice(0, longestText) }] : [])),
  );
  return hits.slice(0, limit);
}

function hasWord(line: string, word: string): boolean {
  for (let at = line.indexOf(word); at !== -1; at = line.indexOf(word, at + 1)) {
    if (!/\w/.test(line[at - 1] ?? '') && !/\w/.test(line[at + word.length] ?? '')) return true;
  }
  return false;
}
