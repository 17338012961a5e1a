// Definitions outside of the change: found by name in the code base, with a bound on every step.
import assert from 'node:assert/strict';
import { type CalledName, definitionsIn } from '../../ReviewTask/context/definitions.ts';
import { definitionsElsewhere } from '../../ReviewTask/context/elsewhere.ts';
import { gatherContext } from '../../ReviewTask/context/gather.ts';
import { openStructures } from '../../ReviewTask/context/structures.ts';
import type { CodeBase, Outliner } from '../../ReviewTask/ports.ts';
import { snapshotCodeBase } from '../../ReviewTask/snapshot/code-base.ts';
import { silentLog } from '../fakes/log.ts';
import { changedFile, partsOf } from './changed-file.ts';

const others = [
  changedFile('src/money/prices.ts', ['export function priceOf(order: Order): number {', '  return 1;', '}'], []),
  changedFile(
    'src/audit.ts',
    ['import { priceOf } from "./money/prices";', 'priceOf(order);', 'class Audit {', '}'],
    [],
  ),
  changedFile('old/Prices.cs', ['class P', '{', '    int priceOf(Order order)', '    {', '    }', '}'], []),
];
const call = (name: string): CalledName => ({ name, path: 'src/store.ts', line: 1 });

function counting(code: CodeBase): { readonly code: CodeBase; readonly asked: string[] } {
  const asked: string[] = [];
  const noted = <T>(what: string, answer: T): T => {
    asked.push(what);
    return answer;
  };
  return {
    asked,
    code: {
      read: (path) => noted(`read ${path}`, code.read(path)),
      search: (text, limit) => noted(`search ${text}`, code.search(text, limit)),
      list: (folder, limit) => noted(`list ${folder}`, code.list(folder, limit)),
    },
  };
}

const sourcesOf = (code: CodeBase) => ({ codeBase: code, structures: openStructures(new Map(), code, undefined) });

describe('context/elsewhere', () => {
  it('reads the file that defines a name, and none that only uses it or is of another language', async () => {
    const { code, asked } = counting(snapshotCodeBase(others));
    const found = await definitionsElsewhere([call('priceOf')], new Map(), sourcesOf(code));
    assert.deepEqual(asked, ['search priceOf', 'read src/money/prices.ts']);
    assert.deepEqual(
      [...definitionsIn(found)].map(([name, [first]]) => `${name} ${first?.file.path}:${first?.symbol.startLine}`),
      ['priceOf src/money/prices.ts:1'],
    );
  });

  it('asks neither for what is known, nor for short names, nor for what every language has', async () => {
    const { code, asked } = counting(snapshotCodeBase(others));
    const lines = ['function known() {', '}'];
    const outline = {
      by: 'indentation',
      symbols: [{ name: 'known', kind: 'function', startLine: 1, endLine: 2 }],
      calls: [],
    } as const;
    const known = definitionsIn([{ path: 'src/known.ts', lines, outline }]);
    await definitionsElsewhere([call('known'), call('get'), call('forEach'), call('map')], known, sourcesOf(code));
    assert.deepEqual(asked, []);
  });

  it('keeps its bounds', async () => {
    const many = Array.from({ length: 50 }, (_, at) =>
      changedFile(`src/f${at}.ts`, [`function name${at}() {`, '}'], []),
    );
    const { code, asked } = counting(snapshotCodeBase(many));
    const names = many.map((_, at) => call(`name${at}`));
    const found = await definitionsElsewhere(names, new Map(), sourcesOf(code), { names: 10, files: 4 });
    assert.equal(asked.filter((one) => one.startsWith('search')).length, 10);
    assert.equal(found.length, 4);
  });

  it('goes on without a code base that fails', async () => {
    const fails = () => Promise.reject(new Error('no'));
    const code: CodeBase = { read: fails, search: fails, list: fails };
    assert.deepEqual(await definitionsElsewhere([call('priceOf')], new Map(), sourcesOf(code)), []);
  });
});

describe('context/gather', () => {
  const file = changedFile('src/store.ts', ['function total(order) {', '  return priceOf(order);', '}'], [2]);
  const chunk = { parts: partsOf([file]), estimatedTokens: 1 };

  it('adds definitions from the code base after what is around the hunks', async () => {
    const sources = { outliner: undefined, codeBase: snapshotCodeBase([file, ...others]), log: silentLog };
    const { excerptsFor } = await gatherContext([chunk], [file], sources, 'standard');
    assert.deepEqual(
      excerptsFor(chunk.parts).map(({ kind, path, symbol }) => `${kind} ${path} ${symbol}`),
      ['definition src/money/prices.ts priceOf'],
    );
  });

  it('asks for nothing without a question: a run without a model starts no child', async () => {
    const { code, asked } = counting(snapshotCodeBase(others));
    const outliner: Outliner = {
      outline: () => Promise.reject(new Error('started')),
      syntaxErrors: async () => [],
    };
    const { excerptsFor } = await gatherContext([], [file], { outliner, codeBase: code, log: silentLog }, 'deep');
    assert.deepEqual(excerptsFor(chunk.parts), []);
    assert.deepEqual(asked, []);
  });
});
