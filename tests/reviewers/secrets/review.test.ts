// Findings about secrets say where and what, and never the value.
import assert from 'node:assert/strict';
import { reviewSecrets } from '../../../ReviewTask/reviewers/secrets/review.ts';
import { addedFile, fileWith } from '../built-in/added-file.ts';
import { madeUp, madeUpPem } from './made-up.ts';
import { positives } from './positives.ts';

const key = `ghp_${madeUp('alphanumeric', 36)}`;

describe('findings about secrets', () => {
  it('give line and columns, a title, and what to do', async () => {
    const line = `  const token = '${key}';`;
    const [finding, ...others] = await reviewSecrets([addedFile('src/a.ts', ['first', line])]);
    assert.deepEqual(others, []);
    assert.ok(finding !== undefined);
    const { failure, ...rest } = finding;
    assert.match(failure, /deleting the line leaves it in the history.*GitHub.*Key Vault/);
    assert.deepEqual(rest, {
      path: 'src/a.ts',
      side: 'right',
      line: 2,
      endLine: 2,
      quote: '',
      columns: { start: line.indexOf(key) + 1, end: line.indexOf(key) + key.length + 1 },
      title: 'GitHub token in code',
      severity: 'blocker',
      category: 'security',
      replacement: undefined,
      source: { kind: 'secrets', rule: 'github-token' },
    });
  });

  it('are one for a private key of many lines', async () => {
    const pem = madeUpPem();
    const findings = await reviewSecrets([addedFile('a.pem', ['before', ...pem, 'after'])]);
    assert.deepEqual(
      findings.map(({ line, endLine }) => ({ line, endLine })),
      [{ line: 2, endLine: pem.length + 1 }],
    );
  });

  it('are none for a secret that was there before', async () => {
    assert.deepEqual(
      await reviewSecrets([fileWith('a.ts', [`const a = '${key}';`, 'const b = 1;'], new Set([2]))]),
      [],
    );
  });

  it('never hold the value or a part of it', async () => {
    for (const { path, lines, secret } of positives) {
      const said = JSON.stringify(await reviewSecrets([addedFile(path, lines)]));
      assert.ok(said.length > 2, path);
      for (const part of secret.split('\n')) {
        for (let at = 0; at + 8 <= part.length && !part.startsWith('-----'); at += 4) {
          assert.ok(!said.includes(part.slice(at, at + 8)), path);
        }
      }
    }
  });
});
