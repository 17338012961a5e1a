// Ways to rewrite code under a finding: its thread follows, and only a fix that was seen ends it.
import assert from 'node:assert/strict';
import { allDefects } from './defects.ts';
import { rewordingOracle } from './oracle.ts';
import { assertIdle, assertReviewed, onlyNew, seen } from './seen.ts';
import { base, file, find, half, head, mean, render, rest } from './shop.ts';
import { openPushScene, type PushScene, type RunOptions } from './world.ts';

const two = ['src/find.ts:7 active', 'src/mean.ts:7 active'];
const failed = 'failed: AI review complete — 1 blocker, 1 warning, 0 suggestions';

describe('rewriting code under a finding', () => {
  let scene: PushScene;
  afterEach(() => scene.close());

  async function reviewed(options?: RunOptions) {
    scene = await openPushScene({ base, head: half });
    await scene.run(options);
    assert.deepEqual(seen(scene), two);
  }

  const wrapped = find.map((line, index) => (index >= 6 && index <= 7 ? `  ${line}` : line));
  const rewritings: readonly { name: string; files: Readonly<Record<string, string | null>> }[] = [
    { name: 'other line endings', files: { 'src/mean.ts': mean.join('\r\n'), 'src/find.ts': find.join('\r\n') } },
    {
      name: 'another indentation',
      files: {
        'src/find.ts': file([
          ...wrapped.slice(0, 6),
          '  if (name) {',
          ...wrapped.slice(6, 8),
          '  }',
          ...wrapped.slice(8),
        ]),
      },
    },
    {
      name: 'another place in the file',
      files: {
        'src/mean.ts': file([
          mean[0] ?? '',
          '',
          'export const one = 1;',
          'export const other = 2;',
          'export function more() {',
          '  return one + other;',
          '}',
          ...mean.slice(1),
        ]),
      },
    },
    {
      name: 'an edit within the line',
      files: { 'src/mean.ts': file(mean.map((line) => line.replace('return sum /', 'return 1.0 * sum /'))) },
    },
    {
      name: 'a function before it and one behind',
      files: {
        'src/mean.ts': file([
          ...mean.slice(0, 2),
          'function zero() {',
          '  return 0;',
          '}',
          '',
          ...mean.slice(2),
          'function last() {',
          '  return 1;',
          '}',
          '',
        ]),
      },
    },
    { name: 'a file of the same name elsewhere', files: { 'src/old/mean.ts': 'export const mean = 1;\n' } },
  ];
  for (const { name, files } of rewritings) {
    for (const isSilent of [false, true]) {
      it(`${name}, with a model that ${isSilent ? 'falls silent' : 'tells it again in other words'}`, async () => {
        await reviewed();
        if (isSilent) {
          const silentAbout = new Set(allDefects.map((defect) => defect.name));
          scene.model.script(rewordingOracle(allDefects, { silentAbout }));
        }
        await scene.push(files);
        assertReviewed(await scene.run(), onlyNew);
        assert.deepEqual(seen(scene), two);
        assert.equal(scene.status(), failed);
        assertIdle(await scene.run());
      });
    }
  }

  it('a fix beside the line is seen at effort quick, too, with one question more', async () => {
    const options = { inputs: { effort: 'quick' } };
    await reviewed(options);
    const cure = '  if (values.length === 0) return 0;';
    await scene.push({ 'src/mean.ts': file([...mean.slice(0, 4), cure, ...mean.slice(4)]) });
    const run = await scene.run(options);
    assert.equal(run.modelCalls.length, 2);
    assert.deepEqual(seen(scene), [two[0], 'src/mean.ts:7 fixed +fixed']);
    assertIdle(await scene.run(options));
  });

  it('a line that is edited beyond recognition, while the defect stays: pushes elsewhere ask nothing and resolve nothing', async () => {
    scene = await openPushScene({ base, head: { 'src/render.ts': file(render) } });
    await scene.run();
    scene.model.script(rewordingOracle(allDefects, { silentAbout: new Set(['off by one']) }));
    const edited = file(render).replace(
      'let index = 0; index <= pages.length; index += 1',
      'index = at; index <= pages.length; step()',
    );
    await scene.push({ 'src/render.ts': edited });
    assert.equal((await scene.run()).modelCalls.length, 3);
    for (const path of ['src/a.ts', 'src/b.ts']) {
      await scene.push({ [path]: 'export const a = 1;\n' });
      const run = await scene.run();
      assert.equal(run.modelCalls.length, 2, 'two passes over the new file');
      assert.deepEqual(seen(scene), ['src/render.ts:8 active']);
    }
    await scene.push({ 'src/render.ts': edited.replace('<= pages', '< pages') });
    await scene.run();
    assert.deepEqual(seen(scene), ['src/render.ts:8 fixed +fixed']);
  });

  it('nobody asks again about what is resolved, set aside or kept open by a person', async () => {
    scene = await openPushScene({ base, head: { 'src/render.ts': file(render) } });
    await scene.run();
    await scene.push({ 'src/render.ts': file(render).replace('<= pages', '< pages') });
    await scene.run();
    assert.deepEqual(seen(scene), ['src/render.ts:8 fixed +fixed']);
    const [thread] = scene.findings();
    assert.ok(thread !== undefined);
    for (const status of ['fixed', 'active', 'wontFix'] as const) {
      await scene.pullRequest.setThreadStatus(thread.id, status);
      await scene.pullRequest.openThread({ identity: scene.author, text: '/threadline help' });
      const run = await scene.run();
      assert.deepEqual([run.outcome.kind, run.modelCalls.length], ['reviewed', 0]);
      assert.deepEqual(seen(scene), [`src/render.ts:8 ${status} +fixed`]);
    }
  });

  it('a file with a finding is deleted, and comes back', async () => {
    await reviewed();
    await scene.push({ 'src/mean.ts': null });
    await scene.run();
    assert.deepEqual(seen(scene), [two[0], 'src/mean.ts:7 fixed +gone']);
    assertIdle(await scene.run());
    await scene.push({ 'src/mean.ts': half['src/mean.ts'] });
    await scene.run();
    assert.deepEqual(seen(scene), [two[0], 'src/mean.ts:7 active +gone +back']);
    assert.equal(scene.status(), failed);
    assertIdle(await scene.run());
  });

  it('the whole change is taken back', async () => {
    await reviewed();
    await scene.push({ 'src/mean.ts': base['src/mean.ts'], 'src/find.ts': base['src/find.ts'] });
    const run = await scene.run();
    assert.equal(run.modelCalls.length, 0);
    assert.deepEqual(seen(scene), ['src/find.ts:7 fixed +gone', 'src/mean.ts:7 fixed +gone']);
    assert.match(scene.status(), /^succeeded: /);
    assert.match(scene.tracking(), /## Threadline review: PASS/);
    const again = await scene.run();
    assert.deepEqual([again.writes.length, again.modelCalls.length], [0, 0]);
  });

  it('pushes that no run has seen', async () => {
    await reviewed();
    await scene.push({ 'src/mean.ts': base['src/mean.ts'] });
    await scene.push(rest);
    await scene.push({ 'src/mean.ts': half['src/mean.ts'], 'README.md': 'The shop, open.\n' });
    assertReviewed(await scene.run(), onlyNew);
    assert.deepEqual(seen(scene), [...two, 'src/render.ts:8 active', 'src/save.ts:8 active']);
    assertIdle(await scene.run());
  });

  it('the same defect a second time in the file is a finding of its own', async () => {
    await reviewed();
    const second = [
      'export function average(values: readonly number[]): number {',
      '  const all = values.reduce((a, b) => a + b, 0);',
      '  return all / values.length;',
      '}',
      '',
    ];
    const inBetween = Array.from({ length: 20 }, (_, index) => `export const step${index} = ${index};`);
    await scene.push({ 'src/mean.ts': file([...mean, ...inBetween, ...second]) });
    assertReviewed(await scene.run(), onlyNew);
    assert.deepEqual(seen(scene), [two[0], 'src/mean.ts:32 active', two[1]]);
    assertIdle(await scene.run());
  });

  it('checks without a model: found, fixed, back', async () => {
    const inputs = { modelProvider: 'none', model: '', modelUrl: '', modelApiKey: '' };
    const insecure =
      "import https from 'node:https';\n\nexport const agent = new https.Agent({ rejectUnauthorized: false });\n";
    scene = await openPushScene({ base, head: { ...head, 'src/agent.ts': insecure } });
    await scene.run({ inputs });
    const [found, ...others] = seen(scene);
    assert.match(found ?? '', /^src\/agent\.ts:3 active$/);
    assert.deepEqual(others, []);
    await scene.push({ 'src/agent.ts': `// Comment.\n${insecure}` });
    await scene.run({ inputs });
    assert.deepEqual(seen(scene), [found]);
    await scene.push({ 'src/agent.ts': insecure.replace('false', 'true') });
    await scene.run({ inputs });
    assert.match(seen(scene).join(), /^src\/agent\.ts:3 fixed \+(?:gone|fixed)$/);
    assertIdle(await scene.run({ inputs }));
    await scene.push({ 'src/agent.ts': insecure });
    await scene.run({ inputs });
    assert.match(seen(scene).join(), /^src\/agent\.ts:3 active \+(?:gone|fixed) \+back$/);
    assertIdle(await scene.run({ inputs }));
  });

  it('what found no room for a thread stays listed, and no thread is opened for it later without a reason', async () => {
    const inputs = { maxComments: '1' };
    scene = await openPushScene({ base, head: half });
    await scene.run({ inputs });
    assert.deepEqual(seen(scene), [two[0]]);
    await scene.push({ 'src/a.ts': 'export const a = 1;\n' });
    await scene.run({ inputs });
    assert.deepEqual(seen(scene), [two[0]]);
    assert.equal(scene.status(), failed);
    await scene.push({ 'src/mean.ts': base['src/mean.ts'] });
    await scene.run({ inputs });
    assert.equal(scene.status(), 'failed: AI review complete — 1 blocker, 0 warnings, 0 suggestions');
    assertIdle(await scene.run({ inputs }));
  });
});
