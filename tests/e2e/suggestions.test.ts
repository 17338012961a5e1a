// The shipped task offers a change at a click only where the file would still parse with it.
import assert from 'node:assert/strict';
import * as z from 'zod';
import { type ModelServer, startModelServer, testModelKey } from '../emulator/model-server.ts';
import { openScene, type Scene } from './scene.ts';

const lines = [
  'export function mean(values: number[]) {',
  '  return values.reduce((a, b) => a + b) / values.length;',
  '}',
  'export function first(values: number[]) {',
  '  return values[0].toFixed(2);',
  '}',
];

const findingAt = (line: number, title: string, replacement: string) => ({
  ...{ path: 'src/mean.ts', side: 'new', line, end_line: line, quote: lines[line - 1], title },
  failure: `${title}: an empty list has no first value, so the call throws.`,
  question: 'Does a caller ever pass an empty list?',
  ...{ severity: 'warning', category: 'bug', replacement },
});
const good = findingAt(2, 'mean of nothing throws', '  return values.reduce((a, b) => a + b, 0) / values.length;');
// Its brackets are in order, and its operator is missing.
const broken = findingAt(5, 'first of nothing throws', '  return values[0] undefined ? 0 : values[0].toFixed(2);');

const reportShape = z.looseObject({
  findings: z.array(z.looseObject({ title: z.string(), offered: z.unknown() })),
});

describe('suggestions, end to end', function () {
  this.timeout(60_000);
  let scene: Scene;
  let model: ModelServer;
  before(async () => {
    scene = await openScene({ 'src/mean.ts': 'export {};\n' }, { 'src/mean.ts': `${lines.join('\r\n')}\r\n` });
    const answer = { summary: 'Adds mean and first.', findings: [good, broken] };
    model = await startModelServer({ script: () => ({ kind: 'answer', object: answer }) });
  });
  after(async () => {
    await scene.close();
    await model.close();
  });

  it('are offered where they parse, and put in by hand where they do not', async () => {
    const run = await scene.review({
      secretVariables: { KEY: testModelKey },
      inputs: {
        ...{ effort: 'quick', modelProvider: 'compatible', modelUrl: model.url, model: 'scripted' },
        modelApiKey: '$(KEY)',
      },
    });
    const bodies = scene.findings().map((thread) => thread.comments[0]?.content ?? '');
    const bodyOf = ({ title }: typeof good) => bodies.find((body) => body.includes(title)) ?? '';
    assert.match(
      bodyOf(good),
      /```suggestion\n {2}return values\.reduce\(\(a, b\) => a \+ b, 0\)/,
      run.lines.join('\n'),
    );
    assert.match(bodyOf(broken), /Suggested code, to be put in by hand:\n\n```\n {2}return values\[0\] undefined/);
    assert.doesNotMatch(bodyOf(broken), /```suggestion/);
    assert.match(run.lines.join('\n'), /src\/mean\.ts: a replacement is not offered at a click/);
    const { findings } = reportShape.parse(run.report);
    assert.deepEqual(Object.fromEntries(findings.map(({ title, offered }) => [title, offered])), {
      [good.title]: { kind: 'suggestion', because: null, parser: 'parses' },
      [broken.title]: { kind: 'by-hand', because: 'syntax', parser: 'breaks' },
    });
  });
});
