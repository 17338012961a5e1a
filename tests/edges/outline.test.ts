// The outline child as it is shipped: what it reads in each language, and how it behaves when it is stopped or lied to.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOutliner, type OutlinerOptions } from '../../ReviewTask/edges/outline.ts';
import { otherNode } from '../../scripts/other-node.ts';
import { languageExamples } from '../context/language-examples.ts';
import { outlineText } from '../context/outline-text.ts';
import { assertGolden } from '../golden.ts';
import { projectRoot } from '../project-root.ts';

const child = join(projectRoot, 'dist', 'ReviewTask', 'outline.cjs');
const examples = languageExamples.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n') }));

function outlinerWith(options: Partial<OutlinerOptions> = {}) {
  const words: string[] = [];
  return { words, outliner: createOutliner({ child, debug: (line) => words.push(line), ...options }) };
}

const file = (path: string, text: string) => ({ path, lines: text.split('\n') });

describe('edges/outline', function () {
  this.timeout(180_000);

  for (const major of [20, 24] as const) {
    it(`reads every language that has a grammar, on Node ${major}`, async function () {
      const node = otherNode(major);
      if (node === undefined) return this.skip();
      const { outliner, words } = outlinerWith({ node, timeoutMilliseconds: 60_000 });
      const outlines = await outliner.outline(examples);
      const texts = examples.map(({ path }) => outlineText(path, outlines.get(path)));
      assertGolden('edges/golden/outlines.txt', `${texts.join('\n\n')}\n`);
      assert.deepEqual(words, []);
    });
  }

  it('counts lines on with carriage returns, tabs, and characters outside of the basic plane', async () => {
    const text = "const a = '\u{1F600}\u00e4';\n\nfunction b() {\n\treturn c('\u{1F600}');\n}";
    const { outliner } = outlinerWith();
    const outline = (await outliner.outline([file('a.ts', text)])).get('a.ts');
    assert.deepEqual(outline?.symbols, [{ name: 'b', kind: 'function', startLine: 3, endLine: 5 }]);
    assert.deepEqual(outline?.calls, [{ name: 'c', line: 4 }]);
  });

  it('starts nothing where no file has a grammar', async () => {
    const { outliner, words } = outlinerWith({ node: join(projectRoot, 'no-such-node') });
    assert.equal((await outliner.outline([file('a.sql', 'select 1'), file('readme', 'x')])).size, 0);
    assert.deepEqual(words, []);
  });

  const broken: readonly {
    readonly name: string;
    readonly options: Partial<OutlinerOptions>;
    readonly says: RegExp;
  }[] = [
    { name: 'is not there', options: { child: join(projectRoot, 'no-such-file.cjs') }, says: /^$/ },
    { name: 'cannot be started', options: { node: join(projectRoot, 'no-such-node') }, says: /ENOENT/ },
    { name: 'cannot even be named', options: { node: 'no\0name' }, says: /could not be started/ },
    { name: 'is slow', options: { timeoutMilliseconds: 1 }, says: /SIGKILL/ },
    { name: 'has no memory', options: { limits: { megabytes: 1 } }, says: /exit code 3/ },
  ];
  for (const { name, options, says } of broken) {
    it(`answers with nothing when the child ${name}`, async () => {
      const { outliner, words } = outlinerWith(options);
      assert.equal((await outliner.outline(examples)).size, 0);
      assert.match(words.join('\n'), says);
    });
  }

  it('answers with nothing when the run was cancelled', async () => {
    const { outliner } = outlinerWith({ signal: AbortSignal.abort() });
    assert.equal((await outliner.outline(examples)).size, 0);
  });

  it('keeps what was said before the child died, and believes nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'outline-'));
    const liar = join(folder, 'liar.cjs');
    const lines = [
      '{"id":0,"symbols":[["a","function",1,2]],"calls":[]}',
      '{"id":99,"symbols":[],"calls":[]}',
      '{"id":1,"symbols":[["b","function",2,1]],"calls":[["c",0]]}',
      'not json',
      '{"id":2,"symb',
    ];
    try {
      writeFileSync(
        liar,
        `process.stdout.write(${JSON.stringify(lines.join('\n'))}, () => process.kill(process.pid));`,
      );
      const { outliner } = outlinerWith({ child: liar });
      const outlines = await outliner.outline([file('a.ts', 'x'), file('b.ts', 'x'), file('c.ts', 'x')]);
      assert.deepEqual([...outlines.keys()], ['a.ts']);
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  it('does not hang on hostile files, and reads the others', async () => {
    const deep = 40_000;
    const hostile = [
      file('long-line.ts', `x = "${'a'.repeat(200_000)}";`),
      file('brackets.ts', '('.repeat(deep)),
      file('nested.cs', `class A { void B() { ${'if (x) { '.repeat(deep)}`),
      file('nested.py', Array.from({ length: 900 }, (_, at) => `${' '.repeat(at)}if x:`).join('\n')),
      file('nested.yml', '[{'.repeat(deep)),
      file('generics.cpp', `a${'<a'.repeat(deep)};`),
      file('chain.js', `a${'.b()'.repeat(deep)};`),
      file('too-large.ts', 'let a = 1;\n'.repeat(60_000)),
      file('zero.ts', '\0'.repeat(1_000)),
      file('good.ts', 'function good() {\n}'),
    ];
    const { outliner } = outlinerWith({ timeoutMilliseconds: 60_000 });
    const start = performance.now();
    const outlines = await outliner.outline(hostile);
    assert.ok(performance.now() - start < 50_000, `${performance.now() - start} ms`);
    assert.equal(outlines.get('too-large.ts'), undefined);
    assert.equal(outlines.get('good.ts')?.symbols[0]?.name, 'good');
  });

  it('gives the child no variable of this process', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'outline-'));
    const teller = join(folder, 'teller.cjs');
    process.env['THREADLINE_TEST_SECRET'] = 'hidden';
    try {
      writeFileSync(teller, 'process.stderr.write(Object.keys(process.env).join()); process.exitCode = 9;');
      const { outliner, words } = outlinerWith({ child: teller });
      await outliner.outline(examples);
      assert.match(words.join(), /exit code 9/);
      assert.doesNotMatch(words.join(), /THREADLINE|PATH|HOME/);
    } finally {
      delete process.env['THREADLINE_TEST_SECRET'];
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
