// Fuzz targets: what a model and its server answer.
import assert from 'node:assert/strict';
import { readTalkAnswer } from '../../../ReviewTask/conversation/answer.ts';
import {
  readAnswer as readCompletion,
  readModelNames,
  UnreadableAnswer,
} from '../../../ReviewTask/edges/openai-answer.ts';
import { readAnswers as readOutlines } from '../../../ReviewTask/edges/outline/answers.ts';
import { categories, type RawFinding, severities } from '../../../ReviewTask/model/finding.ts';
import type { Rule } from '../../../ReviewTask/model/rules.ts';
import { type ReadAnswer, readAnswer, readCutAnswer } from '../../../ReviewTask/reviewers/model/answer.ts';
import { salvageObject } from '../../../ReviewTask/reviewers/model/salvage.ts';
import { readVerification } from '../../../ReviewTask/reviewers/model/verification-answer.ts';
import type { FuzzTarget } from '../target.ts';

const finding = {
  path: 'src/basket.ts',
  side: 'new',
  line: 12,
  end_line: 13,
  quote: 'for (let i = 0; i < items.length - 1; i++) {',
  failure: 'A basket of one item costs nothing.',
  question: 'Does the loop end before the last item?',
  title: 'The sum leaves out the last item',
  severity: 'blocker',
  category: 'bug',
  replacement: 'for (const item of items) {',
  rule_id: 'no-loops',
};
const answer = JSON.stringify({
  summary: 'Adds a basket.',
  rule_checks: [{ rule_id: 'no-loops', path: 'src/basket.ts', broken: true }],
  findings: [finding, { ...finding, side: 'old', line: '7', end_line: null, replacement: null, rule_id: null }],
});
const answers = [answer, '{"summary":"","findings":[]}'];
const answerTexts = [
  ...answers,
  `Here it is:\n\`\`\`json\n${answer}\n\`\`\``,
  answer.slice(0, -40),
  `${answer}${answer}`,
];
const rule: Rule = {
  id: 'no-loops',
  scope: 'file',
  paths: ['src/**'],
  severity: 'warning',
  text: 'No loops.',
  good: '',
  bad: '',
  from: 'rules.md',
};

function holdsForFinding(one: RawFinding): void {
  assert.ok(one.path.length <= 1_000 && one.title.length <= 300 && one.title !== '');
  assert.ok(one.quote.length <= 4_000 && one.failure.length <= 4_000 && (one.replacement ?? '').length <= 10_000);
  assert.ok(severities.includes(one.severity) && categories.includes(one.category));
  assert.ok(one.side === 'left' || one.side === 'right');
  if (one.line === undefined) assert.equal(one.endLine, undefined);
  else assert.ok(Number.isSafeInteger(one.line) && one.line > 0 && (one.endLine ?? 0) >= one.line);
  assert.ok(one.source.kind === 'model' || (one.source.kind === 'rule' && one.source.rule === rule.id));
}

function holdsForAnswer(read: ReadAnswer | undefined): void {
  if (read === undefined) return;
  assert.ok(read.summary.length <= 2_000 && read.findings.length <= 100 && read.unreadable >= 0);
  for (const one of read.findings) holdsForFinding(one);
  for (const check of read.ruleChecks) assert.deepEqual(Object.keys(check).sort(), ['isBroken', 'path', 'ruleId']);
}

const verification = JSON.stringify({
  explanation: 'The loop ends too early.',
  evidence: [{ path: 'src/basket.ts', line: 12, quote: 'i < items.length - 1' }],
  verdict: 'confirmed',
  severity: 'warning',
});

const completion = JSON.stringify({
  choices: [{ message: { content: answer, refusal: null }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 2 } },
});

const outline = JSON.stringify({ id: 0, symbols: [['total', 'function', 1, 9]], calls: [['sum', 3]] });

/** A 200 that holds no completion has an error of its own, which the adapter explains. */
function orUnreadable(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
  }
}

const room = 'ReviewTask/reviewers/model';

export const modelAnswerTargets: readonly FuzzTarget[] = [
  {
    name: 'model-answer',
    parser: `${room}/answer.ts`,
    form: 'json',
    samples: answers,
    check: (input) => holdsForAnswer(readAnswer(input, 1, [rule])),
  },
  {
    name: 'model-answer-text',
    parser: `${room}/json.ts`,
    form: 'text',
    samples: answerTexts,
    check: (input) => holdsForAnswer(readAnswer(input, 2, [rule])),
  },
  {
    name: 'salvage',
    parser: `${room}/salvage.ts`,
    form: 'text',
    samples: answerTexts,
    check(input) {
      holdsForAnswer(readCutAnswer(input, 1, [rule]));
      const whole = salvageObject(input);
      assert.ok(whole === undefined || (typeof whole === 'object' && whole !== null && !Array.isArray(whole)));
    },
  },
  {
    name: 'verification-answer',
    parser: `${room}/verification-answer.ts`,
    form: 'json',
    samples: [verification, `{"verification":${verification}}`],
    check(input) {
      const read = readVerification(input);
      if (read === undefined) return;
      assert.ok(['confirmed', 'refuted', 'pre-existing', 'unclear'].includes(read.verdict));
      assert.ok(read.explanation.length <= 600 && read.evidence.length <= 20);
      assert.ok(read.severity === undefined || severities.includes(read.severity));
      for (const one of read.evidence) assert.ok(one.line >= 0 && one.path !== '' && one.quote.length <= 1_000);
    },
  },
  {
    name: 'talk-answer',
    parser: 'ReviewTask/conversation/answer.ts',
    form: 'json',
    samples: [
      '{"answer":"It stands: the loop ends too early.","stance":"stands"}',
      '{"answer":"You are right.","stance":"withdrawn"}',
    ],
    check(input) {
      const read = readTalkAnswer(input);
      if (read === undefined) return;
      assert.ok(read.text.length <= 1_550 && read.text !== '');
      assert.ok(['stands', 'withdrawn', 'unclear'].includes(read.stance));
    },
  },
  {
    name: 'completion',
    parser: 'ReviewTask/edges/openai-answer.ts',
    form: 'json',
    samples: [completion, '{"data":[{"id":"a-model"}]}', `{"choices":[{"message":{"content":[{"text":"a"}]}}]}`],
    check(input) {
      orUnreadable(() => assert.equal(typeof readCompletion(input).text, 'string'));
      orUnreadable(() => readModelNames(input));
      const body = parsed(input);
      orUnreadable(() => assert.equal(typeof readCompletion(body).text, 'string'));
      orUnreadable(() => readModelNames(body));
    },
  },
  {
    name: 'outline-answer',
    parser: 'ReviewTask/edges/outline/answers.ts',
    form: 'text',
    // Each line is read by itself, and a line that is no answer makes an error: two characters, twenty microseconds.
    millisecondsPerKilobyte: 40,
    samples: [outline, `${outline}\n${outline.replace('"id":0', '"id":1')}\n`],
    check(input) {
      for (const [id, { symbols, calls }] of readOutlines(input)) {
        assert.ok(id >= 0);
        for (const one of symbols) assert.ok(one.startLine >= 1 && one.endLine >= one.startLine);
        for (const one of calls) assert.ok(one.line >= 1);
      }
    },
  },
];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
