// What goes to a model holds no secret, keeps its lines, and calls the same value by the same name.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findSecrets } from '../../../ReviewTask/reviewers/secrets/find.ts';
import { createRedactor } from '../../../ReviewTask/reviewers/secrets/redact.ts';
import { innocents } from './innocents.ts';
import { madeUp, madeUpPem } from './made-up.ts';
import { positives } from './positives.ts';

const first = `ghp_${madeUp('alphanumeric', 36, 1)}`;
const second = `ghp_${madeUp('alphanumeric', 36, 2)}`;

describe('redacting', () => {
  it('names values in the order of their lines', async () => {
    const lines = [`a = '${first}'; b = '${second}'`, 'nothing', `c = '${first}'`];
    assert.deepEqual(await createRedactor().redact('a.ts', lines), [
      "a = '<redacted:github-token:1>'; b = '<redacted:github-token:2>'",
      'nothing',
      "c = '<redacted:github-token:1>'",
    ]);
  });

  it('remembers values from file to file, even where nothing gives them away', async () => {
    const redactor = createRedactor();
    const key = madeUp('hex', 32, 101);
    await redactor.redact('a.json', [`"ApiKey": "${key}"`]);
    assert.deepEqual(await redactor.redact('b.txt', [`seen: ${key}.`]), ['seen: <redacted:secret-value:1>.']);
    assert.equal(redactor.count(), 1);
  });

  it('leaves one name on each line of a private key', async () => {
    const pem = madeUpPem();
    const redacted = await createRedactor().redact('a.yml', ['key: |', ...pem.map((line) => `  ${line}`)]);
    assert.deepEqual(redacted, ['key: |', ...pem.map(() => '  <redacted:private-key:1>')]);
  });

  it('knows a line of a private key again', async () => {
    const redactor = createRedactor();
    const pem = madeUpPem();
    await redactor.redact('a.pem', pem);
    assert.deepEqual(await redactor.redact('b.txt', [pem[4] ?? '']), ['<redacted:private-key:1>']);
  });

  it('takes every secret of the table out and keeps the number of lines', async () => {
    for (const { name, path, lines, secret } of positives) {
      const redacted = await createRedactor().redact(path, lines);
      assert.equal(redacted.length, lines.length, name);
      for (const part of secret.split('\n')) assert.ok(!redacted.join('\n').includes(part), name);
      assert.deepEqual(await findSecrets(path, redacted), [], name);
    }
  });

  it('changes nothing about innocent lines', async () => {
    for (const [path, lines] of innocents) assert.deepEqual(await createRedactor().redact(path, lines), lines);
  });

  it('comes to an end soon when a file holds thousands of secrets', async () => {
    const redactor = createRedactor();
    const lines = Array.from({ length: 3_000 }, (_, index) => `t = 'ghp_${madeUp('alphanumeric', 36, index)}'`);
    const started = performance.now();
    const redacted = await redactor.redact('a.ts', lines);
    await redactor.redact('b.ts', lines.toReversed());
    assert.ok(performance.now() - started < 8_000, `${performance.now() - started} ms`);
    assert.ok(redacted.every((line) => line.startsWith("t = '<redacted:github-token:")));
  });

  it('keeps the number of lines whatever the text is', async () => {
    const line = fc.oneof(fc.string(), fc.constantFrom(`token = "${first}"`, ...madeUpPem(), `$&$1 ${second} $$`));
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (lines) => {
        const redacted = await createRedactor().redact('a.yml', lines);
        assert.equal(redacted.length, lines.length);
        assert.ok(!redacted.join('\n').includes(first) && !redacted.join('\n').includes(second));
      }),
      { numRuns: 100 },
    );
  });
});
