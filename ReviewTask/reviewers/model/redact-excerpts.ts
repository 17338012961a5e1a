// Excerpts as a model may see them: their lines are taken out of whole files from which the secrets are gone.
import type { Excerpt } from '../../model/excerpt.ts';
import type { CodeBase } from '../../ports.ts';

/** `clean` is redacted. An excerpt of a file that it cannot read is left out: its lines might hold half a key. */
export async function redactExcerpts(excerpts: readonly Excerpt[], clean: CodeBase): Promise<readonly Excerpt[]> {
  const redacted = excerpts.map(async (excerpt): Promise<readonly Excerpt[]> => {
    const file = await clean.read(excerpt.path).catch(() => undefined);
    const lines = file?.slice(excerpt.startLine - 1, excerpt.startLine - 1 + excerpt.lines.length);
    if (lines?.length !== excerpt.lines.length) return [];
    // A line that was cut to a length stays cut: at most as long as it was, but for the name of what was taken out.
    const texts = lines.map((line, index) => {
      const length = excerpt.lines[index]?.length ?? 0;
      return line.length > length ? line.slice(0, Math.max(length, longestLine)) : line;
    });
    // The name of a block in YAML is its first line; where that held a secret, no line holds it any more.
    const symbol = file?.some((line) => line.includes(excerpt.symbol)) ? excerpt.symbol : '';
    return [{ ...excerpt, lines: texts, symbol }];
  });
  return (await Promise.all(redacted)).flat();
}

/** In UTF-16 units. */
const longestLine = 300;
