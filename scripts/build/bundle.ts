// Makes one file out of an entry and all that it imports, and says what went in.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../project.ts';

/** A package that went into a bundle. */
export interface BundledPackage {
  /** Where it is installed, from the project's folder: its key in the lock file. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Bytes of it in the output. */
  readonly bytes: number;
}

export interface BundleReport {
  /** Path from the project's folder. */
  readonly output: string;
  readonly bytes: number;
  /** Heaviest first. */
  readonly packages: readonly BundledPackage[];
}

/** Bundles for Node 20 as CommonJS: the agent starts the file by its path, with no package.json around it. */
export async function bundle(entry: string, output: string): Promise<BundleReport> {
  const result = await build({
    absWorkingDir: projectFolder,
    entryPoints: [entry],
    outfile: output,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    // Not shipped: kept beside the bundle, so that a stack trace in a bug report can be read.
    sourcemap: 'external',
    legalComments: 'none',
    metafile: true,
    logLevel: 'error',
    define: {
      __THREADLINE_VERSION__: JSON.stringify(projectVersion()),
      // CommonJS has no import.meta, and its own name for the same thing.
      'import.meta.dirname': '__dirname',
    },
    // Its other build asks import.meta for a URL, which a CommonJS bundle does not have.
    alias: { 'web-tree-sitter': join(projectFolder, 'node_modules', 'web-tree-sitter', 'web-tree-sitter.cjs') },
  });
  const made = Object.values(result.metafile.outputs).find((file) => file.entryPoint !== undefined);
  if (made === undefined) throw new Error(`esbuild made nothing of ${entry}.`);
  const bytes = new Map<string, number>();
  for (const [input, { bytesInOutput }] of Object.entries(made.inputs)) {
    const folder = packageFolder(input);
    if (folder !== undefined) bytes.set(folder, (bytes.get(folder) ?? 0) + bytesInOutput);
  }
  const packages = [...bytes].map(([folder, size]) => ({ folder, ...packageFacts(folder), bytes: size }));
  packages.sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
  return { output, bytes: made.bytes, packages };
}

/** The project's version, of which the task's and the extension's are made. */
export function projectVersion(): string {
  return stringField(JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')), 'version');
}

/** The package folder that an input file belongs to, from the project's folder; `undefined` for our own files. */
function packageFolder(input: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replaceAll('\\', '/'))?.[0];
}

/** What the manifest of an installed package says; `folder` from the project's folder. */
export function packageFacts(folder: string): { name: string; version: string; license: string } {
  const file = join(projectFolder, folder, 'package.json');
  const manifest: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return {
    name: stringField(manifest, 'name'),
    version: stringField(manifest, 'version'),
    license: stringField(manifest, 'license'),
  };
}

function stringField(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null) return 'unknown';
  const field: unknown = Reflect.get(value, name);
  return typeof field === 'string' ? field : 'unknown';
}
