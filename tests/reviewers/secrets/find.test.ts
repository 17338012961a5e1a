// Secrets are found where they are, and look-alikes are left alone.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { findSecrets, locateSecrets, secretKinds } from '../../../ReviewTask/reviewers/secrets/find.ts';
import { projectRoot } from '../../project-root.ts';
import { innocents } from './innocents.ts';
import { alphabets, madeUp, madeUpPem } from './made-up.ts';
import { positives } from './positives.ts';

describe('secrets that are found', () => {
  it('there are at least 80 of them', () => assert.ok(positives.length >= 80, String(positives.length)));

  for (const { name, path, lines, rule, secret } of positives) {
    it(name, async () => {
      const spans = await findSecrets(path, lines);
      const covered = spans.map(({ line, start, end }) => lines[line - 1]?.slice(start - 1, end - 1)).join('\n');
      assert.deepEqual([...new Set(spans.map((span) => span.rule))], [rule]);
      assert.equal(covered, secret);
    });
  }

  it('every kind is in the list that the documentation is made from', () => {
    const known = new Set(secretKinds.map(({ id }) => id));
    assert.deepEqual(
      [...new Set(positives.map(({ rule }) => rule))].filter((id) => !known.has(id)),
      [],
    );
  });
});

describe('look-alikes that are left alone', () => {
  it('there are at least 200 of them', () => {
    const count = innocents.reduce((sum, [, lines]) => sum + lines.length, 0);
    assert.ok(count >= 200, String(count));
  });

  for (const [path, lines] of innocents) {
    it(`${lines.length} lines of ${path}`, async () => {
      const spans = await findSecrets(path, lines);
      assert.deepEqual(
        spans.map((span) => `${span.rule}: ${lines[span.line - 1]}`),
        [],
      );
    });
  }

  it('the files of these tests and of the rules hold no secret themselves', async () => {
    for (const folder of ['tests/reviewers/secrets', 'ReviewTask/reviewers/secrets', 'ReviewTask/reviewers/built-in']) {
      for (const name of readdirSync(join(projectRoot, folder))) {
        const lines = readFileSync(join(projectRoot, folder, name), 'utf8').split('\n');
        assert.deepEqual(await findSecrets(`${folder}/${name}`, lines), [], `${folder}/${name}`);
      }
    }
  });
});

describe('places of secrets', () => {
  it('a private key is one secret with a span for each of its lines', async () => {
    const lines = ['before', ...madeUpPem(), 'after'];
    const secrets = await locateSecrets('a.key', lines);
    assert.equal(secrets.length, 1);
    assert.deepEqual(
      secrets[0]?.spans.map(({ line }) => line),
      lines.slice(1, -1).map((_, index) => index + 2),
    );
  });

  it('two secrets on one line are two spans with exact columns', async () => {
    const [first, second] = [madeUp('alphanumeric', 36, 1), madeUp('alphanumeric', 36, 2)];
    const line = `a = "ghp_${first}"; b = "ghp_${second}"`;
    const spans = await findSecrets('a.ts', [line]);
    assert.deepEqual(
      spans.map(({ start, end }) => line.slice(start - 1, end - 1)),
      [`ghp_${first}`, `ghp_${second}`],
    );
  });

  it('a comment of secretlint does not switch the scan off', async () => {
    const lines = ['// secretlint-disable', `const t = 'ghp_${madeUp('alphanumeric', 36)}';`];
    assert.equal((await findSecrets('a.ts', lines)).length, 1);
  });
});

describe('odd and hostile texts', () => {
  const piece = fc.constantFrom(
    'password=',
    'token: "',
    'AccountKey=',
    'https://a:',
    '@',
    'eyJ',
    '.',
    '"',
    "'",
    '\n',
    ';',
    'sig=',
    'Bearer ',
    'Basic ',
    '-----BEGIN ',
    'PRIVATE KEY-----',
    '-----END ',
    'sk-',
    'sk_live_',
    '==',
    '\u{1F600}',
    '\uD800',
    '\u202E',
    '<add key="pwd" value="',
  );

  it('never throws, and every span lies inside its line', async () => {
    const text = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 30 })), { maxLength: 40 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.constantFrom('a.cs', '.env', 'a.yml', 'package.json', 'a.p12', ''),
        async (content, path) => {
          const lines = content.split('\n');
          for (const { line, start, end } of await findSecrets(path, lines)) {
            const length = lines[line - 1]?.length ?? -1;
            assert.ok(start >= 1 && end > start && end <= length + 1);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  const size = 300_000;
  const filled = (unit: string) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  for (const unit of [
    'a',
    '=',
    'eyJ',
    'password',
    'password="',
    'token: ',
    '-----BEGIN PRIVATE KEY-----',
    'http://a:',
    'https://',
    'sig=',
    'AccountKey=',
    'sk-',
    'Endpoint=a;',
    '<add key="a" ',
    'aws secret ',
    'Server=a;Password=',
    '"name": "pwd", ',
    'SharedAccessKey=A',
    'xoxb-1-',
    '\\"',
    'mysql://',
    'azurewebsites.net/',
    'redis.cache.windows.net',
    ' ',
    'A1b2',
    'eyJhbGciOi.',
    "pass\\'",
  ]) {
    it(`300 KB of ${JSON.stringify(unit)} takes seconds at most, in one line and in many`, async () => {
      const line = filled(unit);
      const started = performance.now();
      await findSecrets('a.yml', [line]);
      await findSecrets('a.yml', line.match(/.{1,2000}/gsu) ?? []);
      assert.ok(performance.now() - started < 5_000, `${performance.now() - started} ms`);
    });
  }

  it('20,000 lines take well under ten seconds', async () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, index) => `  const value${index} = compute(${index}, '${madeUp('hex', 8, index)}');`,
    );
    const started = performance.now();
    await findSecrets('a.ts', lines);
    assert.ok(performance.now() - started < 5_000);
  });

  it('random text of every alphabet stays silent', async () => {
    for (const alphabet of Object.keys(alphabets) as (keyof typeof alphabets)[]) {
      assert.deepEqual(
        await findSecrets('a.txt', [madeUp(alphabet, 5_000), madeUp(alphabet, 40), madeUp(alphabet, 64)]),
        [],
      );
    }
  });
});
