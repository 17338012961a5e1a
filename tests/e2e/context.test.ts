// What the shipped task shows a model beside the hunks: the rest of the function, and definitions from the checkout.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer, type ModelServer, startModelServer, testModelKey } from '../emulator/model-server.ts';
import { openScene, type Scene, taskFolder } from './scene.ts';

// Made of two pieces, so that no scanner takes this file for a leak; it has the form of a real key.
const secret = `${'Zx8Q'.repeat(20)}${'aB3dE9'}==`;

const prices = `export interface Order { amount: number }

/** In cents. */
export function priceOf(order: Order): number {
  const account = "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${secret};EndpointSuffix=core.windows.net";
  return ask(account, order.amount);
}
`;
const store = (price: string) => `import { priceOf } from './money/prices';

export class Store {
  private readonly kept = new Map();

  total(id: string): number {
    const order = this.kept.get(id);
    const first = 1;
    const second = 2;
    const third = 3;
    const fourth = 4;
    const price = ${price};
    const fifth = 5;
    const sixth = 6;
    const seventh = 7;
    const eighth = 8;
    return price + first + second + third + fourth + fifth + sixth + seventh + eighth;
  }
}
`;

describe('the context of a question', function () {
  this.timeout(60_000);
  let scene: Scene;
  let model: ModelServer;
  let folder: string;

  before(async () => {
    const unchanged = { 'src/money/prices.ts': prices };
    scene = await openScene({ ...unchanged, 'src/store.ts': store('0') }, { 'src/store.ts': store('priceOf(order)') });
    model = await startModelServer();
    folder = mkdtempSync(join(tmpdir(), 'context-'));
    const git = (...words: readonly string[]) => execFileSync('git', ['-C', folder, ...words], { stdio: 'pipe' });
    git('init', '--quiet');
    git('fetch', '--quiet', scene.repository.folder, 'main', 'feature');
  });
  after(async () => {
    await scene.close();
    await model.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** The first question of a run. */
  async function question(
    variables: Readonly<Record<string, string>>,
    parsed: number,
    task = taskFolder,
  ): Promise<string> {
    const before = model.questions.length;
    model.script(answer({ summary: 's', findings: [] }));
    const run = await scene.review({
      taskFolder: task,
      inputs: {
        ...{ modelProvider: 'compatible', modelUrl: model.url, model: 'm', modelApiKey: '$(KEY)', effort: 'quick' },
        // Another configuration each time: else there is nothing new to ask about.
        instructions: `Question ${before}.`,
      },
      secretVariables: { KEY: testModelKey },
      variables: { 'System.Debug': 'true', ...variables },
    });
    assert.match(run.lines.join('\n'), new RegExp(`Context: ${parsed} of 1 changed file`));
    const [first] = model.questions.slice(before);
    return JSON.stringify(first).replaceAll('\\n', '\n').replaceAll('\\"', '"');
  }

  it('has the rest of the function, and the definition from the checkout without its secret', async () => {
    const text = await question({ 'Build.SourcesDirectory': folder }, 1);
    assert.match(
      text,
      /^--- for reading only: around the change, in total ---\n {0,1}6 {5}total\(id: string\): number \{$/m,
    );
    assert.match(
      text,
      /^=== src\/money\/prices.ts \(not changed\) ===\n--- for reading only: definition of priceOf ---$/m,
    );
    assert.match(text, /AccountKey=<redacted:/);
    assert.ok(!text.includes(secret));
    // Each line once.
    assert.equal(text.split('const seventh = 7;').length, 2);
    assert.equal(text.split('const price = priceOf(order);').length, 2);
  });

  it('has the rest of the function without a checkout', async () => {
    const text = await question({}, 1);
    assert.match(text, /in total ---/);
    assert.match(text, /const second = 2;/);
    assert.doesNotMatch(text, /not changed/);
  });

  it('is much the same without the outline child', async () => {
    const bare = join(folder, 'task');
    for (const file of ['main.cjs', 'task.json']) cpSync(join(taskFolder, file), join(bare, file));
    const text = await question({ 'Build.SourcesDirectory': folder }, 0, bare);
    assert.match(text, /in total ---/);
    assert.match(text, /definition of priceOf/);
    assert.ok(!text.includes(secret));
  });
});
