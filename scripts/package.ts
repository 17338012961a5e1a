// Makes the extension (.vsix) with tfx-cli out of a staged folder: the task's two bundles, grammars, manifest, licences, no node_modules.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, projectVersion } from './build/bundle.ts';
import { copyGrammars } from './build/grammars.ts';
import { noticesOf } from './package/notices.ts';
import { projectFolder } from './project.ts';

const uploader = publisher();
const version = projectVersion();
const stage = join(projectFolder, 'dist', 'extension');
const vsix = join(projectFolder, 'dist', `threadline-${version}.vsix`);
const assets = join(projectFolder, 'scripts', 'package');

rmSync(stage, { recursive: true, force: true });
mkdirSync(join(stage, 'ReviewTask'), { recursive: true });

const report = await bundle('ReviewTask/main.ts', 'dist/ReviewTask/main.cjs');
const child = await bundle('ReviewTask/edges/outline-child.ts', 'dist/ReviewTask/outline.cjs');
for (const file of ['main.cjs', 'outline.cjs', 'icon.png', 'threadline.schema.json']) {
  cpSync(join(projectFolder, 'dist', 'ReviewTask', file), join(stage, 'ReviewTask', file));
}
const grammars = copyGrammars(join(stage, 'ReviewTask', 'grammars'));
const packages = [...report.packages, ...child.packages, ...grammars];
const [major, minor, patch] = version.split('.').map(Number);
const task: unknown = JSON.parse(readFileSync(join(projectFolder, 'ReviewTask', 'task.json'), 'utf8'));
// A task keeps its own major version, which pipelines pin (`@1`); minor and patch rise with every published change.
writeJson(join(stage, 'ReviewTask', 'task.json'), {
  ...Object(task),
  // For editors only; the service's own schema does not know it.
  $schema: undefined,
  version: { Major: 1, Minor: (major ?? 0) * 100 + (minor ?? 0), Patch: patch ?? 0 },
});
const extension: unknown = JSON.parse(readFileSync(join(projectFolder, 'vss-extension.json'), 'utf8'));
writeJson(join(stage, 'vss-extension.json'), { ...Object(extension), ...uploader, version });
cpSync(join(assets, 'icon.png'), join(stage, 'icon.png'));
cpSync(join(assets, 'overview.md'), join(stage, 'overview.md'));
cpSync(join(projectFolder, 'LICENSE'), join(stage, 'LICENSE.txt'));
writeFileSync(join(stage, 'ReviewTask', 'ThirdPartyNotices.txt'), noticesOf(packages));

const tfx = join(dirname(createRequire(import.meta.url).resolve('tfx-cli/package.json')), '_build', 'app.js');
execFileSync(
  process.execPath,
  [
    tfx,
    'extension',
    'create',
    '--root',
    stage,
    '--manifests',
    'vss-extension.json',
    '--output-path',
    vsix,
    '--no-prompt',
  ],
  { cwd: stage, stdio: ['ignore', 'ignore', 'inherit'] },
);
console.log(`${vsix.slice(projectFolder.length + 1)}: ${Math.round(statSync(vsix).size / 1024)} KB`);
console.log(
  `${new Set(packages.map((one) => one.name)).size} packages are bundled; their licences are in ThirdPartyNotices.txt.`,
);

if (uploader.publisher === undefined)
  console.log('To upload it, make it under your own publisher: npm run package -- --publisher NAME');

/** `--publisher NAME`: the Marketplace account that uploads the extension. */
function publisher(): { readonly publisher?: string } {
  const name = publisherArgument();
  if (name === undefined) return {};
  // The id of a publisher, not the name that people read: the Marketplace shows both.
  if (!/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(name))
    return refuse(`"${name}" is no id of a publisher: an id has letters, digits and hyphens only.`);
  return { publisher: name };
}

function publisherArgument(): string | undefined {
  try {
    return parseArgs({ options: { publisher: { type: 'string' } } }).values.publisher;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(problem: string): never {
  console.error(
    `${problem}\n\nnpm run package -- --publisher NAME    make the extension for your publisher on the Marketplace`,
  );
  process.exit(2);
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
