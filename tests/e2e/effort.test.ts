// What each effort does, end to end: passes, verification with evidence, look-ups; and what a person sees of it.
import assert from 'node:assert/strict';
import * as z from 'zod';
import {
  lookingUp,
  type ModelScript,
  type ModelServer,
  startModelServer,
  testModelKey,
} from '../emulator/model-server.ts';
import { lastStatus, openScene, type Scene } from './scene.ts';

const price = 'export function price(order) {\n  return order.lines[0].price;\n}\n';
const cart =
  "import { price } from './price.js';\n\nexport function show(order) {\n  return price(order ?? { lines: [] });\n}\n";
const base = { 'src/price.js': 'export function price(order) {\n  return 0;\n}\n', 'src/cart.js': cart };
const head = { 'src/price.js': price };

const real = {
  ...{ path: 'src/price.js', side: 'new', line: 2, end_line: 2, quote: '  return order.lines[0].price;' },
  failure: 'An order without lines throws.',
  question: 'Can an order have no lines?',
  title: 'An empty order crashes',
  ...{ severity: 'blocker', category: 'bug', replacement: null },
};
const false1 = {
  ...real,
  title: '`order` may be null',
  failure: 'A null `order` throws.',
  category: 'error-handling',
  line: 1,
  end_line: 1,
  quote: 'export function price(order) {',
  severity: 'warning',
};
const proof = { path: 'src/cart.js', line: 4, quote: 'return price(order ?? { lines: [] });' };

const answers: ModelScript = (request) => {
  if (!isVerification(request)) {
    const isFirst = request.user.includes('from first to last');
    return {
      kind: 'answer',
      object: shaped(request, { summary: 'Prices orders.', findings: isFirst ? [real, false1] : [real] }),
    };
  }
  const isReal = request.user.includes(`Title: ${real.title}`);
  const verdict = isReal ? 'confirmed' : 'refuted';
  return {
    kind: 'answer',
    object: shaped(request, {
      summary: '',
      findings: [],
      verification: { explanation: 'The caller says so.', evidence: [proof], verdict, severity: 'blocker' },
    }),
  };
};

function isVerification({ user }: Parameters<ModelScript>[0]): boolean {
  return user.includes('BEGIN CLAIM');
}

/** The marks of a prompt go into the answer where it asks for them. */
function shaped(request: Parameters<ModelScript>[0], object: object): object {
  const properties = z.looseObject({ properties: z.record(z.string(), z.unknown()) }).parse(request.schema?.schema);
  if (!('echo' in properties.properties)) return object;
  return { ...object, echo: [...request.user.matchAll(/mark-[0-9a-z]{6}/g)].map(([mark]) => mark).join(' ') };
}

const reportShape = z.looseObject({
  findings: z.array(
    z.looseObject({
      title: z.string(),
      rank: z.string(),
      disposition: z.looseObject({ kind: z.string(), reason: z.string().optional() }),
      verification: z.looseObject({ verdict: z.string(), evidence: z.array(z.unknown()) }).nullable(),
    }),
  ),
  spending: z.looseObject({ calls: z.number() }),
});

describe('the effort', () => {
  let scene: Scene;
  let server: ModelServer;
  beforeEach(async () => {
    scene = await openScene(base, head);
    server = await startModelServer({ script: answers });
  });
  afterEach(async () => {
    await scene.close();
    await server.close();
  });

  async function review(effort: string, result = 'Succeeded') {
    const run = await scene.review({
      inputs: { modelProvider: 'compatible', modelUrl: server.url, model: 'm', modelApiKey: '$(KEY)', effort },
      secretVariables: { KEY: testModelKey },
    });
    assert.equal(run.result, result, run.lines.join('\n'));
    return reportShape.parse(run.report);
  }
  const kinds = () => server.questions.map((request) => (isVerification(request) ? 'verification' : 'review'));

  it('quick: one pass, and nothing is verified', async () => {
    const report = await review('quick');
    assert.deepEqual(kinds(), ['review']);
    assert.equal(scene.findings().length, 2);
    assert.ok(report.findings.every(({ verification }) => verification === null));
    assert.ok(!server.questions[0]?.system.includes('refuted'), 'it pays for no rules that it does not need');
  });

  it('standard: two passes, and what does not hold is held back with its proof', async () => {
    const report = await review('standard');
    assert.deepEqual(kinds().sort(), ['review', 'review', 'verification', 'verification']);
    const [one, two] = server.questions;
    assert.equal(one?.system, two?.system);
    assert.ok(
      server.questions.every(({ preamble, system }) => preamble === one?.preamble && system === one.system),
      'one beginning for all, to be cached',
    );
    assert.deepEqual(
      scene.findings().map((thread) => thread.comments[0]?.content?.includes('An empty order crashes')),
      [true],
    );
    assert.match(scene.findings()[0]?.comments[0]?.content ?? '', /found by 2 of 2 passes, confirmed/);
    assert.match(scene.tracking(), /1 finding held back[\s\S]*may be null[\s\S]*refuted[\s\S]*src\/cart\.js:4/);
    assert.match(lastStatus(scene), /1 blocker, 0 warnings/, 'what is held does not count');
    const held = report.findings.find(({ disposition }) => disposition.kind === 'hold');
    assert.equal(held?.disposition.reason, 'refuted');
    assert.equal(held?.verification?.evidence.length, 1);
  });

  it('deep: three passes, and look-ups inside the repository alone', async () => {
    const wishes = [
      [{ name: 'read_file', arguments: { path: 'src/price.js', start_line: 1, end_line: 3 } }],
      [
        { name: 'read_file', arguments: { path: '../../etc/passwd', start_line: 1, end_line: 9 } },
        { name: 'search', arguments: { text: 'order' } },
        { name: 'format_disk', arguments: '{' },
      ],
    ];
    server.script(lookingUp(wishes, answers));
    const report = await review('deep');
    const finals = server.questions.filter(({ toolResults }) => toolResults.length === 4);
    assert.equal(finals.filter((request) => !isVerification(request)).length, 3);
    assert.deepEqual(finals[0]?.tools, ['read_file', 'search', 'list_files']);
    const [read, outside, search, unknown] = finals[0]?.toolResults ?? [];
    assert.match(read ?? '', /BEGIN MATERIAL[\s\S]*return order\.lines\[0\]\.price/);
    assert.match(outside ?? '', /Only paths inside the repository/);
    assert.match(search ?? '', /src\/price\.js:1/);
    assert.match(unknown ?? '', /no such tool/);
    assert.match(scene.findings()[0]?.comments[0]?.content ?? '', /found by 3 of 3 passes, confirmed/);
    assert.equal(report.spending.calls, server.questions.length, 'every request is counted');
  });

  it('goes on without look-ups where the server knows none', async () => {
    await server.close();
    server = await startModelServer({ script: answers, capabilities: { tools: false } });
    await review('deep');
    assert.equal(scene.findings().length, 1);
    assert.ok(server.questions.every(({ tools }) => tools.length === 0));
  });

  it('never reads as a pass where the verifier is out of order', async () => {
    server.script((request) => (isVerification(request) ? { kind: 'answer', content: 'No idea.' } : answers(request)));
    const report = await review('standard', 'SucceededWithIssues');
    assert.equal(scene.findings().length, 1, 'two passes agree on it');
    assert.deepEqual(
      report.findings.flatMap(({ disposition }) => disposition.reason ?? []),
      ['unchecked'],
      'one pass alone saw it: it is listed, not lost',
    );
    assert.match(scene.tracking(), /may be null/);
    assert.match(scene.tracking(), /PARTIAL/i);
  });
});
