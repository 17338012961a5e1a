// The code base as far as the changed files show it: what there is to read where nothing is checked out.
import type { ChangedFile } from '../model/diff.ts';
import type { CodeBase, SearchHit } from '../ports.ts';

/** The right sides of the changed files. */
export function snapshotCodeBase(files: readonly ChangedFile[]): CodeBase {
  const texts = new Map(
    files.flatMap((file) =>
      file.content.kind === 'text' && !file.isDeleted ? [[file.path, file.content.right] as const] : [],
    ),
  );
  return {
    read: async (path) => texts.get(path),
    search: async (text, limit) => (text === '' ? [] : [...hits(texts, text)].slice(0, limit)),
    list: async (folder, limit) => {
      const prefix = folder === '' ? '' : `${folder.replace(/\/+$/, '')}/`;
      return [...texts.keys()].filter((path) => path.startsWith(prefix)).slice(0, limit);
    },
  };
}

function* hits(texts: ReadonlyMap<string, readonly string[]>, wanted: string): Generator<SearchHit> {
  for (const [path, lines] of texts) {
    for (const [index, text] of lines.entries()) {
      if (text.includes(wanted)) yield { path, line: index + 1, text };
    }
  }
}
