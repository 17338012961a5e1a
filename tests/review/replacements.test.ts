// A change is offered at a click only where the file is as whole with it as without it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createOutliner } from '../../ReviewTask/edges/outline.ts';
import type { ChangedFile } from '../../ReviewTask/model/diff.ts';
import type { Finding } from '../../ReviewTask/model/finding.ts';
import type { Outliner } from '../../ReviewTask/ports.ts';
import { replacementOf } from '../../ReviewTask/publish/replacement.ts';
import { tryReplacements } from '../../ReviewTask/review/replacements.ts';
import { silentLog } from '../fakes/log.ts';
import { projectRoot } from '../project-root.ts';
import { finding, report, wholeLines } from '../publish/sample-report.ts';

interface Case {
  readonly name: string;
  readonly path: string;
  /** The lines between the marks `«` and `»` are replaced; both stand at the ends of lines. */
  readonly text: string;
  readonly replacement: string;
  readonly expect: string;
}

const typescript = `export function mean(values: number[]): number {
  if (values.length > 0) {
«  return values.reduce((a, b) => a + b) / values.length;»
  }
  return 0;
}`;
const python = `def find(items, key):
    for item in items:
«        if item.key == key:»
            return item
    return None`;

const cases: readonly Case[] = [
  ...of('TypeScript', 'a.ts', typescript, {
    suggestion: ['  return values.reduce((a, b) => a + b, 0) / Math.max(values.length, 1);'],
    'by-hand syntax': ['  return values.reduce((a, b) => a + b, 0 / values.length;', '  return values.length > 0 ? ;'],
    'by-hand indentation': ['return 1;'],
    'by-hand repeated-line': ['  if (values.length > 0) {\n    return 2;'],
    none: ['  return values.reduce((a, b) => a + b) / values.length;\r\n'],
  }),
  ...of('Python', 'a.py', python, {
    suggestion: ['        if item is not None and item.key == key:'],
    'by-hand syntax': ['        if item.key == key', '        if (item.key == key:'],
    'by-hand indentation': ['    if item.key == key:'],
  }),
  ...of('C#', 'A.cs', 'class A\n{\n    int B(string s)\n    {\n«        return s.Length;»\n    }\n}', {
    suggestion: ['        return s?.Length ?? 0;', '        if (s == null) { return 0; }\n        return s.Length;'],
    'by-hand syntax': ['        return s.Length', '        return s +;'],
  }),
  ...of('Java', 'A.java', 'class A {\n  int b(String s) {\n«    return s.length();»\n  }\n}', {
    suggestion: ['    return s == null ? 0 : s.length();'],
    'by-hand syntax': ['    return s == null ? 0 s.length();', '    if (s == null) return 0; else {'],
  }),
  ...of('Go', 'a.go', 'package a\n\nfunc b(p *int) int {\n«\treturn *p»\n}', {
    suggestion: ['\tif p == nil {\n\t\treturn 0\n\t}\n\treturn *p'],
    'by-hand syntax': ['\tif p == nil\n\t\treturn 0\n\treturn *p', '\treturn ('],
  }),
  ...of('Rust', 'a.rs', 'fn b(v: Option<i32>) -> i32 {\n«    v.unwrap()»\n}', {
    suggestion: ['    v.unwrap_or(0)', "    // it's open: {\n    v.unwrap_or(0)"],
    'by-hand syntax': ['    v.unwrap_or(0'],
  }),
  ...of('Ruby', 'a.rb', 'def b(x)\n«  x.to_i»\nend', {
    suggestion: ['  if x\n    x.to_i\n  end'],
    'by-hand syntax': ['  if x\n    x.to_i'],
  }),
  ...of('shell', 'a.sh', 'b() {\n«  rm -rf $1»\n}', {
    suggestion: ['  rm -rf -- "$1"'],
    'by-hand syntax': ['  if [ -n "$1" ]; then rm -rf -- "$1"'],
  }),
  ...of('PHP', 'a.php', "<?php\nfunction b($x) {\n«  return $x['a'];»\n}", {
    suggestion: ["  return $x['a'] ?? null;"],
    'by-hand syntax': ["  return $x['a';"],
  }),
  ...of('YAML', 'a.yml', 'steps:\n«- script: npm test»\n- script: npm publish', {
    suggestion: ['- script: npm ci && npm test'],
    'by-hand syntax': ['- script: [npm test'],
  }),
  ...of('a language without a parser', 'a.sql', 'select a\n«from b where c = (1)»\n', {
    suggestion: ['from b where c = (2)'],
    'by-hand brackets': ['from b where c = (2'],
    'by-hand indentation': ['  from b where c = (2)'],
    'by-hand repeated-line': ['select a\nfrom b where c = (2)'],
  }),
  ...of('the end of a file', 'b.ts', 'export const a = {\n  b: 1,\n«};»', {
    suggestion: ['} as const;'],
    'by-hand syntax': ['}};'],
    none: [''],
  }),
  ...of('the start of a file', 'c.ts', "«import { a } from './a';»\nimport { b } from './b';\na(b);", {
    suggestion: ["import { a } from './a.js';\r\n"],
    'by-hand repeated-line': ["import { a } from './a.js';\nimport { b } from './b';"],
  }),
  ...of('lines that may go', 'd.ts', 'function a() {\n«  console.log(1);»\n}', { deletion: [''] }),
  ...of('lines that must not go', 'e.ts', 'function a() {\n«  if (b) {»\n    c();\n  }\n}', { none: [''] }),
  ...of('a file that is broken already', 'f.ts', 'function ( {\n«  a(1);»\n}\n<<<<<<< HEAD', {
    suggestion: ['  a(2);'],
  }),
];

