// Fuzz targets: what people write in comments, in files of guidance, and into an address bar.
import assert from 'node:assert/strict';
import { micromark } from 'micromark';
import { parsePullRequestUrl, sameCollection } from '../../../ReviewTask/config/pull-request-url.ts';
import { beginsCommand, commandNames, parseCommand } from '../../../ReviewTask/conversation/commands.ts';
import { readFrontMatter } from '../../../ReviewTask/guidance/front-matter.ts';
import { readGuideline } from '../../../ReviewTask/guidance/guideline.ts';
import { readKodyRule } from '../../../ReviewTask/guidance/kody-rule.ts';
import { cleanBlock, cleanInline } from '../../../ReviewTask/publish/clean-markdown.ts';
import type { FuzzTarget } from '../target.ts';

const guideline =
  '---\ndescription: Style\napplyTo: "src/**/*.{ts,tsx}", *.cs\nglobs:\n  - a/**\n  - [b, c]\n---\n# Style\n\nShort.\n';
const kodyRule =
  '---\ntitle: No loops\npath: ["src/**"]\nseverity_min: high\nscope: file\n---\n## Instructions\nNo loops.\n## Bad example\n```ts\nfor (;;) {}\n```\n';

export const peopleTargets: readonly FuzzTarget[] = [
  {
    name: 'command',
    parser: 'ReviewTask/conversation/commands.ts',
    form: 'text',
    samples: [
      ...commandNames.map((name) => `/threadline ${name}`),
      '`/threadline ignore` — we *want* this.',
      '/threadline reveiw now',
    ],
    check(input) {
      const command = parseCommand(input);
      assert.equal(command !== undefined, beginsCommand(input));
      if (command?.kind === 'ignore') assert.ok(command.reason.length <= 300 && !/[\r\n]/.test(command.reason));
      if (command?.kind === 'help') assert.match(command.unknown, /^[\p{L}\p{N}\ud800-\udfff-]{0,40}$/u);
    },
  },
  {
    name: 'pull-request-url',
    parser: 'ReviewTask/config/pull-request-url.ts',
    form: 'text',
    samples: [
      'https://dev.azure.com/contoso/Shop/_git/basket/pullrequest/42?_a=files',
      'https://contoso.visualstudio.com/DefaultCollection/_git/My%20Shop/pullRequest/7',
      'https://tfs.example.com:8080/tfs/Main/Shop/_git/basket/pullrequest/1',
    ],
    check(input) {
      for (const within of ['', 'https://tfs.example.com:8080/tfs/Main/', input]) {
        const read = parsePullRequestUrl(input, within);
        if (read === undefined) continue;
        assert.match(read.collectionUrl, /^https?:\/\/.*\/$/);
        assert.ok(!new URL(read.collectionUrl).username && Number.isSafeInteger(read.id) && read.repository !== '');
        assert.equal(sameCollection(read.collectionUrl, read.collectionUrl), true);
      }
    },
  },
  {
    name: 'front-matter',
    parser: 'ReviewTask/guidance/front-matter.ts',
    form: 'text',
    samples: [
      guideline,
      kodyRule,
      guideline.replaceAll('\n', '\r\n'),
      '\ufeff---\nalwaysApply: false # never\n---\nText',
    ],
    check(input) {
      const { settings, body } = readFrontMatter(input);
      assert.ok(body.length <= input.length);
      for (const values of settings.values())
        for (const value of values) assert.ok(value !== '' && !/[\n]/.test(value));
      assert.ok(['guideline', 'left-out'].includes(readGuideline('a.md', '', input).kind));
      const rule = readKodyRule('rules/No loops.md', input);
      if (rule === undefined) return;
      assert.match(rule.id, /^[A-Za-z0-9._-]{1,60}$/);
      assert.ok(rule.text !== '' && Math.max(rule.text.length, rule.good.length, rule.bad.length) <= 2_000);
    },
  },
  {
    name: 'clean-markdown',
    parser: 'ReviewTask/publish/clean-markdown.ts',
    form: 'text',
    samples: [
      '# A\n\n- [x](https://evil.example) @you #12\n\n| a |\n| - |\n| ![i](http://h/i.png) |\n\n```ts\na\n```\n',
      '<img src=x onerror=a> **b** `c`',
    ],
    // The parser of Markdown takes the square of openings of comments, which is why it is given 6,000 characters at most.
    millisecondsPerKilobyte: 250,
    check(input) {
      const block = cleanBlock(input, { linkHosts: ['dev.azure.com'] });
      assert.doesNotMatch(block, /##vso\[/i);
      // What stands in code is shown, not obeyed: the page decides what it is.
      assert.doesNotMatch(micromark(block, { allowDangerousHtml: true }), /<(?:img|script|iframe)\b/i);
      assert.doesNotMatch(cleanInline(input), /[\r\n]|##vso\[/i);
    },
  },
];
