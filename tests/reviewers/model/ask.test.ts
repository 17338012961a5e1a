// Asking the model: the account of tokens, the ceiling, failures of one question that leave the others standing.
import assert from 'node:assert/strict';
import { ServiceError } from '../../../ReviewTask/errors.ts';
import type { Chunk, ReviewPlan } from '../../../ReviewTask/model/plan.ts';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../../../ReviewTask/ports.ts';
import { askModel } from '../../../ReviewTask/reviewers/model/ask.ts';
import { aModelReview } from '../../fakes/model-review.ts';

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

const ask = (model: LanguageModel, given: ReviewPlan, maxTokens = 0, mayCutPrompts = false) =>
  askModel(given, aModelReview(model, { maxTokens, mayCutPrompts }));

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
      repairs: 0,
      throttled: 0,
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
    assert.equal(model.asked.length, 2);
    assert.deepEqual(
      outcome.unreviewed.map((skip) => skip.reason.kind),
      ['over-max-tokens'],
    );
    assert.ok(outcome.spending.prompt + outcome.spending.completion <= 4_000);
  });

  it('estimates where a server reports no usage, and says so', async () => {
    const outcome = await ask(scripted({ a: { ...good('a'), usage: undefined } }), plan('a'));
    assert.equal(outcome.spending.estimated, true);
    assert.ok(outcome.spending.prompt > 500);
  });

  it('counts what was paid for before a question failed', async () => {
    const model: LanguageModel = {
      async ask(request) {
        request.onLost?.({ usage, calls: 3 });
        throw new ServiceError({ code: 'model-unreachable', problem: 'p', fix: 'f' });
      },
    };
    const { spending, failures } = await ask(model, plan('a'));
    assert.deepEqual([spending.calls, spending.prompt, spending.completion], [3, 100, 20]);
    assert.equal(failures.length, 1);
  });

  describe('an answer that cannot be read', () => {
    const broken = JSON.stringify({ summary: 's', findings: [finding('a'), { title: 'no path' }] });
    const cases: readonly { name: string; texts: readonly string[]; findings: number; failures: readonly string[] }[] =
      [
        { name: 'is asked for once more', texts: ['Fine.', good('a').text], findings: 1, failures: [] },
        { name: 'is given up after that', texts: ['Fine.', 'Fine.'], findings: 0, failures: ['model-answer-not-json'] },
        { name: 'and breaks the schema is repaired', texts: [broken, good('a').text], findings: 1, failures: [] },
        {
          name: 'and stays so keeps what was readable, and says that something is lost',
          texts: [broken, 'Fine.'],
          findings: 1,
          failures: ['model-findings-unreadable'],
        },
        {
          name: 'because it ends too early gives its whole findings',
          texts: [good('a').text.slice(0, -1), 'Fine.'],
          findings: 1,
          failures: ['model-answer-not-json'],
        },
      ];
    for (const { name, texts, findings, failures } of cases) {
      it(name, async () => {
        const asked: ModelRequest[] = [];
        const model: LanguageModel = {
          async ask(request) {
            asked.push(request);
            return { text: texts[asked.length - 1] ?? '', ending: 'complete', usage };
          },
        };
        const outcome = await ask(model, plan('a'));
        assert.equal(asked.length, 2);
        assert.equal(asked[1]?.system, asked[0]?.system);
        assert.ok(asked[1]?.user.startsWith(asked[0]?.user ?? '-'), 'what is cached comes first');
        assert.ok(asked[1]?.user.includes(texts[0] ?? '-'));
        assert.equal(outcome.findings.length, findings);
        assert.deepEqual(
          outcome.failures.map((one) => one.code),
          failures,
        );
        assert.equal(outcome.spending.calls, 2);
        assert.equal(outcome.spending.repairs, 1);
      });
    }

    it('keeps the first answer when the second question fails', async () => {
      let calls = 0;
      const outcome = await ask(
        {
          async ask() {
            calls += 1;
            if (calls === 1) return { text: broken, ending: 'complete', usage };
            throw new ServiceError({ code: 'model-unreachable', problem: 'p', fix: 'f' });
          },
        },
        plan('a'),
      );
      assert.equal(outcome.findings.length, 1);
      const codes = outcome.failures.map((one) => one.code);
      assert.deepEqual([codes, outcome.unreviewed, outcome.spending.repairs], [['model-findings-unreadable'], [], 0]);
    });
  });

  describe('a question that is too large', () => {
    const wide = (count: number): ReviewPlan => ({
      files: [],
      skips: [],
      chunks: [
        { parts: Array.from({ length: count }, (_, index) => chunk(`f${index}`).parts).flat(), estimatedTokens: 9 },
      ],
    });
    /** Answers about so many files at most; the first finding is whole in what it cuts off. */
    const narrow = (most: number, how: (paths: readonly string[]) => ModelAnswer | Error): LanguageModel => ({
      async ask(request) {
        const paths = [...request.user.matchAll(/=== (\S+) ===/g)].map((match) => match[1] ?? '');
        const found = JSON.stringify({ summary: 's', findings: paths.map(finding) });
        const answer = paths.length > most ? how(paths) : ({ text: found, ending: 'complete', usage } as const);
        if (answer instanceof Error) throw answer;
        return answer;
      },
    });
    const cutOff = (paths: readonly string[]): ModelAnswer => ({
      text: JSON.stringify({ summary: 's', findings: paths.map(finding) }).slice(0, 200),
      ending: 'truncated',
      usage,
    });
    const tooLong = () => new ServiceError({ code: 'model-prompt-too-long', problem: 'p', fix: 'f' });

    it('is asked in halves, and nothing is found twice', async () => {
      const outcome = await ask(narrow(2, cutOff), wide(4));
      assert.deepEqual(outcome.findings.map((one) => one.path).sort(), ['f0', 'f1', 'f2', 'f3']);
      assert.deepEqual([outcome.failures, outcome.unreviewed], [[], []]);
      assert.equal(outcome.spending.calls, 3);
    });

    it('is asked in halves where the server does not say that it cut the answer off', async () => {
      const outcome = await ask(
        narrow(2, (paths) => ({ ...cutOff(paths), ending: 'complete' })),
        wide(4),
      );
      assert.equal(outcome.findings.length, 4);
      assert.deepEqual([outcome.failures, outcome.unreviewed], [[], []]);
      assert.deepEqual([outcome.spending.calls, outcome.spending.repairs], [4, 1]);
    });

    it('is asked in halves also where the server refused it for its length', async () => {
      const outcome = await ask(narrow(1, tooLong), wide(4));
      assert.equal(outcome.findings.length, 4);
      assert.deepEqual([outcome.failures, outcome.unreviewed], [[], []]);
    });

    it('is named where a single hunk is still too much, with what was whole in the answer', async () => {
      const outcome = await ask(narrow(0, cutOff), wide(2));
      assert.deepEqual(
        outcome.unreviewed.map((skip) => skip.path),
        ['f0', 'f1'],
      );
      assert.deepEqual(
        outcome.failures.map((one) => one.code),
        ['model-answer-truncated'],
      );
      assert.equal(outcome.findings.length, 2);
      assert.equal(outcome.spending.calls, 3);
    });

    it('is not halved without end', async () => {
      const outcome = await ask(narrow(0, cutOff), wide(64));
      assert.equal(outcome.spending.calls, 15);
      assert.equal(outcome.unreviewed.length, 64);
    });

    /** Gets only the end of a question that shows more than one file, as a server with a small window does. */
    const blind = (heedsMarks: boolean, counts: boolean): LanguageModel & { asked: ModelRequest[] } => {
      const asked: ModelRequest[] = [];
      return {
        asked,
        async ask(request) {
          asked.push(request);
          const size = (request.system.length + request.user.length) / 3.6;
          const isCut = request.user.split('=== ').length > 3;
          const seen = isCut ? request.user.slice(request.user.lastIndexOf('=== f')) : request.user;
          const echo = heedsMarks ? [...seen.matchAll(/mark-\w{6}/g)].join(' ') : '';
          const paths = [...seen.matchAll(/=== (\S+) ===/g)].map((match) => match[1] ?? '');
          const text = JSON.stringify({ summary: 's', findings: paths.map(finding), echo });
          const prompt = Math.round(isCut ? size / 3 : size);
          return { text, ending: 'complete', usage: counts ? { ...usage, prompt } : undefined };
        },
      };
    };

    for (const [name, model] of [
      ['the first mark is missing', blind(true, false)],
      ['far fewer tokens were counted', blind(false, true)],
    ] as const) {
      it(`is asked in halves where the server cut it: ${name}`, async () => {
        const outcome = await ask(model, wide(4), 0, true);
        assert.deepEqual(outcome.failures, []);
        assert.equal(new Set(outcome.findings.map((one) => one.path)).size, 4);
      });
    }

    it('names what the server cut even alone, and says how to widen its window', async () => {
      const model: LanguageModel = {
        async ask(request) {
          const echo = [...request.user.slice(-300).matchAll(/mark-\w{6}/g)].join(' ');
          return { text: JSON.stringify({ summary: '', findings: [], echo }), ending: 'complete', usage: undefined };
        },
      };
      const outcome = await ask(model, plan('a'), 0, true);
      assert.equal(outcome.unreviewed.length, 1);
      assert.match(outcome.failures[0]?.problem ?? '', /The server cut the prompt/);
      assert.match(outcome.failures[0]?.fix ?? '', /num_ctx/);
    });

    it('stops asking for marks once a model has shown that it does not repeat them', async () => {
      const model = blind(false, false);
      const outcome = await ask(model, plan('a', 'b', 'c'), 0, true);
      assert.deepEqual(
        model.asked.map((request) => request.user.includes('mark-')),
        [true, false, false],
      );
      assert.equal(outcome.findings.length, 3);
    });

    it('never marks a question to a server that does not cut', async () => {
      const model = scripted({ a: good('a') });
      await ask(model, plan('a'));
      assert.ok(!model.asked[0]?.user.includes('mark-'));
      assert.ok(!JSON.stringify(model.asked[0]?.schema).includes('echo'));
    });
  });

  it('asks fewer questions at once after the server was busy, and counts it', async () => {
    const paths = Array.from({ length: 12 }, (_, index) => `f${index}`);
    const running: number[] = [];
    let now = 0;
    const outcome = await ask(
      {
        async ask(request) {
          now += 1;
          running.push(now);
          if (running.length === 2) request.onThrottle?.();
          await new Promise((resolve) => setImmediate(resolve));
          now -= 1;
          return good(/=== (\S+) ===/.exec(request.user)?.[1] ?? '');
        },
      },
      plan(...paths),
    );
    assert.equal(running[0], 1, 'the first goes alone');
    assert.equal(Math.max(...running.slice(1, 5)), 4);
    assert.equal(Math.max(...running.slice(5, 8)), 2);
    assert.equal(outcome.spending.throttled, 1);
    assert.equal(outcome.findings.length, 12);
  });

  it('lets a bug of ours through instead of hiding it as a failure of the model', async () => {
    await assert.rejects(ask(scripted({}), plan('a')), /Nothing is scripted/);
  });
});