function of(
  language: string,
  path: string,
  text: string,
  expected: Readonly<Record<string, readonly string[]>>,
): readonly Case[] {
  return Object.entries(expected).flatMap(([expect, replacements]) =>
    replacements.map((replacement) => {
      const name = `${language}: ${JSON.stringify(replacement)}`;
      return { name, path, text, replacement, expect };
    }),
  );
}

function given({ path, text, replacement }: Case, number: number): { file: ChangedFile; finding: Finding } {
  const marked = text.split('\n');
  const first = marked.findIndex((line) => line.startsWith('«'));
  const last = marked.findIndex((line) => line.endsWith('»'));
  const right = marked.map((line) => line.replace(/[«»]/g, ''));
  const unique = `${number}/${path}`;
  const anchor = wholeLines(first + 1, right.slice(first, last + 1));
  const file = { ...blank, path: unique, content: { kind: 'text', hunks: [], left: [], right } } as const;
  return { file, finding: finding({ path: unique, replacement, anchor, fingerprint: unique }) };
}

const blank = {
  ...{ path: '', originalPath: '', isAdded: false, isDeleted: false, isRenamed: false, isSubmodule: false },
  ...{ rightBlob: 'r', leftBlob: 'l', changeTrackingId: 1 },
};

function world(outliner: Outliner | undefined, log = silentLog) {
  return { log, ...(outliner === undefined ? {} : { outliner }) };
}

async function offersOf(some: readonly Case[], outliner: Outliner | undefined): Promise<readonly string[]> {
  const all = some.map(given);
  const aside = { files: all.map(({ file }) => file), findings: [], failures: [] };
  const { findings } = await tryReplacements(
    world(outliner),
    { aside },
    report({ findings: all.map((one) => one.finding) }),
  );
  return findings.map((one, index) => {
    const content = all[index]?.file.content;
    if (content?.kind !== 'text' || one.anchor.kind !== 'lines') return 'no lines';
    const offer = replacementOf(one, content.right.slice(one.anchor.start.line - 1, one.anchor.end.line));
    return offer.kind === 'by-hand' ? `by-hand ${offer.because}` : offer.kind;
  });
}

describe('replacements, tried before they are offered', function () {
  this.timeout(60_000);
  let offers: readonly string[] = [];
  before(async () => {
    const child = join(projectRoot, 'dist', 'ReviewTask', 'outline.cjs');
    // One process for all of them.
    offers = await offersOf(cases, createOutliner({ child, debug: () => undefined, timeoutMilliseconds: 50_000 }));
  });
  for (const [index, { name, expect }] of cases.entries()) {
    it(`${expect} for ${name}`, () => assert.equal(offers[index], expect));
  }

  const [good] = cases;
  const broken = cases.filter(({ expect }) => expect === 'by-hand syntax');

  it('asks once, for each file as it is once, and for what is posted alone', async () => {
    assert.ok(good);
    const asked: string[][] = [];
    const outliner: Outliner = {
      outline: async () => new Map(),
      syntaxErrors: async (files) => {
        asked.push(files.map(({ path, lines }) => `${path} ${lines.length}`));
        return files.map(() => 0);
      },
    };
    const { file, finding: one } = given(good, 1);
    const two = { ...one, fingerprint: 'two', replacement: '  return 2;\n  return 3;' };
    const listed: Finding = {
      ...one,
      fingerprint: 'listed',
      disposition: { kind: 'list', reason: 'over-max-comments' },
    };
    const without = { ...one, fingerprint: 'without', replacement: undefined };
    const aside = { files: [file], findings: [], failures: [] };
    await tryReplacements(world(outliner), { aside }, report({ findings: [one, two, listed, without] }));
    await tryReplacements(world(outliner), { aside }, report({ findings: [listed, without] }));
    assert.deepEqual(asked, [['1/a.ts 6', '1/a.ts 6', '1/a.ts 7']]);
  });

  const silent: readonly { readonly name: string; readonly outliner: Outliner | undefined }[] = [
    { name: 'there is no parser', outliner: undefined },
    { name: 'it does not answer', outliner: { outline: async () => new Map(), syntaxErrors: async () => [] } },
    {
      name: 'it breaks',
      outliner: { outline: async () => new Map(), syntaxErrors: () => Promise.reject(new Error('broken')) },
    },
  ];
  for (const { name, outliner } of silent) {
    it(`counts brackets where ${name}`, async () => {
      assert.ok(good);
      const offered = await offersOf([good, ...broken], outliner);
      assert.equal(offered[0], 'suggestion');
      assert.ok(offered.includes('by-hand brackets'));
      assert.ok(!offered.includes('by-hand syntax'));
    });
  }

  it('says so in the log', async () => {
    const [first] = broken;
    assert.ok(first);
    const said: string[] = [];
    const log = { ...silentLog, info: (line: string) => said.push(line) };
    const { file, finding: one } = given(first, 1);
    const outliner: Outliner = {
      outline: async () => new Map(),
      syntaxErrors: async (files) => files.map((_file, index) => index),
    };
    const aside = { files: [file], findings: [], failures: [] };
    await tryReplacements(world(outliner, log), { aside }, report({ findings: [one] }));
    assert.match(said.join('\n'), /^1\/a\.ts: a replacement is not offered at a click, because a parser/);
  });
});
