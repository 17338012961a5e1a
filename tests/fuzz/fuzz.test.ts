// Every parser of outside text, fuzzed for a moment with a fixed seed; and the fuzzing itself finds what it is there to find.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfigFile } from '../../ReviewTask/config/file.ts';
import { readProxy } from '../../ReviewTask/config/proxy-url.ts';
import { parseCommand } from '../../ReviewTask/conversation/commands.ts';
import { readAnswer as readCompletion, UnreadableAnswer } from '../../ReviewTask/edges/openai-answer.ts';
import { readKodyRule } from '../../ReviewTask/guidance/kody-rule.ts';
import { projectRoot } from '../project-root.ts';
import { fuzz } from './fuzz.ts';
import type { FuzzTarget } from './target.ts';
import { fuzzTargets } from './targets.ts';

describe('fuzzing', () => {
  for (const target of fuzzTargets) {
    it(`finds nothing in ${target.name} in a moment`, () => {
      assert.ok(existsSync(join(projectRoot, target.parser)), target.parser);
      const { failure } = fuzz(target, { seed: 'npm test', milliseconds: 100, count: 60 });
      assert.equal(failure, undefined, `${failure?.problem}\nInput: ${JSON.stringify(failure?.input.slice(0, 300))}`);
    });
  }

  it('names each target once', () => {
    assert.equal(new Set(fuzzTargets.map(({ name }) => name)).size, fuzzTargets.length);
  });

  const limits = { seed: 'faulty', milliseconds: 5_000, patience: 300 };
  const faulty = (check: FuzzTarget['check']): FuzzTarget => ({
    ...{ name: 'faulty', parser: 'none', form: 'text', samples: ['a: [b, "c"]', 'x'] },
    check,
  });
  const cases: readonly { name: string; given: FuzzTarget; expect: RegExp }[] = [
    { name: 'throws another error', given: faulty((input) => void JSON.parse(input)), expect: /^threw SyntaxError/ },
    { name: 'answers wrongly', given: faulty((input) => assert.ok(!input.includes('\0'))), expect: /^threw Assertion/ },
    {
      name: 'has a pattern without end',
      given: faulty((input) => void /^(?:a+)+$/.test(`${'a'.repeat(input.length > 20 ? 60 : 1)}!`)),
      expect: /did not come to an end/,
    },
    {
      name: 'is slow',
      given: faulty((input) => waste(input.length > 2_000 ? 200 : 0)),
      expect: /^took \d+ ms at best/,
    },
  ];
  for (const { name, given, expect } of cases) {
    it(`catches a parser that ${name}, and makes its input again`, () => {
      const { failure } = fuzz(given, limits);
      assert.match(failure?.problem ?? 'nothing found', expect);
      const again = fuzz(given, { ...limits, from: failure?.number ?? 0, count: 1 });
      assert.equal(again.failure?.input, failure?.input);
    });
  }

  it('accepts the explained errors', () => {
    const explained = faulty(() => void readProxy('socks5://proxy', 'HTTPS_PROXY'));
    assert.equal(fuzz(explained, { ...limits, count: 20 }).failure, undefined);
  });
});

/** What fuzzing has found, kept small. */
describe('what fuzzing has found', () => {
  const found: readonly { name: string; given: () => unknown; milliseconds: number }[] = [
    {
      name: 'a command with a hundred thousand stars took half a minute',
      given: () => parseCommand(`/threadline ignore a${'*'.repeat(100_000)}x`),
      milliseconds: 1_000,
    },
    {
      name: 'a heading with a thousand blanks in a rule took seconds',
      given: () => readKodyRule('rule.md', `# A${' '.repeat(60_000)}x`),
      milliseconds: 1_000,
    },
  ];
  for (const { name, given, milliseconds } of found) {
    it(name, () => {
      const started = performance.now();
      given();
      assert.ok(performance.now() - started < milliseconds);
    });
  }

  const unfit: readonly { name: string; given: string; expect: RegExp }[] = [
    { name: 'lists in lists ended the process', given: '- '.repeat(20_000), expect: /nests lists/ },
    { name: 'deep brackets', given: `a: ${'['.repeat(5_000)}`, expect: /nests brackets/ },
    { name: 'brackets without end', given: `a: ${'{}'.repeat(20_000)}`, expect: /more than 4000 brackets/ },
    { name: 'a file without end', given: 'a: b\n'.repeat(50_000), expect: /100000 at most/ },
  ];
  for (const { name, given, expect } of unfit) {
    it(`is refused in a configuration file: ${name}`, () => {
      const read = readConfigFile(given, '.threadline.yml');
      assert.match(read.kind === 'problems' ? (read.problems[0]?.problem ?? '') : 'accepted', expect);
    });
  }

  it('an answer of a model server that nests too deep to be shown is unreadable all the same', () => {
    const body: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    assert.throws(() => readCompletion(body), UnreadableAnswer);
  });
});

function waste(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}
