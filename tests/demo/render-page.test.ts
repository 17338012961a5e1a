// The demo page as text: where threads stand, what is highlighted, and that nothing untrusted becomes markup.
import assert from 'node:assert/strict';
import { renderPage } from '../../scripts/demo/page/document.ts';
import type { PageThread, PullRequestPage } from '../../scripts/demo/page/pull-request-page.ts';
import { markedBy, rowsOf } from './rows.ts';
import { samplePage } from './sample-page.ts';
import { editedFile, smallPage, threadSaying } from './small-page.ts';

const file = editedFile('notes.txt', 'the old line', 'the new line');

function at(side: 'left' | 'right', start: [number, number], end: [number, number]): Partial<PageThread> {
  const [from, to] = [
    { line: start[0], offset: start[1] },
    { line: end[0], offset: end[1] },
  ];
  return { path: file.path, side, start: from, end: to };
}

function body(page: PullRequestPage): string {
  return renderPage(page).replace(/<style>.*?<\/style>|<script>.*?<\/script>/gs, '');
}

describe('the demo page: threads', () => {
  const cases = [
    {
      name: 'stand under the line on the right side',
      given: at('right', [21, 5], [21, 8]),
      expect: { rows: ['context 10 20', 'removed 11', 'added 21', 'thread 5', 'context 12 22'], marked: 'new' },
    },
    {
      name: 'stand under the removed line on the left side',
      given: at('left', [11, 5], [11, 8]),
      expect: { rows: ['context 10 20', 'removed 11', 'thread 5', 'added 21', 'context 12 22'], marked: 'old' },
    },
    {
      name: 'stand under the last line of a range and mark all of it',
      given: at('right', [20, 3], [22, 3]),
      expect: {
        rows: ['context 10 20', 'removed 11', 'added 21', 'context 12 22', 'thread 5'],
        marked: 'ove⏎the new line⏎be',
      },
    },
    {
      name: 'mark to the end of the line where the end offset is beyond it',
      given: at('right', [21, 9], [21, 2_147_483_647]),
      expect: { rows: ['context 10 20', 'removed 11', 'added 21', 'thread 5', 'context 12 22'], marked: 'line' },
    },
    {
      name: 'come after the diff where their line is not shown',
      given: at('right', [400, 1], [400, 9]),
      expect: { rows: ['context 10 20', 'removed 11', 'added 21', 'context 12 22', 'thread 5'], marked: '' },
    },
    {
      name: 'come before the diff where they are on the file',
      given: { path: file.path },
      expect: { rows: ['thread 5', 'context 10 20', 'removed 11', 'added 21', 'context 12 22'], marked: '' },
    },
  ];
  for (const { name, given, expect } of cases) {
    it(name, () => {
      const html = body(smallPage({ files: [file], threads: [threadSaying('Here.', given)] }));
      assert.deepEqual({ rows: rowsOf(html), marked: markedBy(html, 5) }, expect);
    });
  }

  it('of the pull request stand before the files, and so do those on a file that did not change', () => {
    const threads = [threadSaying('One.', { id: 1 }), threadSaying('Two.', { id: 2, path: 'gone.txt' })];
    const html = body(smallPage({ files: [file], threads }));
    assert.deepEqual(rowsOf(html), [
      'thread 1',
      'thread 2',
      'context 10 20',
      'removed 11',
      'added 21',
      'context 12 22',
    ]);
  });

  it('share the piece where their ranges overlap', () => {
    const threads = [
      threadSaying('One.', { ...at('right', [21, 1], [21, 8]), id: 1 }),
      threadSaying('Two.', { ...at('right', [21, 5], [21, 13]), id: 2 }),
    ];
    const html = body(smallPage({ files: [file], threads }));
    assert.equal(markedBy(html, 1), 'the new');
    assert.equal(markedBy(html, 2), 'new line');
    assert.match(html, /<mark data-threads="1 2">new<\/mark>/);
  });
});

