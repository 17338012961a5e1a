// The page on pushes and conversation says what the code does: commands, limits, reasons, keys.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileSchema } from '../../ReviewTask/config/file-schema.ts';
import { commandNames, parseCommand } from '../../ReviewTask/conversation/commands.ts';
import { helpReply } from '../../ReviewTask/conversation/fixed-replies.ts';
import { mostReplies, mostRepliesPerRun } from '../../ReviewTask/conversation/pending.ts';
import { OvertakenError } from '../../ReviewTask/errors.ts';
import { describeScope } from '../../ReviewTask/model/scope.ts';
import { outputVariables } from '../../ReviewTask/model/step-result.ts';
import { projectRoot } from '../project-root.ts';

const path = 'docs/pushes-and-conversation.md';
const page = readFileSync(join(projectRoot, path), 'utf8').replaceAll('\r\n', '\n');
const words = page.replace(/\s+/g, ' ');

describe('the page on pushes and conversation', () => {
  it('lists every command with the words of the help, and no other', () => {
    const table = page.slice(page.indexOf('<!-- commands -->'), page.indexOf('<!-- end: commands -->'));
    const rows = [...table.matchAll(/^\| `\/threadline (\w+)` \| (.+?) \| (.+) \|$/gm)];
    assert.deepEqual(
      rows.map(([, name]) => name),
      [...commandNames],
    );
    const help = helpReply({ kind: 'help', unknown: '', nearest: undefined });
    for (const [, name, , meaning] of rows) {
      const told = help.split('\n').find((line) => line.startsWith(`- \`/threadline ${name}\`: `));
      const [, first = ''] = told?.split('`: ') ?? [];
      assert.ok(meaning?.startsWith(first), `${name}: ${first}`);
    }
  });

  it('has examples that are commands', () => {
    const examples = [...page.matchAll(/```text\n(\/threadline .+)\n```/g)].map(([, text = '']) => text);
    assert.ok(examples.length >= 2);
    for (const text of examples) assert.notEqual(parseCommand(text)?.kind, 'help', text);
  });

  it('names the limits as they are', () => {
    assert.match(words, new RegExp(`after ${mostReplies.finding} answers in one thread`));
    assert.match(words, new RegExp(`${mostReplies.tracking} in the thread of the summary comment`));
    assert.match(words, new RegExp(`at most ${mostRepliesPerRun} threads`));
    assert.equal(mostReplies.other, mostReplies.finding);
  });

  it('quotes what Threadline says', () => {
    const since = { id: 3, source: 'a'.repeat(40), base: 'b'.repeat(40) };
    const state = Object.create(null);
    assert.ok(words.includes(describeScope({ kind: 'delta', since, state })));
    assert.ok(words.includes(new OvertakenError('a newer push is on the pull request').problem.slice(0, -1)));
    assert.equal(
      outputVariables({
        kind: 'unchanged',
        counts: { blocker: 0, warning: 0, suggestion: 0 },
        reason: '',
        state: 'succeeded',
      })['verdict'],
      'UNCHANGED',
    );
    assert.equal(outputVariables({ kind: 'superseded', reason: '' })['verdict'], 'SUPERSEDED');
    for (const verdict of ['UNCHANGED', 'SUPERSEDED', 'SKIPPED']) assert.ok(page.includes(`| \`${verdict}\``), verdict);
  });

  it('explains every key that keeps a review from being made', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| .+ \| (?:yes|no) \| .+ \|$/gm)].map(([, name = '']) => name);
    assert.deepEqual(rows, ['targetBranches', 'ignoreTitles', 'reviewDrafts', 'reviewOnPush', 'autoPause']);
    for (const name of rows) assert.ok(name in fileSchema.shape, name);
  });

  it('links only to what is there', () => {
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const [, target = ''] of page.matchAll(/\]\(([^)]+)\)/g)) {
      const [file = '', anchor = ''] = target.split('#');
      if (file !== '') assert.ok(existsSync(join(projectRoot, dirname(path), file)), target);
      if (anchor !== '' && file === '') assert.ok(headings.includes(anchor), target);
    }
  });
});
