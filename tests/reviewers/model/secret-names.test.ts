// A secret in a path: the model is told another name, and what it says under that name is understood.
import assert from 'node:assert/strict';
import type { LanguageModel, ModelRequest } from '../../../ReviewTask/ports.ts';
import { withoutSecretNames } from '../../../ReviewTask/reviewers/model/secret-names.ts';
import { createRedactor } from '../../../ReviewTask/reviewers/secrets/redact.ts';
import { anEntry } from '../../fakes/changes.ts';
import { madeUp } from '../secrets/made-up.ts';

const key = `ghp_${madeUp('alphanumeric', 36)}`;
const path = `notes/${key}.md`;
const request: ModelRequest = {
  ...{ system: `Guidelines for ${path}`, user: `=== ${path} ===\n1 + x\n=== src/a.ts ===`, maxOutputTokens: 9 },
  schema: { name: 'review', schema: {} },
};

describe('withoutSecretNames', () => {
  async function ask(files: readonly string[], tools?: ModelRequest['tools']) {
    const seen: ModelRequest[] = [];
    const model: LanguageModel = {
      async ask(given) {
        seen.push(given);
        const name = /=== (.*?) ===/.exec(given.user)?.[1] ?? '';
        const result = await given.tools?.run('read_file', JSON.stringify({ path: name }));
        const text = JSON.stringify({ path: name, title: `In ${name} it says ${result ?? ''}` });
        return { text, ending: 'complete', usage: undefined };
      },
    };
    const redactor = createRedactor();
    const redact = (given: string, lines: readonly string[]) => redactor.redact(given, lines);
    const entries = files.map((one) => anEntry({ path: one }));
    const wrapped = await withoutSecretNames(model, entries, redact);
    const said = await wrapped.ask({ ...request, ...(tools && { tools }) });
    return { seen: seen[0], text: said.text, isWrapped: wrapped !== model };
  }

  it('hides the value in questions and finds the file again in answers', async () => {
    const { seen, text } = await ask([path, 'src/a.ts']);
    assert.ok(!JSON.stringify(seen).includes(key));
    assert.match(seen?.user ?? '', /^=== notes\/<redacted:github-token:1>\.md ===/);
    const answer: unknown = JSON.parse(text);
    assert.deepEqual(answer, { path, title: 'In notes/<redacted:github-token:1>.md it says ' });
  });

  it('hides the value where a line break in the path has it shown as JSON', async () => {
    const odd = `notes/${key}\n.md`;
    const seen: ModelRequest[] = [];
    const model: LanguageModel = {
      async ask(given) {
        seen.push(given);
        return { text: '{}', ending: 'complete', usage: undefined };
      },
    };
    const redactor = createRedactor();
    const redact = (given: string, lines: readonly string[]) => redactor.redact(given, lines);
    const wrapped = await withoutSecretNames(model, [anEntry({ path: odd })], redact);
    await wrapped.ask({ ...request, system: '', user: `=== ${JSON.stringify(odd)} ===` });
    assert.ok(!JSON.stringify(seen).includes(key));
  });

  it('does the same for look-ups', async () => {
    const asked: string[] = [];
    const run = async (_name: string, given: string) => {
      asked.push(given);
      return `${path} is short`;
    };
    const { text } = await ask([path], { definitions: [], maxRounds: 1, run });
    assert.deepEqual(asked, [JSON.stringify({ path })]);
    assert.match(text, /it says notes\/<redacted:github-token:1>\.md is short/);
  });

  it('stays out of the way where no path holds a secret', async () => {
    assert.equal((await ask(['src/a.ts', 'docs/b.md'])).isWrapped, false);
  });
});
