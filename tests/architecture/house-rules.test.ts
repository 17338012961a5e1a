// The house stands: the import table, the words only edges may say, and the shape of files.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { breaches, readSources, type SourceFile } from './house-rules.ts';

describe('the house rules', () => {
  it('hold in all of ReviewTask', () => {
    const found = breaches(readSources(join(projectRoot, 'ReviewTask')));
    assert.equal(found.length, 0, `\n${found.join('\n')}`);
  });

  it('keep the median file under 90 lines', () => {
    const lengths = readSources(join(projectRoot, 'ReviewTask')).map((file) => file.text.split('\n').length - 1);
    lengths.sort((a, b) => a - b);
    assert.ok(
      (lengths[Math.floor(lengths.length / 2)] ?? 0) < 90,
      `the median is ${lengths[Math.floor(lengths.length / 2)]}`,
    );
  });

  const table: readonly { readonly name: string; readonly given: SourceFile; readonly expect: RegExp }[] = [
    {
      name: 'a room that imports another room, with file and line',
      given: {
        path: 'plan/x.ts',
        text: "// X.\nimport type { A } from '../model/diff.ts';\nimport { b } from '../publish/b.ts';\n",
      },
      expect: /ReviewTask\/plan\/x\.ts:3 imports publish\/b\.ts/,
    },
    {
      name: 'an import over several lines',
      given: { path: 'model/x.ts', text: "// X.\nimport {\n  a,\n  b,\n} from '../edges/b.ts';\n" },
      expect: /ReviewTask\/model\/x\.ts:5 imports edges\/b\.ts/,
    },
    {
      name: 'an import at run time',
      given: { path: 'plan/x.ts', text: "// X.\nconst a = await import('../edges/b.ts');\n" },
      expect: /ReviewTask\/plan\/x\.ts:2 imports edges\/b\.ts/,
    },
    {
      name: 'a vendor package outside the edges',
      given: { path: 'reviewers/x.ts', text: "// X.\nimport OpenAI from 'openai';\n" },
      expect: /x\.ts:2 imports openai/,
    },
    {
      name: 'two vendors in one edge',
      given: { path: 'edges/x.ts', text: "// X.\nimport OpenAI from 'openai';\nimport { unzip } from 'fflate';\n" },
      expect: /one vendor a file/,
    },
    {
      name: 'an edge that imports a room',
      given: { path: 'edges/x.ts', text: "// X.\nimport { b } from '../publish/b.ts';\n" },
      expect: /x\.ts:2 imports publish/,
    },
    {
      name: 'the clock read in a room',
      given: { path: 'plan/x.ts', text: '// X.\n\nexport const now = () => Date.now();\n' },
      expect: /x\.ts:3 says "Date\.now"/,
    },
    {
      name: 'a Node module in a room',
      given: { path: 'plan/x.ts', text: "// X.\nimport { readFileSync } from 'node:fs';\n" },
      expect: /x\.ts:2 says "'node:"/,
    },
    {
      name: 'a file that does not say what it is for',
      given: { path: 'plan/x.ts', text: 'export const a = 1;\n' },
      expect: /x\.ts:1 does not begin/,
    },
    { name: 'a grab bag', given: { path: 'plan/utils.ts', text: '// X.\n' }, expect: /named for no idea/ },
    {
      name: 'a file without end',
      given: { path: 'plan/x.ts', text: `// X.\n${'//\n'.repeat(300)}` },
      expect: /has 301 lines/,
    },
  ];
  for (const { name, given, expect } of table) {
    it(`refuse ${name}`, () => assert.match(breaches([given]).join('\n'), expect));
  }

  it('leave comments and texts alone', () => {
    const text = "// Never process.exit here.\nexport const a = 'console.log and node: and fetch( in a text';\n";
    assert.deepEqual(breaches([{ path: 'plan/x.ts', text }]), []);
  });
});