describe('the demo page: untrusted text', () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>'\u202Etxt.exe`;

  it('stays text in every place', () => {
    const html = body(
      smallPage({
        organisation: hostile,
        project: hostile,
        repository: hostile,
        title: hostile,
        description: hostile,
        author: hostile,
        sourceBranch: hostile,
        targetBranch: hostile,
        mergeStatus: hostile,
        statuses: [
          { state: 'failed', description: hostile, genre: hostile, name: hostile, targetUrl: `https://x/${hostile}` },
        ],
        threads: [threadSaying(hostile, at('right', [21, 2], [21, 30])), threadSaying(hostile, { id: 6 })],
        files: [{ ...editedFile(file.path, hostile, hostile), originalPath: hostile, note: hostile }],
        runLog: [hostile, `##[warning]${hostile}`],
        links: [{ label: hostile, url: `/${hostile}` }],
      }),
    );
    const tags = [...html.matchAll(/<(script|img)\b/g)];
    assert.deepEqual(tags, [], 'no tag of the hostile text');
    assert.doesNotMatch(html.replace(/"[^"]*"/g, '""'), /<[^>]* on\w+=/, 'and none of ours listens to an event');
    assert.ok(!html.includes('\u202E'), 'no bidirectional control survives');
    assert.ok(html.includes('⟨U+202E⟩'), 'and a person sees that there was one');
  });

  for (const url of [
    'javascript:alert(1)',
    'data:text/html,x',
    '//elsewhere.example/',
    '/\\elsewhere.example',
    'vbscript:x',
  ]) {
    it(`is no link when it is ${url}`, () => {
      const html = body(
        smallPage({
          links: [{ label: 'a link', url }],
          statuses: [{ state: 'failed', description: 'd', genre: 'g', name: 'n', targetUrl: url }],
        }),
      );
      assert.ok(!html.includes('View the run'));
      assert.ok(!html.includes('a link'));
    });
  }

  it('cannot run code even if it were markup: the policy names our style and our script alone', () => {
    const html = renderPage(smallPage());
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    assert.match(policy, /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; script-src 'sha256-[\w+/=]{44}'; /);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
  });
});

describe('the demo page: files', () => {
  function openFiles(html: string): number {
    return html.match(/<details class="file" id="file-\d+" open>/g)?.length ?? 0;
  }
  const many = Array.from({ length: 30 }, (_, index) => ({ ...editedFile(`file-${index}.txt`, 'a', 'b') }));

  it('start folded after the first twenty, but those with threads do not', () => {
    assert.equal(openFiles(body(smallPage({ files: many }))), 20);
    const thread = threadSaying('Look.', { path: 'file-28.txt' });
    assert.equal(openFiles(body(smallPage({ files: many, threads: [thread] }))), 21);
  });

  it('start folded when they are large', () => {
    const lines = Array.from({ length: 500 }, (_, index) => ({ kind: 'added', right: index + 1, text: 'x' }) as const);
    const large = { ...file, hunks: [{ lines }] };
    assert.equal(openFiles(body(smallPage({ files: [large, file] }))), 1);
  });

  it('without lines say why', () => {
    const html = body(smallPage({ files: [{ ...file, hunks: undefined, note: 'A binary file.' }] }));
    assert.match(html, /<p class="note">A binary file\.<\/p>/);
    assert.deepEqual(rowsOf(html), []);
  });

  it('say what they were called before', () => {
    const html = body(smallPage({ files: [{ ...file, originalPath: 'old.txt', change: 'edit, rename' }] }));
    assert.match(html, /from <bdi>old\.txt<\/bdi>/);
    assert.match(html, /Renamed and modified/);
  });
});

describe('the demo page: the log', () => {
  const cases = [
    { name: 'plain', given: 'Reading.', expect: ['plain Reading.'] },
    { name: 'a section, without its mark', given: '##[section]Starting', expect: ['section Starting'] },
    {
      name: 'an issue as the agent shows it',
      given: '##vso[task.logissue type=warning;]Slow.',
      expect: ['warning Slow.'],
    },
    {
      name: 'another command as it is',
      given: '##vso[build.updatebuildnumber]1',
      expect: ['debug ##vso[build.updatebuildnumber]1'],
    },
    { name: 'no end of a group', given: '##[endgroup]', expect: [] },
  ];
  for (const { name, given, expect } of cases) {
    it(`shows ${name}`, () => {
      const lines = body(smallPage({ runLog: [given] })).matchAll(/log-line log-(\w+)"><span>(.*?)<\/span>/g);
      assert.deepEqual(
        [...lines].map(([, kind, text]) => `${kind} ${text}`),
        expect,
      );
    });
  }
});

describe('the demo page: the whole', () => {
  it('shows the sample with its seven threads, five files, checks and log', async () => {
    const html = body(await samplePage());
    assert.equal(rowsOf(html).filter((row) => row.startsWith('thread')).length, 7);
    assert.equal(html.match(/<details class="file"/g)?.length, 5);
    assert.match(html, /AI review complete — 3 blockers, 2 warnings, 1 suggestion/);
    assert.match(html, /<h1><bdi>Add order search and export<\/bdi> <span class="id">!4127<\/span><\/h1>/);
    assert.match(html, /class="log-line log-warning"/);
    assert.doesNotMatch(html, /##\[/);
  });

  it('asks for nothing from anywhere', async () => {
    const html = renderPage(await samplePage());
    assert.doesNotMatch(html, /<(link|script|img|iframe|object)\b[^>]*(src|href)="(?!data:)/);
    assert.doesNotMatch(html, /@import|url\(/);
  });

  it('turns the tracking comment’s links to threads of this page', async () => {
    const html = body(await samplePage());
    assert.match(html, /<a href="#thread-103">OrderSearch\.cs, line \d+<\/a>/);
  });

  it('has ids that are there once each', async () => {
    const ids = [...renderPage(await samplePage()).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
  });
});
