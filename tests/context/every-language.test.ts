// Each language once, as shipped: the function around a change, what it calls, who calls it, and by which reader.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { gatherContext } from '../../ReviewTask/context/gather.ts';
import { createOutliner } from '../../ReviewTask/edges/outline.ts';
import type { Outline } from '../../ReviewTask/model/excerpt.ts';
import type { Outliner } from '../../ReviewTask/ports.ts';
import { silentLog } from '../fakes/log.ts';
import { aCodeBase } from '../fakes/model-review.ts';
import { projectRoot } from '../project-root.ts';
import { changedFile, partsOf } from './changed-file.ts';

interface LanguageCase {
  readonly language: string;
  readonly by: 'tree-sitter' | 'indentation';
  /** The changed file: the line that ends in the mark is new. */
  readonly path: string;
  readonly text: string;
  readonly others: Readonly<Record<string, string>>;
  readonly enclosing: string;
  /** As `symbol path`; `undefined` for a language that has no calls. */
  readonly definition: string | undefined;
  readonly caller: string | undefined;
}

const gap = (indent: string, comment: string) =>
  Array.from({ length: 8 }, (_, index) => `${indent}${comment} step ${index}`).join('\n');

const languages: readonly LanguageCase[] = [
  {
    ...{ language: 'C#', by: 'tree-sitter', path: 'src/Store.cs', enclosing: 'FindOrder' },
    text: `public class Store\n{\n    public Order FindOrder(string id)\n    {\n${gap('        ', '//')}\n        return LoadOrder(id);@\n    }\n}`,
    others: {
      'src/Loader.cs':
        'public class Loader\n{\n    public Order LoadOrder(string id)\n    {\n        return null;\n    }\n}',
      'src/Api.cs': 'public class Api\n{\n    public void Get()\n    {\n        Show(store.FindOrder("1"));\n    }\n}',
    },
    definition: 'LoadOrder src/Loader.cs',
    caller: 'src/Api.cs',
  },
  {
    ...{ language: 'TypeScript', by: 'tree-sitter', path: 'src/store.ts', enclosing: 'findOrder' },
    text: `export class Store {\n  findOrder(id: string): Order {\n${gap('    ', '//')}\n    return loadOrder(id);@\n  }\n}`,
    others: {
      'src/load.ts': 'export const loadOrder = (id: string): Order => {\n  return cache[id];\n};',
      'src/api.ts': 'export function get() {\n  show(store.findOrder("1"));\n}',
    },
    definition: 'loadOrder src/load.ts',
    caller: 'src/api.ts',
  },
  {
    ...{ language: 'JavaScript', by: 'tree-sitter', path: 'src/store.js', enclosing: 'findOrder' },
    text: `function findOrder(id) {\n${gap('  ', '//')}\n  return loadOrder(id);@\n}`,
    others: {
      'src/load.js': 'async function loadOrder(id) {\n  return cache[id];\n}',
      'src/api.js': 'module.exports.get = () => {\n  show(findOrder("1"));\n};',
    },
    definition: 'loadOrder src/load.js',
    caller: 'src/api.js',
  },
  {
    ...{ language: 'Python', by: 'tree-sitter', path: 'src/store.py', enclosing: 'find_order' },
    text: `class Store:\n    def find_order(self, id):\n${gap('        ', '#')}\n        return load_order(id)@`,
    others: {
      'src/load.py': 'def load_order(id):\n    return cache[id]',
      'src/api.py': 'def get():\n    show(store.find_order("1"))',
    },
    definition: 'load_order src/load.py',
    caller: 'src/api.py',
  },
  {
    ...{ language: 'Java', by: 'tree-sitter', path: 'src/Store.java', enclosing: 'findOrder' },
    text: `public class Store {\n  public Order findOrder(String id) {\n${gap('    ', '//')}\n    return loadOrder(id);@\n  }\n}`,
    others: {
      'src/Loader.java': 'class Loader {\n  static Order loadOrder(String id) {\n    return null;\n  }\n}',
      'src/Api.java': 'class Api {\n  void get() {\n    show(store.findOrder("1"));\n  }\n}',
    },
    definition: 'loadOrder src/Loader.java',
    caller: 'src/Api.java',
  },
  {
    ...{ language: 'Go', by: 'tree-sitter', path: 'src/store.go', enclosing: 'FindOrder' },
    text: `package shop\n\nfunc (s *Store) FindOrder(id string) Order {\n${gap('\t', '//')}\n\treturn loadOrder(id)@\n}`,
    others: {
      'src/load.go': 'package shop\n\nfunc loadOrder(id string) Order {\n\treturn cache[id]\n}',
      'src/api.go': 'package shop\n\nfunc get() {\n\tshow(store.FindOrder("1"))\n}',
    },
    definition: 'loadOrder src/load.go',
    caller: 'src/api.go',
  },
  {
    ...{ language: 'C', by: 'tree-sitter', path: 'src/store.c', enclosing: 'find_order' },
    text: `int find_order(const char *id) {\n${gap('  ', '//')}\n  return load_order(id);@\n}`,
    others: {
      'src/load.c': 'int load_order(const char *id) {\n  return 0;\n}',
      'src/api.c': 'void get(void) {\n  show(find_order("1"));\n}',
    },
    definition: 'load_order src/load.c',
    caller: 'src/api.c',
  },
  {
    ...{ language: 'C++', by: 'tree-sitter', path: 'src/store.cpp', enclosing: 'Store::findOrder' },
    text: `Order Store::findOrder(const std::string& id) {\n${gap('  ', '//')}\n  return loadOrder(id);@\n}`,
    others: {
      'src/load.cpp': 'Order loadOrder(const std::string& id) {\n  return {};\n}',
      'src/api.cpp': 'void get(Store& store) {\n  show(store.findOrder("1"));\n}',
    },
    definition: 'loadOrder src/load.cpp',
    caller: 'src/api.cpp',
  },
  {
    ...{ language: 'SQL', by: 'indentation', path: 'db/find.sql', enclosing: 'dbo.FindOrder' },
    text: `CREATE PROCEDURE dbo.FindOrder @Id INT\nAS\nBEGIN\n${gap('  ', '--')}\n  EXEC dbo.CheckOrder @Id;@\nEND`,
    others: {
      'db/check.sql': 'CREATE OR ALTER PROCEDURE dbo.CheckOrder @Id INT\nAS\nBEGIN\n  SELECT 1;\nEND',
      'db/api.sql': 'CREATE PROCEDURE dbo.Api\nAS\nBEGIN\n  EXEC dbo.FindOrder 1;\nEND',
    },
    definition: 'dbo.CheckOrder db/check.sql',
    caller: 'db/api.sql',
  },
  {
    ...{ language: 'PowerShell', by: 'tree-sitter', path: 'src/store.ps1', enclosing: 'Find-Order' },
    text: `function Find-Order {\n  param([string]$Id)\n${gap('  ', '#')}\n  return Get-StoredOrder -Id $Id@\n}`,
    others: {
      'src/load.ps1': 'function Get-StoredOrder {\n  param([string]$Id)\n  return $cache[$Id]\n}',
      'src/api.ps1': 'function Show-All {\n  Find-Order -Id 1\n}',
    },
    definition: 'Get-StoredOrder src/load.ps1',
    caller: 'src/api.ps1',
  },
  {
    ...{ language: 'YAML', by: 'tree-sitter', path: 'ci/build.yml', enclosing: 'steps' },
    text: `steps:\n  - script: one\n${gap('    ', '#')}\n    condition: always()@\n`,
    others: {},
    definition: undefined,
    caller: undefined,
  },
  {
    ...{ language: 'Terraform', by: 'tree-sitter', path: 'infra/main.tf', enclosing: 'resource "azurerm_app" "web"' },
    text: `resource "azurerm_app" "web" {\n${gap('  ', '#')}\n  name = var.app_name@\n}`,
    others: { 'infra/variables.tf': 'variable "app_name" {\n  type = string\n}' },
    definition: 'variable "app_name" infra/variables.tf',
    caller: undefined,
  },
  {
    ...{ language: 'Kotlin', by: 'indentation', path: 'src/Store.kt', enclosing: 'findOrder' },
    text: `class Store {\n    fun findOrder(id: String): Order {\n${gap('        ', '//')}\n        return loadOrder(id)@\n    }\n}`,
    others: {
      'src/Loader.kt': 'suspend fun loadOrder(id: String): Order {\n    return cache[id]\n}',
      'src/Api.kt': 'fun get() {\n    show(store.findOrder("1"))\n}',
    },
    definition: 'loadOrder src/Loader.kt',
    caller: 'src/Api.kt',
  },
  {
    ...{ language: 'PHP', by: 'tree-sitter', path: 'src/Store.php', enclosing: 'findOrder' },
    text: `<?php\nclass Store\n{\n    public function findOrder(string $id): Order\n    {\n${gap('        ', '//')}\n        return loadOrder($id);@\n    }\n}`,
    others: {
      'src/load.php': '<?php\nfunction loadOrder(string $id): Order\n{\n    return null;\n}',
      'src/api.php': '<?php\nfunction get($store)\n{\n    show($store->findOrder("1"));\n}',
    },
    definition: 'loadOrder src/load.php',
    caller: 'src/api.php',
  },
  {
    ...{ language: 'Ruby', by: 'tree-sitter', path: 'src/store.rb', enclosing: 'find_order' },
    text: `class Store\n  def find_order(id)\n${gap('    ', '#')}\n    load_order(id)@\n  end\nend`,
    others: {
      'src/load.rb': 'def load_order(id)\n  @cache[id]\nend',
      'src/api.rb': 'def get\n  show(@store.find_order("1"))\nend',
    },
    definition: 'load_order src/load.rb',
    caller: 'src/api.rb',
  },
  {
    ...{ language: 'Rust', by: 'tree-sitter', path: 'src/store.rs', enclosing: 'find_order' },
    text: `impl Store {\n    pub fn find_order(&self, id: &str) -> Order {\n${gap('        ', '//')}\n        load_order(id)@\n    }\n}`,
    others: {
      'src/load.rs': 'pub async fn load_order(id: &str) -> Order {\n    CACHE[id]\n}',
      'src/api.rs': 'fn get(store: &Store) {\n    show(store.find_order("1"));\n}',
    },
    definition: 'load_order src/load.rs',
    caller: 'src/api.rs',
  },
];

