// The code base as far as the changed files show it: what there is to read where nothing is checked out.
import type { ChangedFile } from '../model/diff.ts';
import type { CodeBase, SearchHit } from '../ports.ts';

/** Files beside the changed ones that one run asks the service for. */
const mostElsewhere = 40;

/**
 * The right sides of the changed files. Other files are read through `elsewhere`, one request each; they are not searched or
 * listed. A file that `elsewhere` fails on is `undefined`.
 */
export function snapshotCodeBase(
  files: readonly ChangedFile[],
  elsewhere: (path: string) => Promise<string | undefined> = async () => undefined,
): CodeBase {
  let asked = 0;
  const texts = new Map(
    files.flatMap((file) =>
      file.content.kind === 'text' && !file.isDeleted ? [[file.path, file.content.right] as const] : [],
    ),
  );
  return {
    async read(path) {
      const known = texts.get(path);
      if (known !== undefined || !isInside(path) || asked >= mostElsewhere) return known;
      asked += 1;
      const text = await elsewhere(path).catch(() => undefined);
      return text?.replace(/\r?\n$/, '').split(/\r?\n/);
    },
    search: async (text, limit) => (text === '' ? [] : [...hits(texts, text)].slice(0, limit)),
    list: async (folder, limit) => {
      const prefix = folder === '' ? '' : `${folder.replace(/\/+$/, '')}/`;
      return [...texts.keys()].filter((path) => path.startsWith(prefix)).slice(0, limit);
    },
  };
}

function isInside(path: string): boolean {
  return path !== '' && !/^[/~]|[\\:\0]/.test(path) && !path.split('/').includes('..');
}

function* hits(texts: ReadonlyMap<string, readonly string[]>, wanted: string): Generator<SearchHit> {
  for (const [path, lines] of texts) {
    for (const [index, text] of lines.entries()) {
      if (text.includes(wanted)) yield { path, line: index + 1, text };
    }
  }
}
