// Every code that a message can have is an address on the troubleshooting page or on that of the networks, and none is left over.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../ReviewTask/access/catalogue.ts';
import { explanationsIn } from '../../scripts/generate/explanations.ts';
import { projectRoot } from '../project-root.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8').replaceAll('\r\n', '\n');
const page = read('docs/troubleshooting.md');
const headingsOf = (text: string) => [...text.matchAll(/^### `([a-z-]+)`$/gm)].map(([, code = '']) => code);
const here = headingsOf(page);
const elsewhere = headingsOf(read('docs/networks-and-servers.md'));

/** Codes of why a pull request is passed over, which are no failures and never shown. */
const reasons = ['target-branch', 'not-on-push'];

const sources = readdirSync(join(projectRoot, 'ReviewTask'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => read(join('ReviewTask', path)));

/** By another way than the page is made: whatever stands after "code" or is handed over as one. */
function codesInSource(): readonly string[] {
  const codes = sources.flatMap((text) =>
    [...text.matchAll(/\b(?:code|certificateCode): (.*)|configErrorOf\((.*)/g)].flatMap(([, one = '', other = '']) =>
      [...`${one}${other}`.matchAll(/'([a-z]+(?:-[a-z]+)+|superseded)'/g)].map(([, code = '']) => code),
    ),
  );
  return [...new Set(codes)].filter((code) => !reasons.includes(code)).sort();
}

/** The beginnings of what is said, up to the first thing that is filled in; not those of the other page. */
function beginningsInSource(): readonly string[] {
  const said = /(?:code: '?([\w-]+)'?,\s*)?\bproblem:\s*(['"`])((?:\\.|(?!\2|\$\{).)*)/g;
  return sources
    .flatMap((text) => [...text.matchAll(said)])
    .filter(([, code = '']) => code !== 'certificateCode' && !elsewhere.includes(code))
    .map(([, , , text = '']) => text.replaceAll('\\', '').trim())
    .filter((text) => text.length > 12);
}

describe('the page on troubleshooting', () => {
  it('has every code once, here or on the page about networks, and no other', () => {
    assert.deepEqual([...here, ...elsewhere].sort(), codesInSource());
  });

  it('has what is said and what to do under every code', () => {
    for (const section of page.split(/^### /m).slice(1)) {
      const [heading = '', ...lines] = section.split(/\n## /)[0]?.trim().split('\n') ?? [];
      assert.ok(lines.filter((line) => /\w{3}|--/.test(line)).length >= 2, heading);
    }
  });

  it('has the words of every message', () => {
    const words = page.replaceAll('\\', '');
    const beginnings = beginningsInSource();
    assert.ok(beginnings.length > 90);
    for (const text of beginnings) assert.ok(words.includes(text), text);
  });

  it('has an address for every problem that doctor names', () => {
    const names = Object.values(catalogue).flatMap((probe) => probe.names);
    for (const name of names) assert.ok([...here, ...elsewhere].includes(name), name);
  });

  it('leads to the page about networks for what is explained there', () => {
    for (const code of elsewhere) assert.ok(page.includes(`(networks-and-servers.md#${code})`), code);
  });
});

describe('reading explanations from source code', () => {
  const cases: readonly {
    readonly name: string;
    readonly given: string;
    readonly expect: ReturnType<typeof explanationsIn>;
  }[] = [
    {
      name: 'plain texts',
      given: `x = { code: 'a-b', problem: 'It\\'s, "so".', fix: "Do: 'this'." };`,
      expect: [{ code: 'a-b', problems: [`It's, "so".`], fixes: [`Do: 'this'.`] }],
    },
    {
      name: 'what is filled in, and what is said at times',
      given: `f({ code: 'a-b', problem: \`No "\${name}" at \${a.b(\`\${c}\`)}.\${d}\`, fix: \`Wait\${x ? '' : ' long'}.\` })`,
      expect: [{ code: 'a-b', problems: ['No "…" at …. …'], fixes: ['Wait [long].'] }],
    },
    {
      name: 'one or the other, and nested conditions',
      given: `x = { code: q ? 'a-b' : 'a-c', problem: p ? 'One.' : r ? 'Two.' : 'Three.', fix: a?.b ?? c }`,
      expect: ['a-b', 'a-c'].map((code) => ({ code, problems: ['One.', 'Two.', 'Three.'], fixes: [] })),
    },
    {
      name: 'a text with a name, and texts put together',
      given: `const where =\n  'Open it';\nx = { code: 'a-b', problem: 'One' + ' two.', fix: \`\${where} and look.\` };`,
      expect: [{ code: 'a-b', problems: ['One two.'], fixes: ['Open it and look.'] }],
    },
    {
      name: 'a name that means two things',
      given: "const t = 'A';\nconst t = 'B';\nx = { code: 'a-b', problem: t, fix: 'Do.' };",
      expect: [{ code: 'a-b', problems: [], fixes: ['Do.'] }],
    },
    {
      name: 'a code that is handed on',
      given: "configErrorOf(all, 'a-b', path)",
      expect: [{ code: 'a-b', problems: [], fixes: [] }],
    },
    {
      name: 'a remark in between',
      given: `x = { code: 'a-b', // It's so.\n // Don't.\n problem: 'One.', fix: 'Do.' };`,
      expect: [{ code: 'a-b', problems: ['One.'], fixes: ['Do.'] }],
    },
    { name: 'no explanation', given: "return { code: 'a-b', reason: 'So.' };", expect: [] },
  ];
  for (const { name, given, expect } of cases) {
    it(name, () => assert.deepEqual(explanationsIn(given), expect));
  }
});