const child = join(projectRoot, 'dist', 'ReviewTask', 'outline.cjs');

describe('context in every language', function () {
  this.timeout(60_000);
  let known: ReadonlyMap<string, Outline> = new Map();
  before(async () => {
    const texts = languages.flatMap(({ path, text, others }) => [
      [path, text.replace(/@$/m, '')] as const,
      ...Object.entries(others),
    ]);
    const files = texts.map(([path, text]) => ({ path, lines: text.split('\n') }));
    // One process for all of them.
    known = await createOutliner({ child, debug: () => undefined }).outline(files);
  });
  const outliner: Outliner = {
    outline: async (files) => new Map([...known].filter(([path]) => files.some((file) => file.path === path))),
    syntaxErrors: async () => [],
  };
  const readers = [
    { name: 'as shipped', outliner },
    { name: 'without a parser', outliner: undefined },
  ];
  for (const { name, outliner: reader } of readers) {
    for (const given of languages) {
      it(`${given.language}, ${name}`, async () => {
        const lines = given.text.split('\n');
        const at = lines.findIndex((line) => line.endsWith('@')) + 1;
        const text = lines.map((line) => line.replace(/@$/, ''));
        const file = changedFile(given.path, text, [at]);
        const chunk = { parts: partsOf([file]), estimatedTokens: 1 };
        const codeBase = aCodeBase({ ...given.others, [given.path]: text.join('\n') });
        assert.equal(known.get(given.path)?.by ?? 'indentation', given.by);
        const { excerptsFor, evidenceFor } = await gatherContext(
          [chunk],
          [file],
          { outliner: reader, codeBase, log: silentLog },
          'standard',
        );
        const found = excerptsFor(chunk.parts);
        const of = (kind: string) => found.filter((one) => one.kind === kind);
        assert.ok(
          of('enclosing').some(({ symbol }) => symbol.replace(/[: ]+$/, '') === given.enclosing),
          `around: ${of('enclosing').map(({ symbol }) => symbol)}`,
        );
        const definitions = of('definition').map(({ symbol, path }) => `${symbol} ${path}`);
        assert.deepEqual(definitions, given.definition === undefined ? [] : [given.definition]);
        assert.deepEqual(
          of('caller').map(({ path }) => path),
          given.caller === undefined ? [] : [given.caller],
        );
        const evidence = await evidenceFor({
          path: given.path,
          startLine: at,
          endLine: at,
          names: [],
          seen: new Set(),
        });
        for (const path of [given.definition?.split(' ').at(-1), given.caller].filter((one) => one !== undefined)) {
          assert.ok(
            evidence.some((one) => one.path === path),
            `evidence: ${evidence.map((one) => one.path)}`,
          );
        }
      });
    }
  }
});
