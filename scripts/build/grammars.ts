// Puts the tree-sitter runtime and the grammars beside the outline child, and says which packages they are from.
import { cpSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../project.ts';
import { type BundledPackage, packageFacts } from './bundle.ts';

/** Packages with compiled grammars, the folder of the files in them, and which of those are shipped. */
const sources = [
  { name: 'web-tree-sitter', folder: '.', files: ['web-tree-sitter.wasm'] },
  {
    name: '@vscode/tree-sitter-wasm',
    folder: 'wasm',
    files: [
      'bash c-sharp cpp go java javascript php powershell python ruby rust tsx typescript'
        .split(' ')
        .map((name) => `tree-sitter-${name}.wasm`),
    ].flat(),
  },
  { name: '@tree-sitter-grammars/tree-sitter-hcl', folder: '.', files: ['tree-sitter-hcl.wasm'] },
  { name: '@tree-sitter-grammars/tree-sitter-yaml', folder: '.', files: ['tree-sitter-yaml.wasm'] },
] as const;

/** Copies the files into a folder, which is made. */
export function copyGrammars(folder: string): readonly BundledPackage[] {
  mkdirSync(folder, { recursive: true });
  return sources.map((source) => {
    const base = ['node_modules', ...source.name.split('/')];
    const from = join(projectFolder, ...base, source.folder);
    for (const file of source.files) cpSync(join(from, file), join(folder, file));
    const bytes = source.files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    return { folder: base.join('/'), ...packageFacts(base.join('/')), bytes };
  });
}

/** Bytes of all grammars in a folder. */
export function grammarBytes(folder: string): number {
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
