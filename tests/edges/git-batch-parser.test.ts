// Tests that the answer stream of `git cat-file --batch` is taken apart wherever it is cut.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BatchObject, createBatchParser } from '../../ReviewTask/edges/git/batch-parser.ts';
import { changesIn } from '../../ReviewTask/edges/git/raw-diff.ts';

const id = fc.stringMatching(/^[0-9a-f]{40}$/);
const object = fc.oneof(
  fc.record({
    kind: fc.constant('object' as const),
    id,
    type: fc.constantFrom('blob', 'tree'),
    content: fc.uint8Array({ maxLength: 60 }),
  }),
  fc.record({ kind: fc.constant('missing' as const), id }),
);

function written(objects: readonly BatchObject[]): Buffer {
  return Buffer.concat(
    objects.flatMap((one) => {
      if (one.kind === 'missing') return [Buffer.from(`${one.id} missing\n`)];
      const content = one.kind === 'object' ? one.content : new Uint8Array();
      return [Buffer.from(`${one.id} ${one.type} ${content.length}\n`), content, Buffer.from('\n')];
    }),
  );
}

function plain(one: BatchObject) {
  return one.kind === 'object' ? { ...one, content: [...one.content] } : { ...one };
}

describe('edges/git: parsers', () => {
  it('gives back every object, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(object, { maxLength: 8 }), fc.integer({ min: 1, max: 50 }), (objects, step) => {
        const stream = written(objects);
        const parser = createBatchParser(1000);
        const found: BatchObject[] = [];
        for (let at = 0; at < stream.length; at += step) found.push(...parser.push(stream.subarray(at, at + step)));
        assert.deepEqual(found.map(plain), objects.map(plain));
      }),
    );
  });

  it('passes over what is too large and goes on after it', () => {
    const big = { kind: 'object', id: 'a'.repeat(40), type: 'blob', content: new Uint8Array(50) } as const;
    const small = { ...big, id: 'b'.repeat(40), content: Uint8Array.of(10, 10) };
    const found = createBatchParser(49).push(written([big, small]));
    assert.deepEqual(found.map(plain), [{ kind: 'too-large', id: big.id, type: 'blob' }, plain(small)]);
  });

  it('does not read on in a stream of another form', () => {
    assert.throws(() => createBatchParser(10).push(Buffer.from('fatal: not good\n')), /unknown form/);
    assert.throws(() => createBatchParser(10).push(Buffer.alloc(5000, 'x')), /unknown form/);
  });

  it('reads type changes, copies and the ids of SHA-256 repositories', () => {
    const [one, two] = ['1'.repeat(64), '2'.repeat(64)];
    const text = `:100644 120000 ${one} ${two} T\0link\0:100644 100644 ${one} ${one} C100\0from\0to\0`;
    const found = changesIn(text).map(({ path, originalPath, isAdded, isRenamed }) => [
      path,
      originalPath,
      isAdded,
      isRenamed,
    ]);
    assert.deepEqual(found, [
      ['link', 'link', false, false],
      ['to', 'to', true, false],
    ]);
    assert.deepEqual(changesIn(''), []);
    assert.throws(() => changesIn('garbage\0x\0'), /unknown form/);
  });
});
