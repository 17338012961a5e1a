// Takes a Markdown file of rules or guidelines apart: the settings between its first two lines of dashes, and the text below.

/** Settings by name in lower case; a value that stands alone is a list of one. */
export interface FrontMatter {
  readonly settings: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

/**
 * Reads front matter as editors write it, which is often no YAML: an unquoted glob begins with `*`, which YAML takes for
 * an alias. Understood are `name: value`, lists in brackets, after commas or on lines of their own. Never throws.
 */
export function readFrontMatter(text: string): FrontMatter {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.findIndex((line, index) => index > 0 && /^---\s*$/.test(line));
  if (!/^---\s*$/.test(lines[0] ?? '') || end < 0) return { settings: new Map(), body: lines.join('\n').trim() };
  const settings = new Map<string, string[]>();
  let name = '';
  for (const line of lines.slice(1, end)) {
    const item = /^\s*-\s+(.*)$/.exec(line);
    const pair = /^([A-Za-z_][\w-]*)\s*:(.*)$/.exec(line);
    if (item !== null && name !== '') settings.get(name)?.push(...valuesOf(item[1] ?? ''));
    if (pair === null) continue;
    name = (pair[1] ?? '').toLowerCase();
    settings.set(name, [...valuesOf(pair[2] ?? '')]);
  }
  return {
    settings,
    body: lines
      .slice(end + 1)
      .join('\n')
      .trim(),
  };
}

function valuesOf(text: string): readonly string[] {
  const plain = text.trim().replace(/(^|\s)#\s.*$/, '');
  const inner = /^\[(.*)\]$/.exec(plain)?.[1] ?? plain;
  return splitAtCommas(unquoted(inner))
    .map((value) => unquoted(value.trim()))
    .filter((value) => value !== '');
}

function unquoted(text: string): string {
  return /^(["'])([^"']*)\1$/.exec(text)?.[2] ?? text;
}

/** At commas that are not in braces: `*.{ts,tsx}` is one glob. */
function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const sign = text[index];
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    if (sign === ',' && depth <= 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}
