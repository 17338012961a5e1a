// Where a block ends, told by indentation, with the closing braces and keywords that stand at its own depth.

const tabWidth = 4;
/** A block that is longer ends here: it is not shown whole anyway. */
const longestBlock = 3_000;
const opener =
  /^\{|^[)\]}].*[{:(]\s*$|^(?:else|catch|finally|rescue|ensure|elsif|elif|except|when)\b|^\)\s*(?:[:{]|=>|->)?/;
const closer = /^(?:[}\])]|end\b|fi\b|done\b|esac\b)/;

/** Columns before the first character; `undefined` for a blank line. */
function indentOf(line: string): number | undefined {
  const space = /^[ \t]*/.exec(line)?.[0] ?? '';
  if (space.length === line.length) return undefined;
  return [...space].reduce((sum, character) => sum + (character === '\t' ? tabWidth : 1), 0);
}

/** Last line of the block that begins on `start`; `start` itself where nothing is below it. Both 1-based, inclusive. */
export function blockEnd(lines: readonly string[], start: number): number {
  const depth = indentOf(lines[start - 1] ?? '') ?? 0;
  let last = start;
  for (let at = start + 1; at <= Math.min(lines.length, start + longestBlock); at += 1) {
    const line = lines[at - 1] ?? '';
    const indent = indentOf(line);
    // Lines of the C preprocessor stand at the margin wherever they are.
    if (indent === undefined || /^#(?:if|else|elif|endif|region|endregion|pragma)/.test(line)) continue;
    if (indent > depth) {
      last = at;
      continue;
    }
    const text = line.trim();
    if (indent < depth) return last;
    if (opener.test(text) || isItemOf(lines[start - 1] ?? '', text)) last = at;
    else return closer.test(text) ? at : last;
  }
  return last;
}

/** The items of a list in YAML may stand as far left as the key of the list. */
function isItemOf(key: string, text: string): boolean {
  return text.startsWith('- ') && /^\s*[^-\s].*:\s*$/.test(key);
}
