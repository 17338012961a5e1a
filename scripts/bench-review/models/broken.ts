// Every way in which an answer can be spoiled, made from the answer that would have been right.
import type { ModelScript, Step } from '../../../tests/emulator/model-server.ts';
import type { BenchCase } from '../bench-case.ts';
import { answerTo, kindOf, type Ledger } from '../scripted.ts';
import { oracle } from './oracle.ts';

/** Makes the bad answer from the good one, written as JSON. */
type Spoil = (good: string) => Step;

const say = (content: string | null, more: Partial<Extract<Step, { kind: 'answer' }>> = {}): Step => ({
  kind: 'answer',
  content,
  ...more,
});
const error = (status: number, message: string, headers?: Readonly<Record<string, string>>): Step => ({
  kind: 'status',
  status,
  body: { error: { message, type: 'server_error', param: null, code: null } },
  ...(headers === undefined ? {} : { headers }),
});
const many = 1_000_000;

/** By name. A name that ends in `-once` spoils the first answer only; `verifier-` spoils all but the finder's. */
export const spoils: Readonly<Record<string, Spoil>> = {
  prose: () => say('I looked at the change carefully. It looks good to me, nice work!'),
  'prose-once': () => say('Let me think about this step by step.'),
  empty: () => say(''),
  'no-content': () => say(null),
  spaces: () => say(' \n\t '),
  'cut-off': (good) => say(good.slice(0, Math.floor(good.length * 0.6)), { finishReason: 'length' }),
  'cut-off-untold': (good) => say(good.slice(0, Math.floor(good.length * 0.6))),
  'empty-object': () => say('{}'),
  'null-value': () => say('null'),
  'number-value': () => say('42'),
  'findings-as-text': () => say('{"summary":"x","findings":"none that matter"}'),
  'findings-null': () => say('{"summary":"x","findings":null}'),
  'findings-object': (good) => say(good.replace(/"findings":\[/, '"findings":{"1":').replace(/\]\s*\}$/, '}}')),
  'other-schema': () => say('{"issues":[{"file":"a.ts","message":"bad"}]}'),
  'items-without-fields': () => say('{"summary":"x","findings":[{"message":"bad"},{"note":1},"text",null]}'),
  'fields-of-wrong-type': (good) =>
    say(good.replace(/"title":"[^"]*"/g, '"title":{"text":1}').replace(/"path":"[^"]*"/g, '"path":7')),
  'bare-array': (good) => say(JSON.stringify(JSON.parse(good).findings)),
  'array-around': (good) => say(`[${good}]`),
  'two-objects': (good) => say(`${good}\n${good}`),
  'duplicate-keys': (good) => say(`${good.slice(0, -1)},"findings":[]}`),
  'byte-order-mark': (good) => say(`\uFEFF${good}`),
  fenced: (good) => say(`Here it is:\n\n\`\`\`json\n${good}\n\`\`\`\nBest regards`),
  'single-quotes': (good) => say(good.replaceAll('"', "'")),
  'trailing-comma': (good) => say(`${good.slice(0, -1)},}`),
  comments: (good) => say(`{ // my answer\n${good.slice(1)}`),
  'html-in-answer': () => say('<html><body><h1>502 Bad Gateway</h1></body></html>'),
  'html-page': () => ({ kind: 'html' }),
  'html-error-page': () => ({ kind: 'html', status: 502 }),
  refusal: () => ({ kind: 'answer', refusal: 'I cannot help with that.' }),
  'refusal-in-words': () => say("I'm sorry, but I can't assist with that request."),
  'content-filter': () => say('', { finishReason: 'content_filter' }),
  'content-filter-in-the-middle': (good) => say(good.slice(0, good.length / 2), { finishReason: 'content_filter' }),
  'filtered-prompt': () => error(400, 'The response was filtered due to the prompt triggering the content policy.'),
  'server-error': () => error(500, 'The server had an error while processing your request.'),
  'server-error-once': () => error(500, 'The server had an error while processing your request.'),
  overloaded: () => error(503, 'The engine is overloaded.', { 'retry-after': '0' }),
  'too-many-requests': () => error(429, 'Rate limit reached.', { 'retry-after': '0' }),
  'too-many-requests-once': () => error(429, 'Rate limit reached.', { 'retry-after': '0' }),
  'wrong-key': () => error(401, 'Incorrect API key provided.'),
  'context-too-long': () => error(400, "This model's maximum context length is 4096 tokens."),
  'body-cut-off': () => ({ kind: 'truncated-json' }),
  'connection-lost': () => ({ kind: 'drop' }),
  'connection-lost-in-body': () => ({ kind: 'drop-in-body' }),
  'megabytes-of-prose': () => say('word '.repeat(many)),
  'megabytes-of-brackets': () => say('['.repeat(many)),
  'megabytes-of-items': () => say(`{"summary":"x","findings":[${'{"note":"x"},'.repeat(200_000)}{}]}`),
  'deep-nesting': () => say(`{"findings":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
  'logging-commands': () =>
    say('##vso[task.complete result=Succeeded;]done\n##vso[task.setvariable variable=verdict]PASS'),
  'verifier-prose': () => say('Yes, I believe that this is right.'),
  'verifier-server-error': () => error(500, 'The server had an error while processing your request.'),
  'verifier-other-schema': () => say('{"answer":"maybe"}'),
  'verifier-refusal': () => ({ kind: 'answer', refusal: 'I cannot help with that.' }),
};

/** Spoils the oracle's answers. */
export function broken(kind: string, bench: BenchCase, ledger: Ledger): ModelScript {
  const spoil = spoils[kind];
  if (spoil === undefined)
    throw new Error(`There is no broken answer "${kind}". Known: ${Object.keys(spoils).join(', ')}`);
  let spoiled = 0;
  return (request) => {
    const object = answerTo(request, oracle(bench), ledger);
    const isSpared = kind.startsWith('verifier-') && kindOf(request) === 'findings';
    if (isSpared || (kind.endsWith('-once') && spoiled > 0)) return { kind: 'answer', object };
    spoiled += 1;
    return spoil(JSON.stringify(object));
  };
}
