// Makes the extension (.vsix) with tfx-cli out of a staged folder: the task's two bundles, grammars, manifest, licences, no node_modules; and its SBOM.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, projectVersion } from './build/bundle.ts';
import { copyGrammars } from './build/grammars.ts';
import { readTaskManifest } from './generate/task-manifest.ts';
import { noticesOf } from './package/notices.ts';
import { repack } from './package/repack.ts';
import { sbomOf } from './package/sbom.ts';
import { projectFolder } from './project.ts';

const { uploader, output } = options();
const version = projectVersion();
const stage = join(output, 'extension');
const bundles = join(output, 'package-bundles');
const vsix = join(output, `threadline-${version}.vsix`);
const sbom = join(output, `threadline-${version}.cdx.json`);
const assets = join(projectFolder, 'scripts', 'package');

rmSync(stage, { recursive: true, force: true });
mkdirSync(join(stage, 'ReviewTask'), { recursive: true });

const report = await bundle('ReviewTask/main.ts', join(bundles, 'main.cjs'));
const child = await bundle('ReviewTask/edges/outline-child.ts', join(bundles, 'outline.cjs'));
for (const file of ['main.cjs', 'outline.cjs']) cpSync(join(bundles, file), join(stage, 'ReviewTask', file));
for (const file of ['icon.png', 'threadline.schema.json']) {
  cpSync(join(projectFolder, 'ReviewTask', file), join(stage, 'ReviewTask', file));
}
const grammars = copyGrammars(join(stage, 'ReviewTask', 'grammars'));
const packages = [...report.packages, ...child.packages, ...grammars];
const [major, minor, patch] = version.split('.').map(Number);
// A task keeps its own major version, which pipelines pin (`@1`); minor and patch rise with every published change.
writeJson(join(stage, 'ReviewTask', 'task.json'), {
  // Checked by our own schema: tfx packs nearly anything.
  ...readTaskManifest(),
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
repack(vsix);
const digest = createHash('sha256').update(readFileSync(vsix)).digest('hex');
writeFileSync(sbom, sbomOf({ version, digest, packages }));
console.log(`${relative(projectFolder, vsix)}: ${Math.round(statSync(vsix).size / 1024)} KB`);
console.log(`SHA-256 ${digest}: the same sources make the same bytes, on every machine.`);
console.log(
  `${new Set(packages.map((one) => one.name)).size} packages are bundled; their licences are in ThirdPartyNotices.txt, and ${relative(projectFolder, sbom)} (CycloneDX) lists them.`,
);

if (uploader.publisher === undefined)
  console.log('To upload it, make it under your own publisher: npm run package -- --publisher NAME');

/** `--publisher NAME`: the Marketplace account that uploads the extension. `--output FOLDER`: where to put it, dist otherwise. */
function options(): { readonly uploader: { readonly publisher?: string }; readonly output: string } {
  const { publisher, output: folder } = given();
  // The id of a publisher, not the name that people read: the Marketplace shows both.
  if (publisher !== undefined && !/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(publisher))
    return refuse(`"${publisher}" is no id of a publisher: an id has letters, digits and hyphens only.`);
  return { uploader: publisher === undefined ? {} : { publisher }, output: resolve(projectFolder, folder) };
}

function given() {
  try {
    const values = { publisher: { type: 'string' }, output: { type: 'string', default: 'dist' } } as const;
    return parseArgs({ options: values }).values;
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
