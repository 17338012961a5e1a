// What a file is written in, by its extension: which definitions can belong to which calls, and how code without a parser is read.

/** Languages that share their definitions with each other, and the way their blocks are written. */
export type Language =
  | 'c'
  | 'csharp'
  | 'go'
  | 'hcl'
  | 'java'
  | 'javascript'
  | 'php'
  | 'powershell'
  | 'python'
  | 'ruby'
  | 'rust'
  | 'shell'
  | 'sql'
  | 'yaml'
  | 'other';

const extensions: Readonly<Record<Exclude<Language, 'other'>, string>> = {
  c: 'c h cc cpp cxx hh hpp hxx m mm',
  csharp: 'cs csx cshtml razor',
  go: 'go',
  hcl: 'tf tfvars hcl bicep',
  java: 'java kt kts scala groovy gradle',
  javascript: 'js jsx mjs cjs ts tsx mts cts vue svelte',
  php: 'php',
  powershell: 'ps1 psm1 psd1',
  python: 'py pyi',
  ruby: 'rb rake',
  rust: 'rs',
  shell: 'sh bash zsh',
  sql: 'sql',
  yaml: 'yml yaml',
};

const byExtension = new Map(
  Object.entries(extensions).flatMap(([name, list]) => list.split(' ').map((extension) => [extension, name])),
);

/** The language of a repository path. */
export function languageOf(path: string): Language {
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const name = byExtension.get(extension);
  return isLanguage(name) ? name : 'other';
}

function isLanguage(name: string | undefined): name is Language {
  return name !== undefined && name in extensions;
}
