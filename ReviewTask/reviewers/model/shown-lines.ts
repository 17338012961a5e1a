// The lines of the changed files as a model may see them: secrets taken out, overlong lines cut, numbers unchanged.
import type { DiffLine } from '../../model/diff.ts';
import { shownText } from '../../model/long-line.ts';
import type { ChunkPart, TextFile } from '../../model/plan.ts';
import type { RuleBook } from '../../model/rules.ts';

/** Replaces secrets in the lines of one side of a file; as many lines come back as went in. */
export type Redact = (path: string, lines: readonly string[]) => Promise<readonly string[]>;

/** The texts to show for the lines of a part, in the order of its hunks. */
export type ShownLines = (part: ChunkPart) => readonly string[];

/**
 * Redacts whole files rather than hunks, so that a key of which only the middle is in a hunk is known; and twice, because a
 * secret that one file gives away may stand bare in a file that was read before.
 */
export async function redactFiles(files: readonly TextFile[], redact: Redact): Promise<ShownLines> {
  const sides = new Map<string, { left: readonly string[]; right: readonly string[] }>();
  for (const round of ['learn', 'apply'] as const) {
    for (const file of files) {
      const left = await redact(file.originalPath, file.content.left);
      const right = await redact(file.path, file.content.right);
      if (round === 'apply') sides.set(file.path, { left, right });
    }
  }
  return (part) => {
    const file = sides.get(part.path);
    const shown = (line: DiffLine) =>
      (line.kind === 'removed' ? file?.left[line.left - 1] : file?.right[line.right - 1]) ?? '';
    return part.hunks.flatMap((hunk) => hunk.lines.map((line) => shownText(shown(line))));
  };
}

/** The owners' texts without secrets: nothing goes to a model that has not been looked through. */
export async function redactBook(book: RuleBook, redact: Redact): Promise<RuleBook> {
  const clean = async (path: string, text: string) => (await redact(path, text.split('\n'))).join('\n');
  return {
    ...book,
    guidelines: await Promise.all(
      book.guidelines.map(async (one) => ({ ...one, text: await clean(one.path, one.text) })),
    ),
    rules: await Promise.all(
      book.rules.map(async (rule) => {
        const [text, good, bad] = await Promise.all(
          [rule.text, rule.good, rule.bad].map((part) => clean(rule.from, part)),
        );
        return { ...rule, text: text ?? '', good: good ?? '', bad: bad ?? '' };
      }),
    ),
  };
}
