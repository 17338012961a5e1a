// Asking the model: the account of tokens, the ceiling, failures of one question that leave the others standing.
import assert from 'node:assert/strict';
import { ServiceError } from '../../../ReviewTask/errors.ts';
import type { Chunk, ReviewPlan } from '../../../ReviewTask/model/plan.ts';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../../../ReviewTask/ports.ts';
import { askModel } from '../../../ReviewTask/reviewers/model/ask.ts';
import { silentLog } from '../../fakes/log.ts';

const chunk = (path: string): Chunk => ({
  parts: [{ path, originalPath: path, hunks: [{ lines: [{ kind: 'added', right: 1, text: 'x();' }] }] }],
  estimatedTokens: 10,
});
const plan = (...paths: readonly string[]): ReviewPlan => ({ files: [], skips: [], chunks: paths.map(chunk) });
const usage = { prompt: 100, cached: 40, completion: 20, reasoning: 5 };
const finding = (path: string) => ({
  path,
  side: 'new',
  line: 1,
  end_line: 1,
  quote: 'x();',
  failure: 'f',
  title: 't',
  severity: 'warning',
  category: 'bug',
  replacement: null,
});
const good = (path: string): ModelAnswer => ({
  text: JSON.stringify({ summary: `Changes ${path}.`, findings: [finding(path)] }),
  ending: 'complete',
  usage,
});

/** Answers by the path that the question shows. */
function scripted(
  answers: Readonly<Record<string, ModelAnswer | Error>>,
): LanguageModel & { readonly asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  return {
    asked,
    async ask(request) {
      asked.push(request);
      const path = /=== (\S+) ===/.exec(request.user)?.[1] ?? '';
      const answer = answers[path];
      if (answer === undefined) throw new Error(`Nothing is scripted for ${path}.`);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

const ask = (model: LanguageModel, given: ReviewPlan, maxTokens = 0) =>
  askModel(given, {
    model,
    guidance: { instructions: '', language: '' },
    shownLines: (part) => part.hunks.flatMap((hunk) => hunk.lines.map((line) => line.text)),
    log: silentLog,
    maxTokens,
  });

describe('askModel', () => {
  it('gathers findings, summary and spending of all questions', async () => {
    const outcome = await ask(scripted({ a: good('a'), b: good('b') }), plan('a', 'b'));
    assert.deepEqual(
      outcome.findings.map((one) => one.path),
      ['a', 'b'],
    );
    assert.equal(outcome.summary, 'Changes a. Changes b.');
    assert.deepEqual(outcome.spending, {
      calls: 2,
      prompt: 200,
      cached: 80,
      completion: 40,
      reasoning: 10,
      estimated: false,
    });
    assert.deepEqual(outcome.unreviewed, []);
  });

  it('sends the same system text with every question', async () => {
    const model = scripted({ a: good('a'), b: good('b') });
    await ask(model, plan('a', 'b'));
    assert.equal(new Set(model.asked.map((request) => request.system)).size, 1);
  });

  const endings: readonly { name: string; answer: ModelAnswer | Error; code: string | undefined; reason: string }[] = [
    {
      name: 'an error',
      answer: new ServiceError({ code: 'model-unreachable', problem: 'p', fix: 'f' }),
      code: 'model-unreachable',
      reason: 'model-failed',
    },
    {
      name: 'the deadline',
      answer: new ServiceError({ code: 'deadline-reached', problem: 'p', fix: 'f' }),
      code: undefined,
      reason: 'out-of-time',
    },
    {
      name: 'no JSON',
      answer: { text: 'Fine.', ending: 'complete', usage },
      code: 'model-answer-not-json',
      reason: 'model-failed',
    },
    {
      name: 'a cut answer',
      answer: { text: '{"summary":', ending: 'truncated', usage },
      code: 'model-answer-truncated',
      reason: 'model-failed',
    },
    {
      name: 'a refusal',
      answer: { text: '', ending: 'refused', usage },
      code: 'model-refused',
      reason: 'model-failed',
    },
    {
      name: 'a filter',
      answer: { text: '', ending: 'filtered', usage },
      code: 'model-content-filtered',
      reason: 'model-failed',
    },
  ];
  for (const { name, answer, code, reason } of endings) {
    it(`names the files of a question that ended in ${name}, and keeps the others`, async () => {
      const outcome = await ask(scripted({ a: answer, b: good('b') }), plan('a', 'b'));
      assert.deepEqual(
        outcome.unreviewed.map((skip) => [skip.path, skip.changedLines, skip.reason.kind]),
        [['a', 1, reason]],
      );
      assert.deepEqual(
        outcome.failures.map((one) => one.code),
        code === undefined ? [] : [code],
      );
      assert.deepEqual(
        outcome.findings.map((one) => one.path),
        ['b'],
      );
    });
  }

  it('says one failure once, however many questions met it', async () => {
    const down = new ServiceError({ code: 'model-unreachable', problem: 'p', fix: 'f' });
    const outcome = await ask(scripted({ a: down, b: down, c: down }), plan('a', 'b', 'c'));
    assert.equal(outcome.failures.length, 1);
    assert.equal(outcome.unreviewed.length, 3);
  });

  it('stops asking at the token ceiling and names what was left', async () => {
    const model = scripted({ a: good('a'), b: good('b'), c: good('c') });
    const outcome = await ask(model, plan('a', 'b', 'c'), 4_000);
    assert.equal(model.asked.length, 1);
    assert.deepEqual(
      outcome.unreviewed.map((skip) => skip.reason.kind),
      ['over-max-tokens', 'over-max-tokens'],
    );
    assert.ok(outcome.spending.prompt + outcome.spending.completion <= 4_000);
  });

  it('estimates where a server reports no usage, and says so', async () => {
    const outcome = await ask(scripted({ a: { ...good('a'), usage: undefined } }), plan('a'));
    assert.equal(outcome.spending.estimated, true);
    assert.ok(outcome.spending.prompt > 500);
  });

  it('lets a bug of ours through instead of hiding it as a failure of the model', async () => {
    await assert.rejects(ask(scripted({}), plan('a')), /Nothing is scripted/);
  });
});
