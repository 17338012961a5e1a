// Which grammar reads which file, by its extension.

/** Grammars that are shipped, by the name of their file beside the child's bundle. */
export type GrammarName =
  | 'bash'
  | 'c-sharp'
  | 'cpp'
  | 'go'
  | 'hcl'
  | 'java'
  | 'javascript'
  | 'php'
  | 'powershell'
  | 'python'
  | 'ruby'
  | 'rust'
  | 'tsx'
  | 'typescript'
  | 'yaml';

const extensions: Readonly<Record<GrammarName, string>> = {
  bash: 'sh bash',
  'c-sharp': 'cs csx',
  cpp: 'c h cc cpp cxx hh hpp hxx',
  go: 'go',
  hcl: 'tf tfvars hcl',
  java: 'java',
  javascript: 'js jsx mjs cjs',
  php: 'php',
  powershell: 'ps1 psm1',
  python: 'py pyi',
  ruby: 'rb rake',
  rust: 'rs',
  tsx: 'tsx',
  typescript: 'ts mts cts',
  yaml: 'yml yaml',
};

const byExtension = new Map(
  Object.entries(extensions).flatMap(([name, list]) => list.split(' ').map((extension) => [extension, name])),
);

/** The grammar for a repository path; `undefined` for a language without one. */
export function grammarFor(path: string): string | undefined {
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase();
  return extension === undefined ? undefined : byExtension.get(extension);
}
