// Which comments and strings a language has, by the file's name.

/** A string or a comment that runs from `open` to `close`. */
export interface Region {
  readonly open: string;
  readonly close: string;
  /** What keeps a close from closing: a character before it, or writing it twice. */
  readonly escape: string | 'doubled' | undefined;
  /** False for what ends with its line whether it is closed or not. */
  readonly spansLines: boolean;
  readonly kind: 'comment' | 'string';
  /** `${` inside opens code, up to its `}`. */
  readonly hasCode?: boolean;
  /** A string that is the first thing on its line only documents. */
  readonly documents?: boolean;
}

export interface Syntax {
  readonly lineComments: readonly string[];
  /** A line comment counts only at the start of a line or after a blank. */
  readonly commentNeedsBlank: boolean;
  /** Longest `open` first. */
  readonly regions: readonly Region[];
  /** `/…/` may be a pattern. */
  readonly hasPatterns: boolean;
  /** Every character at which something other than code may begin, and the braces. */
  readonly meaningful: string;
}

function text(open: string, escapedBy: Region['escape'] = '\\', close = open, spansLines = false): Region {
  return { open, close, escape: escapedBy, spansLines, kind: 'string' };
}

function comment(open: string, close: string): Region {
  return { open, close, escape: undefined, spansLines: true, kind: 'comment' };
}

const block = comment('/*', '*/');
const both = [text('"'), text("'")];

function syntax(lineComments: readonly string[], regions: readonly Region[], extra: Partial<Syntax> = {}): Syntax {
  const starts = [...lineComments, ...regions.map(({ open }) => open)].map((mark) => mark.charAt(0));
  const meaningful = `${starts.join('')}{}`;
  return { lineComments, regions, commentNeedsBlank: false, hasPatterns: false, meaningful, ...extra };
}

const csharp = syntax(
  ['//'],
  [
    block,
    comment('@*', '*@'),
    text('"""', undefined, '"""', true),
    text('$@"', 'doubled', '"', true),
    text('@$"', 'doubled', '"', true),
    text('@"', 'doubled', '"', true),
    ...both,
  ],
);
const java = syntax(['//'], [block, text('"""', '\\', '"""', true), ...both]);
const script = syntax(['//'], [block, { ...text('`', '\\', '`', true), hasCode: true }, ...both], {
  hasPatterns: true,
});
const go = syntax(['//'], [block, text('`', undefined, '`', true), ...both]);
const python = syntax(
  ['#'],
  [
    { ...text('"""', '\\', '"""', true), documents: true },
    { ...text("'''", '\\', "'''", true), documents: true },
    ...both,
  ],
);
const powershell = syntax(
  ['#'],
  [
    comment('<#', '#>'),
    text('@"', undefined, '"@', true),
    text("@'", undefined, "'@", true),
    text('"', '`'),
    text("'", 'doubled'),
  ],
  { commentNeedsBlank: true },
);
const sql = syntax(['--'], [block, text("'", 'doubled', "'", true)]);
const terraform = syntax(['#', '//'], [block, text('"')]);
const bicep = syntax(['//'], [block, text("'''", undefined, "'''", true), text("'")]);
const shell = syntax(['#'], both, { commentNeedsBlank: true });
const yaml = syntax(['#'], [], { commentNeedsBlank: true });
const markup = syntax([], [comment('<!--', '-->')]);
const plain = syntax([], []);

const byExtension: ReadonlyMap<string, Syntax> = new Map([
  ...['cs', 'csx', 'cshtml', 'razor'].map((name) => [name, csharp] as const),
  ...['java', 'kt', 'swift', 'c', 'h', 'cpp', 'hpp', 'rs', 'scala'].map((name) => [name, java] as const),
  ...['js', 'jsx', 'ts', 'tsx', 'mjs', 'cjs', 'mts', 'cts'].map((name) => [name, script] as const),
  ['go', go],
  ['py', python],
  ...['ps1', 'psm1'].map((name) => [name, powershell] as const),
  ['sql', sql],
  ...['tf', 'tfvars', 'hcl'].map((name) => [name, terraform] as const),
  ...['bicep', 'bicepparam'].map((name) => [name, bicep] as const),
  ...['sh', 'bash'].map((name) => [name, shell] as const),
  ...['yml', 'yaml', 'dockerfile', 'env'].map((name) => [name, yaml] as const),
  ...['xml', 'config', 'html', 'vue', 'svelte', 'csproj', 'props', 'targets'].map((name) => [name, markup] as const),
]);

/** The syntax of a file by its extension; a file of an unknown kind has neither comments nor strings. */
export function syntaxOf(path: string): Syntax {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (name.startsWith('dockerfile')) return yaml;
  return byExtension.get(name.slice(name.lastIndexOf('.') + 1)) ?? plain;
}
