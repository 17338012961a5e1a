// What comes in and what goes out: nothing runs on installation, the package has the same bytes each time, and all of it is listed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import * as z from 'zod';
import { projectRoot } from '../project-root.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const text = z.record(z.string(), z.string());
const lock = z
  .looseObject({
    packages: z.record(
      z.string(),
      z.looseObject({ hasInstallScript: z.boolean().optional(), integrity: z.string().optional() }),
    ),
  })
  .parse(JSON.parse(read('package-lock.json')));

/** Why each package that has a script for its installation does without it. A new one has to be looked at first. */
const doWithout: Readonly<Record<string, string>> = {
  'node_modules/@tree-sitter-grammars/tree-sitter-hcl':
    'builds an add-on for Node; we use the compiled .wasm beside it',
  'node_modules/@tree-sitter-grammars/tree-sitter-yaml':
    'builds an add-on for Node; we use the compiled .wasm beside it',
  'node_modules/esbuild': 'links its program for speed; the program is found without that, too',
};

describe('what is installed', () => {
  it('runs no scripts: the setting says so, and so does the command', () => {
    assert.match(read('.npmrc'), /^ignore-scripts=true$/m);
    assert.match(read('scripts/setup.mjs'), /'ci', '--ignore-scripts'/);
  });

  it('needs none: every package that has one is known, with the reason why it does without', () => {
    const scripted = Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    assert.deepEqual(scripted.map(([path]) => path).sort(), Object.keys(doWithout).sort());
  });

  it('runs no script of ours either', () => {
    const { scripts } = z.looseObject({ scripts: text }).parse(JSON.parse(read('package.json')));
    const hooks = Object.keys(scripts).filter((name) => /^(pre|post)?(install|prepare|publish)$|^pre|^post/.test(name));
    assert.deepEqual(
      hooks.filter((name) => name !== 'preview'),
      [],
    );
  });
});

const bundles = z.array(
  z.object({
    output: z.string(),
    packages: z.array(z.object({ folder: z.string(), name: z.string(), version: z.string(), license: z.string() })),
  }),
);

const sbomSchema = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.5'),
  metadata: z.object({ component: z.object({ hashes: z.array(z.object({ content: z.string() })) }) }),
  components: z.array(
    z.looseObject({
      'bom-ref': z.string(),
      hashes: z.array(z.object({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) })).optional(),
      licenses: z.array(z.object({ license: z.object({ id: z.string() }) })).length(1),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

describe('the package', function () {
  this.timeout(240_000);
  const folders: string[] = [];
  const name = `threadline-${z.object({ version: z.string() }).parse(JSON.parse(read('package.json'))).version}`;
  const vsix: Buffer[] = [];
  let sboms: string[] = [];

  before(() => {
    // Another zone, another place and another time of day, which is what made packages differ.
    for (const zone of ['UTC', 'Asia/Tokyo']) {
      const folder = mkdtempSync(join(tmpdir(), 'package-'));
      folders.push(folder);
      execFileSync(process.execPath, [join(projectRoot, '.build', 'scripts', 'package.js'), '--output', folder], {
        env: { ...process.env, TZ: zone },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      vsix.push(readFileSync(join(folder, `${name}.vsix`)));
    }
    sboms = folders.map((folder) => readFileSync(join(folder, `${name}.cdx.json`), 'utf8'));
  });

  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const purls = () =>
    bundles
      .parse(JSON.parse(read('dist/bundles.json')))
      .filter(({ output }) => output.startsWith('dist/ReviewTask/'))
      .flatMap(({ packages }) => packages)
      .map((one) => ({ ...one, purl: `pkg:npm/${one.name.replace('@', '%40')}@${one.version}` }));

  it('has the same bytes when it is made again', () => {
    assert.ok(vsix[0]?.equals(vsix[1] ?? Buffer.alloc(0)), 'two packages of the same sources differ');
    assert.equal(sboms[0], sboms[1]);
  });

  it('holds what an extension needs, with the types in order', () => {
    const files = unzipSync(vsix[0] ?? Buffer.alloc(0));
    for (const file of [
      'extension.vsixmanifest',
      'extension.vsomanifest',
      'ReviewTask/task.json',
      'ReviewTask/main.cjs',
    ])
      assert.ok(files[file] !== undefined, file);
    const types =
      Buffer.from(files['[Content_Types].xml'] ?? [])
        .toString('utf8')
        .match(/<Default .*/g) ?? [];
    assert.deepEqual(types, [...types].sort());
    for (const ending of new Set(Object.keys(files).flatMap((file) => /\.(?!xml)\w+$/.exec(file)?.[0] ?? [])))
      assert.ok(
        types.some((type) => type.includes(`"${ending}"`)),
        `${ending} has no type`,
      );
  });

  it('lists the licence of every package that is in it, with its text', () => {
    const files = unzipSync(vsix[0] ?? Buffer.alloc(0));
    const notices = Buffer.from(files['ReviewTask/ThirdPartyNotices.txt'] ?? []).toString('utf8');
    assert.ok(purls().length > 50);
    for (const one of purls()) {
      assert.ok(notices.includes(`\n${one.name} ${one.version}  ${one.license}\n`), `${one.name} is not listed`);
      assert.ok(notices.includes(`\n${one.name} ${one.version} (${one.license})\n\n`), `${one.name} has no text`);
    }
    for (const grammar of ['@vscode/tree-sitter-wasm', 'web-tree-sitter', '@tree-sitter-grammars/tree-sitter-hcl'])
      assert.ok(notices.includes(`\n${grammar} `), grammar);
  });

  it('comes with an SBOM of exactly that, whose digests are those of the lock file', () => {
    const sbom = sbomSchema.parse(JSON.parse(sboms[0] ?? ''));
    const references = sbom.components.map((one) => one['bom-ref']);
    assert.equal(new Set(references).size, references.length);
    for (const { purl } of purls()) assert.ok(references.includes(purl), purl);
    const digest = createHash('sha256')
      .update(vsix[0] ?? '')
      .digest('hex');
    assert.deepEqual(
      sbom.metadata.component.hashes.map(({ content }) => content),
      [digest],
    );
    const unproven = sbom.components.filter(({ hashes }) => hashes === undefined).map((one) => one['bom-ref']);
    assert.deepEqual(unproven, []);
    const known = new Set([...references, sbom.dependencies[0]?.ref]);
    for (const { ref, dependsOn } of sbom.dependencies)
      for (const one of [ref, ...dependsOn]) assert.ok(known.has(one), one);
    const reached = new Set(sbom.dependencies.flatMap(({ dependsOn }) => dependsOn));
    assert.deepEqual(
      references.filter((reference) => !reached.has(reference)),
      [],
      'nothing asks for these',
    );
  });
});
