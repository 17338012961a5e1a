// Related files stay together, and a chunk is filled with what lies near.
import assert from 'node:assert/strict';
import { makeChunks } from '../../ReviewTask/plan/chunks.ts';
import { relatedGroups } from '../../ReviewTask/plan/related.ts';
import { aNewFile } from '../fakes/changes.ts';

const files = (paths: readonly string[], count = 4) =>
  paths.map((path) =>
    aNewFile(
      path,
      Array.from({ length: count }, (_, index) => `const value${index} = compute(${index});`),
    ),
  );

describe('relatedGroups', () => {
  it('is done at once with thousands of files of one name, however deep they are', () => {
    const start = performance.now();
    const deep = 'x/y/'.repeat(500);
    const paths = Array.from(
      { length: 3_000 },
      (_, index) => `d${index}/${index < 60 ? deep : ''}a.${['ts', 'cs', 'test.ts'][index % 3]}`,
    );
    const groups = relatedGroups(files(paths, 1));
    assert.equal(groups.flat().length, 3_000);
    assert.ok(performance.now() - start < 15_000);
  });

  const table: readonly { name: string; given: readonly string[]; expect: readonly (readonly string[])[] }[] = [
    {
      name: 'a test with its source, however it is named',
      given: ['src/cart.ts', 'src/other.ts', 'tests/cart.test.ts', 'tests/test_other.ts'],
      expect: [
        ['src/cart.ts', 'tests/cart.test.ts'],
        ['src/other.ts', 'tests/test_other.ts'],
      ],
    },
    {
      name: 'an interface with its implementation and its tests, in C# and Java',
      given: ['A/OrderService.cs', 'A/IOrderService.cs', 'T/OrderServiceTests.cs', 'b/StoreImpl.java', 'b/Store.java'],
      expect: [
        ['A/OrderService.cs', 'A/IOrderService.cs', 'T/OrderServiceTests.cs'],
        ['b/StoreImpl.java'],
        ['b/Store.java'],
      ],
    },
    {
      name: 'the halves of a thing: header and source, component and template',
      given: ['src/pool.cpp', 'include/pool.h', 'app/list.component.ts', 'app/list.component.html'],
      expect: [
        ['src/pool.cpp', 'include/pool.h'],
        ['app/list.component.ts', 'app/list.component.html'],
      ],
    },
    {
      name: 'a test with the nearer of two files of one name',
      given: ['orders/service.go', 'users/service.go', 'users/service_test.go', 'orders/service_test.go'],
      expect: [
        ['orders/service.go', 'orders/service_test.go'],
        ['users/service.go', 'users/service_test.go'],
      ],
    },
    {
      name: 'not what only has a common name',
      given: ['a/index.ts', 'b/index.ts', 'c/utils.ts', 'd/utils.ts'],
      expect: [['a/index.ts'], ['b/index.ts'], ['c/utils.ts'], ['d/utils.ts']],
    },
    {
      name: 'names that begin with I by chance',
      given: ['Index.cs', 'Idle.cs', 'IP.cs'],
      expect: [['Index.cs'], ['Idle.cs'], ['IP.cs']],
    },
  ];
  for (const { name, given, expect } of table) {
    it(`groups ${name}`, () => {
      const groups = relatedGroups(files(given));
      assert.deepEqual(
        groups.map((group) => group.map((file) => file.path)),
        expect,
      );
    });
  }
});

describe('makeChunks with related files', () => {
  const pathsOf = (paths: readonly string[], limit: number) =>
    makeChunks(files(paths), limit).map((chunk) => chunk.parts.map((part) => part.path));

  it('keeps a pair in one chunk rather than filling the one before', () => {
    const [one] = makeChunks(files(['src/cart.ts']));
    const size = one?.estimatedTokens ?? 0;
    const given = ['src/aaa.ts', 'src/cart.ts', 'src/dd.ts', 'tests/cart.test.ts'];
    assert.deepEqual(pathsOf(given, size * 2), [
      ['src/aaa.ts', 'src/dd.ts'],
      ['src/cart.ts', 'tests/cart.test.ts'],
    ]);
  });

  it('fills up with files of the same folder first', () => {
    const [one] = makeChunks(files(['a/first.ts']));
    const given = ['a/first.ts', 'b/second.ts', 'b/third.ts', 'a/fourth.ts'];
    assert.deepEqual(pathsOf(given, (one?.estimatedTokens ?? 0) * 2), [
      ['a/first.ts', 'a/fourth.ts'],
      ['b/second.ts', 'b/third.ts'],
    ]);
  });
});
