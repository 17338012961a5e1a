// The comment that opens a thread says what a person needs, and offers a change only where it fits exactly.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../ReviewTask/model/finding.ts';
import { replacementOf } from '../../ReviewTask/publish/replacement.ts';
import { threadBody } from '../../ReviewTask/publish/thread-body.ts';
import { assertGolden } from '../golden.ts';
import { dangersIn, nodesOf } from './markdown-parts.ts';
import {
  builtInFinding,
  finding,
  hostileLine,
  hostileText,
  linkHosts,
  queryLine,
  wholeLines,
} from './sample-report.ts';

const fencedLines = ['Run it:', '```sh', 'npm tset', '```'];
const twoLines = ['\tif (a) {', '\t}'];

const cases: readonly { name: string; given: Finding; anchored: readonly string[] | undefined }[] = [
  { name: 'suggestion', given: finding(), anchored: [queryLine] },
  { name: 'built-in', given: builtInFinding(), anchored: ['  rejectUnauthorized: false,'] },
  {
    name: 'secret',
    given: builtInFinding({
      title: 'A private key is in the source',
      failure: 'Everybody who can read the repository can use the key, also after it is deleted here. Revoke it.',
      severity: 'blocker',
      source: { kind: 'secrets', rule: 'private-key' },
    }),
    anchored: undefined,
  },
  { name: 'whole-file', given: finding({ anchor: { kind: 'file' } }), anchored: undefined },
  {
    name: 'deletion',
    given: finding({
      replacement: '',
      anchor: wholeLines(4, twoLines),
      title: 'The branch is empty',
      severity: 'suggestion',
      category: 'maintainability',
      failure: 'Nothing happens here; a reader will look for what is missing.',
    }),
    anchored: twoLines,
  },
  {
    name: 'fence-in-replacement',
    given: finding({
      path: 'README.md',
      anchor: wholeLines(3, fencedLines),
      replacement: 'Run it:\r\n```sh\r\nnpm test\r\n```\r\n',
      title: 'The command is misspelled',
      failure: 'A reader who copies it gets an error.',
      severity: 'warning',
      category: 'bug',
    }),
    anchored: fencedLines,
  },
  {
    name: 'hostile',
    given: finding({
      title: hostileLine,
      failure: hostileText,
      replacement: 'a\u202eb @<0a1b2c3d-0000-4000-8000-000000000001>',
      path: 'a`b.ts',
    }),
    anchored: [queryLine],
  },
];

const replacements: readonly {
  name: string;
  given: Partial<Finding>;
  anchored: readonly string[] | undefined;
  expect: string;
}[] = [
  { name: 'whole lines', given: {}, anchored: [queryLine], expect: 'suggestion' },
  { name: 'no replacement', given: { replacement: undefined }, anchored: [queryLine], expect: 'none' },
  { name: 'the same text', given: { replacement: queryLine }, anchored: [queryLine], expect: 'none' },
  {
    name: 'the same text with a line ending',
    given: { replacement: `${queryLine}\r\n` },
    anchored: [queryLine],
    expect: 'none',
  },
  { name: 'unknown lines', given: {}, anchored: undefined, expect: 'by-hand' },
  { name: 'a whole file', given: { anchor: { kind: 'file' } }, anchored: undefined, expect: 'by-hand' },
  {
    name: 'the left side',
    given: { anchor: { ...wholeLines(12, [queryLine]), side: 'left' } as Finding['anchor'] },
    anchored: [queryLine],
    expect: 'by-hand',
  },
  {
    name: 'a start inside the line',
    given: { anchor: { ...wholeLines(12, [queryLine]), start: { line: 12, offset: 3 } } as Finding['anchor'] },
    anchored: [queryLine],
    expect: 'by-hand',
  },
  {
    name: 'an end before the line ends',
    given: { anchor: wholeLines(12, [queryLine.slice(1)]) },
    anchored: [queryLine],
    expect: 'by-hand',
  },
  {
    name: 'fewer lines than the anchor',
    given: { anchor: wholeLines(12, ['a', queryLine]) },
    anchored: [queryLine],
    expect: 'by-hand',
  },
  { name: 'a hidden character', given: { replacement: 'a\u200bb' }, anchored: [queryLine], expect: 'by-hand' },
  {
    name: 'a stored mention',
    given: { replacement: '@<0a1b2c3d-0000-4000-8000-000000000001>' },
    anchored: [queryLine],
    expect: 'by-hand',
  },
  { name: 'lines that go', given: { replacement: '' }, anchored: [queryLine], expect: 'deletion' },
  { name: 'text that goes from nobody knows where', given: { replacement: '' }, anchored: undefined, expect: 'none' },
  {
    name: 'very long text in an unknown place',
    given: { replacement: 'a'.repeat(4_000) },
    anchored: undefined,
    expect: 'none',
  },
];

describe('the body of a thread', () => {
  for (const { name, given, anchored } of cases) {
    it(`reads well: ${name}`, () => {
      const body = threadBody(given, { linkHosts, passes: 2, model: 'gpt-5', anchored });
      assertGolden(`publish/golden/thread-${name}.md`, `${body}\n`);
      const tolerated = name === 'suggestion' || name === 'fence-in-replacement' ? ['suggestion fence'] : [];
      assert.deepEqual(dangersIn(body, linkHosts), tolerated);
    });
  }

  for (const { name, given, anchored, expect } of replacements) {
    it(`offers a replacement of ${name} as: ${expect}`, () => {
      assert.equal(replacementOf(finding(given), anchored).kind, expect);
    });
  }

  it('keeps every character of a suggestion', () => {
    const codeLine = fc.string({ unit: 'grapheme-ascii', maxLength: 30 });
    const code = fc.array(fc.oneof(codeLine, fc.constantFrom('```', '~~~~', '\t x', '````suggestion', '')), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(code, (lines) => {
        const offered = replacementOf(finding({ replacement: `${lines.join('\n')}\n` }), [queryLine]);
        if (offered.kind !== 'suggestion') return;
        const body = threadBody(finding({ replacement: `${lines.join('\r\n')}\r\n` }), {
          linkHosts,
          passes: 2,
          model: undefined,
          anchored: [queryLine],
        });
        const fences = nodesOf(body).filter((node) => node.type === 'code' && node.lang === 'suggestion');
        assert.deepEqual(
          fences.map((node) => 'value' in node && node.value),
          [lines.join('\n')],
        );
      }),
      { numRuns: 200 },
    );
  });

  it('stays short whatever a reviewer writes', () => {
    const long = finding({ title: 'long '.repeat(500), failure: 'Very long. '.repeat(5_000), replacement: undefined });
    const body = threadBody(long, { linkHosts, passes: 2, model: 'gpt-5', anchored: [queryLine] });
    assert.ok(body.length < 2_000);
    assert.match(body, /\*\(shortened\)\*/);
  });

  it('starts with the severity where a reviewer gave no title', () => {
    const body = threadBody(finding({ title: ' ' }), { linkHosts, passes: 2, model: 'gpt-5', anchored: undefined });
    assert.equal(body.split('\n')[0], '**Blocker**');
  });
});
