// Finds the function around a line by its indentation: good enough in any language that people indent.

/** Lines are 1-based, `endLine` inclusive. */
export interface EnclosingFunction {
  /** Empty where the head names nothing. */
  readonly name: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** Heads of blocks inside a function, which are not the function. */
const block =
  /^\s*(?:\}\s*)?(?:if|else|elif|for|foreach|while|do|switch|case|default|try|catch|except|finally|with|using|lock|unless|until|when|match|return|await|throw)\b/;
const head = /[({:]|=>|\b(?:def|func|fn|sub|begin|as|is)\b/i;

/** The innermost function whose lines hold `line`; `undefined` at the top level of a file. */
export function enclosingFunction(lines: readonly string[], line: number): EnclosingFunction | undefined {
  const own = lines[line - 1];
  if (own === undefined) return undefined;
  let depth = own.trim() === '' ? Number.MAX_SAFE_INTEGER : indentation(own);
  if (isHead(own)) return { name: nameOf(own), startLine: line, endLine: endOf(lines, line) };
  for (let number = line - 1; number >= 1; number -= 1) {
    const text = lines[number - 1] ?? '';
    if (text.trim() === '' || indentation(text) >= depth) continue;
    if (isHead(text)) return { name: nameOf(text), startLine: number, endLine: endOf(lines, number) };
    // The lower end of a signature of several lines stands as deep as its head: keep looking at this depth.
    depth = /^\s*[)\]}]/.test(text) ? indentation(text) + 1 : indentation(text);
  }
  return undefined;
}

function isHead(text: string): boolean {
  return (
    !block.test(text) &&
    /^\s*[\w@$<[\]*&#]/.test(text) &&
    head.test(text) &&
    /[{:(]\s*$|=>\s*$|\)\s*$|\b(?:as|is|begin)\s*$/i.test(text) &&
    nameOf(text) !== '' &&
    !/^\s*[\w.$]+\([^)]*\)\s*$/.test(text)
  );
}

function nameOf(text: string): string {
  const declared =
    /\b(?:function\*?|def|class|interface|struct|fn|func|fun|sub|proc|procedure|enum|record|trait|const|let|var|val)\s+(?:\([^)]*\)\s*)?([A-Za-z_$][\w$-]*)/i.exec(
      text,
    )?.[1];
  return (
    declared ??
    /([A-Za-z_$][\w$]*)\s*(?:<[^>()]*>)?\s*\(/.exec(text)?.[1] ??
    /^\s*([A-Za-z_$][\w$]*)\s*[:=]/.exec(text)?.[1] ??
    ''
  );
}

/** The last line that is deeper than the head, and the closing one where it stands as deep. */
function endOf(lines: readonly string[], start: number): number {
  const depth = indentation(lines[start - 1] ?? '');
  let end = start;
  for (let number = start + 1; number <= lines.length; number += 1) {
    const text = lines[number - 1] ?? '';
    if (text.trim() === '') continue;
    if (indentation(text) > depth) end = number;
    else if (/^\s*(?:[)\]}]|end\b)/i.test(text) && indentation(text) === depth) {
      end = number;
      // The end of a signature of several lines opens the body.
      if (!/[{:]\s*$/.test(text)) return end;
    } else if (!(/^\s*\{\s*$/.test(text) && indentation(text) === depth)) return end;
  }
  return end;
}

function indentation(text: string): number {
  const space = /^[ \t]*/.exec(text)?.[0] ?? '';
  return [...space].reduce((sum, one) => sum + (one === '\t' ? 4 : 1), 0);
}
