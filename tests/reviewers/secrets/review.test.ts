// Findings about secrets say where and what, and never the value.
import assert from 'node:assert/strict';
import { place } from '../../../ReviewTask/findings/place.ts';
import { reviewNames, reviewSecrets } from '../../../ReviewTask/reviewers/secrets/review.ts';
import { aNewFile, anEntry } from '../../fakes/changes.ts';
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

  it('are two for two secrets on a line, each with a fingerprint of its own that does not hang on the order', async () => {
    const other = `ghp_${madeUp('alphanumeric', 36)}`;
    const file = addedFile('src/a.ts', ['first', `use('${key}', '${other}');`, 'last']);
    const raw = await reviewSecrets([file]);
    assert.equal(raw.length, 2);
    const placed = place(raw, [file]);
    const swapped = place([...raw].reverse(), [file]).toReversed();
    const fingerprints = placed.map(({ fingerprint }) => fingerprint);
    assert.equal(new Set(fingerprints).size, 2);
    assert.deepEqual(
      swapped.map(({ fingerprint }) => fingerprint),
      fingerprints,
    );
    const alone = place(raw.slice(0, 1), [file]);
    assert.equal(alone[0]?.fingerprint, fingerprints[0], 'the first one keeps the thread that it has');
  });

  it('tell of a secret in the name of a file that is added or renamed, without the value', async () => {
    const path = `notes/${key}/readme.md`;
    const entries = [
      anEntry({ path: 'src/a.ts', isAdded: true }),
      anEntry({ path, isAdded: true }),
      anEntry({ path: `old/${key}.txt` }),
    ];
    const findings = await reviewNames(entries);
    assert.equal(findings.length, 1);
    assert.equal(findings[0]?.path, path);
    assert.equal(findings[0]?.title, 'GitHub token in the name of a file');
    assert.ok(!JSON.stringify({ ...findings[0], path: '' }).includes(key));
    const [placed] = place(findings, [aNewFile(path, ['x'])]);
    assert.equal(placed?.anchor.kind, 'file');
    assert.equal(placed?.severity, 'blocker');
  });

  it('are by form alone where names before values say little', async () => {
    const lines = [`"resolved": "https://x:${key}@registry.example/a.tgz",`, 'password = "Zu7!kk29-qWx"'];
    const found = await reviewSecrets([addedFile('package-lock.json', lines)], 'by-form');
    assert.deepEqual(
      found.map(({ line }) => line),
      [1],
    );
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
