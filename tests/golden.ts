// Compares rendered text with a file under version control, so that a change of wording shows in review.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './project-root.ts';

/** Asserts that a text is what the file holds; with UPDATE_GOLDEN=1 in the environment the file is written instead. */
export function assertGolden(path: string, text: string): void {
  const file = join(projectRoot, 'tests', path);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.ok(existsSync(file), `${path} does not exist; UPDATE_GOLDEN=1 npm test writes it.`);
  assert.equal(text, readFileSync(file, 'utf8').replaceAll('\r\n', '\n'));
}
