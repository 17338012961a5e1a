// Files of the code base with their structure: each is read once, and those asked for at the same time with one parser process.
import pLimit from 'p-limit';
import type { Outline } from '../model/excerpt.ts';
import type { CodeBase, Outliner } from '../ports.ts';
import type { SourceFile } from './enclosing.ts';
import { fallbackOutline } from './fallback-outline.ts';

export interface Structures {
  /** The files at these paths, in their order; one that cannot be read is left out. Never throws. */
  read(paths: readonly string[]): Promise<readonly SourceFile[]>;
}

/** Lines; a longer file is data. */
const longestFile = 20_000;

/** `known` files need not be read any more. */
export function openStructures(
  known: ReadonlyMap<string, SourceFile>,
  codeBase: CodeBase,
  outliner: Outliner | undefined,
): Structures {
  const files = new Map<string, Promise<SourceFile | undefined>>();
  for (const [path, file] of known) files.set(path, Promise.resolve(file));
  const outlineOf = inBatches(outliner);
  const limit = pLimit(3);
  const linesOf = (path: string) => limit(() => codeBase.read(path).catch(() => undefined));
  const load = async (paths: readonly string[]) => {
    const read = await Promise.all(paths.map(async (path) => ({ path, lines: await linesOf(path) })));
    const texts = read.flatMap(({ path, lines }) =>
      lines === undefined || lines.length > longestFile ? [] : [{ path, lines }],
    );
    const structured = texts.map(async (text) => [text.path, { ...text, outline: await outlineOf(text) }] as const);
    return new Map(await Promise.all(structured));
  };
  return {
    async read(paths) {
      const fresh = [...new Set(paths)].filter((path) => !files.has(path));
      const loading = fresh.length === 0 ? undefined : load(fresh);
      for (const path of fresh)
        files.set(
          path,
          Promise.resolve(loading).then((loaded) => loaded?.get(path)),
        );
      const found = await Promise.all(paths.map((path) => files.get(path)));
      return found.filter((file) => file !== undefined);
    },
  };
}

interface FileText {
  readonly path: string;
  readonly lines: readonly string[];
}

/** A process for each file would cost more than the parsing: while one is at work, files wait for the next. */
function inBatches(outliner: Outliner | undefined): (file: FileText) => Promise<Outline> {
  let waiting: { readonly file: FileText; readonly answer: (outline: Outline) => void }[] = [];
  let isAtWork = false;
  const work = async () => {
    isAtWork = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const outlines = await outlinesOf(
        outliner,
        batch.map(({ file }) => file),
      );
      for (const { file, answer } of batch) answer(outlines.get(file.path) ?? fallbackOutline(file.path, file.lines));
    }
    isAtWork = false;
  };
  return (file) =>
    new Promise((answer) => {
      waiting.push({ file, answer });
      // Files that are asked for in the same moment come before the first batch begins.
      if (!isAtWork && waiting.length === 1) queueMicrotask(() => void work());
    });
}

async function outlinesOf(
  outliner: Outliner | undefined,
  files: readonly FileText[],
): Promise<ReadonlyMap<string, Outline>> {
  return (await outliner?.outline(files).catch(() => undefined)) ?? new Map<string, Outline>();
}
