// Files with their structure: each read once, those asked for together with one parser process, and nothing breaks it.
import assert from 'node:assert/strict';
import { openStructures } from '../../ReviewTask/context/structures.ts';
import type { Outliner } from '../../ReviewTask/ports.ts';
import { aCodeBase } from '../fakes/model-review.ts';

const texts = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}.js`, `function ${name}() {\n}`]));

function noting(answer: Outliner['outline'] = async () => new Map()) {
  const batches: string[] = [];
  const outliner: Outliner = {
    outline: (files) => {
      batches.push(files.map(({ path }) => path).join(' '));
      return answer(files);
    },
    syntaxErrors: async () => [],
  };
  return { batches, outliner };
}

describe('context/structures', () => {
  it('asks for all files of a question at once, and for those that come meanwhile in the next', async () => {
    let release = () => {};
    const first = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { batches, outliner } = noting(async () => {
      await first;
      return new Map();
    });
    const structures = openStructures(new Map(), aCodeBase(texts), outliner);
    const answers = [structures.read(['a.js', 'b.js'])];
    while (batches.length === 0) await new Promise((resolve) => setImmediate(resolve));
    answers.push(structures.read(['c.js', 'a.js']), structures.read(['d.js']));
    await new Promise((resolve) => setTimeout(resolve, 20));
    release();
    assert.deepEqual(
      (await Promise.all(answers)).map((files) => files.map(({ path }) => path).join(' ')),
      ['a.js b.js', 'c.js a.js', 'd.js'],
    );
    assert.deepEqual(batches, ['a.js b.js', 'c.js d.js']);
  });

  it('reads no file twice, and leaves out what is not there', async () => {
    const { batches, outliner } = noting();
    const structures = openStructures(new Map(), aCodeBase(texts), outliner);
    assert.deepEqual(
      (await structures.read(['a.js', 'none.js'])).map(({ path }) => path),
      ['a.js'],
    );
    await structures.read(['a.js', 'none.js']);
    assert.deepEqual(batches, ['a.js']);
  });

  it('reads without a parser where that fails or does not know the file', async () => {
    const outline = { by: 'tree-sitter', symbols: [], calls: [] } as const;
    const { outliner } = noting(async () => new Map([['a.js', outline]]));
    const some = await openStructures(new Map(), aCodeBase(texts), outliner).read(['a.js', 'b.js']);
    assert.deepEqual(
      some.map((file) => file.outline.by),
      ['tree-sitter', 'indentation'],
    );
    const broken = noting(() => Promise.reject(new Error('no'))).outliner;
    const [file] = await openStructures(new Map(), aCodeBase(texts), broken).read(['a.js']);
    assert.equal(file?.outline.symbols[0]?.name, 'a');
  });
});
