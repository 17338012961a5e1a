// The threat model names tests that exist, says something in every cell, and is found from the README.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { projectRoot } from '../project-root.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8').replaceAll('\r\n', '\n');
const page = read('SECURITY.md');

/** The cells of the rows below a heading of a table. */
function rowsBelow(head: string): readonly (readonly string[])[] {
  const lines = page.slice(page.indexOf(head)).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

const threats = rowsBelow('| asset | attacker | path | defence | test |');

describe('the page on security', () => {
  it('has a threat model', () => assert.ok(threats.length >= 15, `${threats.length} rows`));

  for (const [index, cells] of threats.entries()) {
    it(`fills every cell and names tests that exist (row ${index + 1})`, () => {
      assert.equal(cells.length, 5, cells.join(' | '));
      assert.ok(
        cells.every((cell) => cell !== ''),
        cells.join(' | '),
      );
      const tests = [...(cells[4] ?? '').matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
      assert.ok(tests.length > 0, cells.join(' | '));
      for (const path of tests) {
        assert.match(path, /^tests\/.*\.test\.ts$/);
        assert.ok(existsSync(join(projectRoot, path)), path);
      }
    });
  }

  it('names commands that exist', () => {
    const { scripts } = z
      .looseObject({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    for (const [, name = ''] of page.matchAll(/npm run ([\w:]+)/g)) assert.ok(scripts[name] !== undefined, name);
  });

  it('names targets of fuzzing that exist', () => {
    const folder = join(projectRoot, 'tests', 'fuzz', 'targets');
    const sources = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    for (const [, name = ''] of page.matchAll(/--target ([\w-]+)/g)) assert.ok(sources.includes(`'${name}'`), name);
  });

  it('is named in the README', () => assert.ok(read('README.md').includes('](SECURITY.md)')));
});
