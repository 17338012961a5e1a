// The manifests: one task, one lock file for every system, versions pinned, nothing that runs on installation.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readTaskManifest } from '../../scripts/generate/task-manifest.ts';
import { projectRoot } from '../project-root.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(join(projectRoot, path), 'utf8'));
const text = z.record(z.string(), z.string());
const project = z.looseObject({ dependencies: text, devDependencies: text, engines: text }).parse(read('package.json'));
const lock = z
  .looseObject({
    packages: z.record(
      z.string(),
      z.looseObject({
        version: z.string().optional(),
        optional: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
        optionalDependencies: text.optional(),
        resolved: z.string().optional(),
        engines: z.union([text, z.array(z.string())]).optional(),
      }),
    ),
  })
  .parse(read('package-lock.json'));

describe('the manifests', () => {
  it('give the task both Node handlers with the same target', () => {
    const { execution } = readTaskManifest();
    assert.deepEqual(Object.keys(execution), ['Node24', 'Node20_1']);
    assert.equal(execution.Node24.target, execution.Node20_1.target);
  });

  it('contribute exactly the folder of the task', () => {
    const extension = z
      .looseObject({ contributions: z.array(z.looseObject({ properties: z.looseObject({ name: z.string() }) })) })
      .parse(read('vss-extension.json'));
    assert.deepEqual(
      extension.contributions.map((one) => one.properties.name),
      ['ReviewTask'],
    );
  });

  it('pin every dependency to one version', () => {
    for (const [name, version] of Object.entries({ ...project.dependencies, ...project.devDependencies })) {
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
    }
  });

  it('lock the builds of every system, so that the project installs on Windows and macOS too', () => {
    for (const [path, entry] of Object.entries(lock.packages)) {
      for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
        if (/^\d/.test(version))
          assert.ok(lock.packages[`node_modules/${name}`], `${path} may need ${name}: npm run lock`);
      }
    }
  });

  it('name no registry', () => {
    for (const [path, entry] of Object.entries(lock.packages)) assert.equal(entry.resolved, undefined, path);
  });
});
