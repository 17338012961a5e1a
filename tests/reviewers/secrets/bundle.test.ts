// The checks work as one CommonJS bundle, and read neither the environment nor the disk.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../../project-root.ts';
import { madeUp } from './made-up.ts';

const entry = `
  import { findSecrets } from './secrets/find.ts';
  import { reviewBuiltIn } from './built-in/review.ts';
  const read = [];
  const environment = new Proxy({}, { get: (_, name) => void read.push(String(name)), ownKeys: () => (read.push('all'), []) });
  Object.defineProperty(process, 'env', { get: () => environment });
  const [path, line] = process.argv.slice(2);
  const content = { kind: 'text', left: [], right: ['debugger;'], hunks: [{ lines: [{ kind: 'added', right: 1, text: 'debugger;' }] }] };
  findSecrets(path, [line]).then((spans) => {
    process.stdout.write(JSON.stringify({ spans, read, builtIn: reviewBuiltIn([{ path: 'a.ts', content }]).length }));
  });
`;

describe('the checks as a bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'threadline-checks-'));
  const outfile = join(folder, 'checks.cjs');
  let size = 0;

  before(async () => {
    await build({
      stdin: { contents: entry, resolveDir: join(projectRoot, 'ReviewTask', 'reviewers'), loader: 'ts' },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      minify: true,
      metafile: true,
      logLevel: 'silent',
    }).then(({ metafile }) => {
      size = Object.values(metafile.outputs)[0]?.bytes ?? 0;
    });
  });
  after(() => rmSync(folder, { recursive: true }));

  function run(path: string, line: string): unknown {
    return JSON.parse(
      execFileSync(process.execPath, [outfile, path, line], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }),
    );
  }

  it('is under 200 KB', () => assert.ok(size > 20_000 && size < 200_000, `${size} bytes`));

  it('finds a secret and a debugger, prints nothing else, and does not look at the environment', () => {
    const line = `t = 'ghp_${madeUp('alphanumeric', 36)}'`;
    assert.deepEqual(run('a.ts', line), {
      spans: [{ line: 1, start: 6, end: 46, rule: 'github-token', label: 'GitHub token' }],
      read: [],
      builtIn: 1,
    });
  });

  it('does not open a file of the disk that a pull request names', () => {
    writeFileSync(join(folder, 'key.p12'), 'would be read by the gcp rule of the preset');
    assert.deepEqual(run('key.p12', 'text'), { spans: [], read: [], builtIn: 1 });
  });
});
