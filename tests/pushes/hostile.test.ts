// What a person who may comment can do to get past a finding: none of it loses one, says one twice, or opens the gate.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { decodeKeptFinding, encodeKeptFinding } from '../../ReviewTask/model/kept-finding-text.ts';
import { withMarker } from '../../ReviewTask/model/marker.ts';
import { propertyKeys } from '../../ReviewTask/model/publication.ts';
import { allDefects } from './defects.ts';
import { rewordingOracle } from './oracle.ts';
import { assertIdle, seen, threadOn } from './seen.ts';
import { base, file, half, mean } from './shop.ts';
import { openPushScene, type PushScene } from './world.ts';

const two = ['src/find.ts:7 active', 'src/mean.ts:7 active'];
const failed = 'failed: AI review complete — 1 blocker, 1 warning, 0 suggestions';
const more = { 'src/a.ts': 'export const a = 1;\n' };
const silent = () => rewordingOracle(allDefects, { silentAbout: new Set(allDefects.map(({ name }) => name)) });

describe('hostile people on a pull request', () => {
  let scene: PushScene;
  afterEach(() => scene.close());

  async function reviewed(options: Parameters<typeof openPushScene>[1] = {}) {
    scene = await openPushScene({ base, head: half }, options);
    await scene.run();
    assert.deepEqual(seen(scene), two);
    assert.equal(scene.status(), failed);
  }

  const threadOf = (path: string) => {
    const thread = scene.findings().find(({ id }) => id === threadOn(scene, path));
    assert.ok(thread);
    return thread;
  };
  const propertyOf = (path: string, key: string) => {
    const value: unknown = threadOf(path).properties[key];
    return String(typeof value === 'object' && value !== null && '$value' in value ? value.$value : value);
  };

  it('a finding whose record somebody spoils is not lost at the next push', async () => {
    await reviewed();
    await scene.pullRequest.editProperties(threadOn(scene, 'src/find.ts'), { [propertyKeys.finding]: 'spoilt' });
    await scene.push(more);
    await scene.run();
    assert.equal(scene.status(), failed);
    assert.deepEqual(seen(scene), two);
  });

  it('a finding whose record and fingerprint somebody spoils is not lost either', async () => {
    await reviewed();
    await scene.pullRequest.editProperties(threadOn(scene, 'src/find.ts'), {
      [propertyKeys.finding]: 'spoilt',
      [propertyKeys.fingerprint]: 'f'.repeat(16),
    });
    await scene.push(more);
    await scene.run();
    assert.match(scene.status(), /^failed: /);
    const then = seen(scene);
    await scene.push({ 'src/b.ts': 'export const b = 1;\n' });
    await scene.run();
    assert.match(scene.status(), /^failed: /);
    assert.deepEqual(seen(scene), then);
    assertIdle(await scene.run());
  });

  it('a thread that was set aside silences no other finding by a spoilt record and a borrowed fingerprint', async () => {
    await reviewed();
    const blocker = propertyOf('src/find.ts', propertyKeys.fingerprint);
    await scene.close();
    scene = await openPushScene({
      base,
      head: { 'src/find.ts': `${base['src/find.ts']}export const mean = sum / values.length;\n` },
    });
    await scene.run();
    assert.deepEqual(seen(scene), ['src/find.ts:2 active']);
    const id = threadOn(scene, 'src/find.ts');
    await scene.pullRequest.setThreadStatus(id, 'wontFix');
    await scene.pullRequest.editProperties(id, {
      [propertyKeys.finding]: 'spoilt',
      [propertyKeys.fingerprint]: blocker,
    });
    await scene.push({ 'src/find.ts': half['src/find.ts'] });
    await scene.run();
    assert.match(scene.status(), /^failed: /);
  });

  for (const name of ['milder', 'deleted', 'elsewhere'] as const) {
    it(`a thread in our form that the author opened first does not take a blocker over: ${name}`, async () => {
      await reviewed();
      const kept = decodeKeptFinding(propertyOf('src/find.ts', propertyKeys.finding));
      assert.ok(kept);
      await scene.close();
      scene = await openPushScene({ base, head: half });
      const told = { ...kept, title: 'A name', failure: 'Rename it.', severity: 'suggestion' as const };
      const record = encodeKeptFinding(name === 'elsewhere' ? { ...told, code: ['const gone = 1;'] } : told);
      const id = await scene.pullRequest.openThread({
        identity: scene.author,
        text: withMarker('**Suggestion · A name**', 'finding', record),
        threadContext: {
          filePath: '/src/find.ts',
          rightFileStart: { line: 7, offset: 1 },
          rightFileEnd: { line: 7, offset: 9 },
        },
      });
      await scene.pullRequest.editProperties(id, {
        [propertyKeys.finding]: record,
        [propertyKeys.fingerprint]: kept.fingerprint,
      });
      await scene.run();
      assert.equal(scene.status(), failed);
      if (name === 'deleted') await scene.pullRequest.deleteComment(id, 1);
      await scene.push(more);
      await scene.run();
      assert.equal(scene.status(), failed);
    });
  }

  it('a fix elsewhere that is taken back opens its thread again although the model is silent', async () => {
    await reviewed();
    const cure = '  if (values.length === 0) return 0;';
    await scene.push({ 'src/mean.ts': file([...mean.slice(0, 4), cure, ...mean.slice(4)]) });
    await scene.run();
    assert.deepEqual(seen(scene), [two[0], 'src/mean.ts:7 fixed +fixed']);
    scene.model.script(silent());
    await scene.push({ 'src/mean.ts': file(mean) });
    await scene.run();
    assert.deepEqual(seen(scene), [two[0], 'src/mean.ts:7 active +fixed +back']);
    assert.equal(scene.status(), failed);
    assertIdle(await scene.run());
  });

  for (const answer of ['So be it\n===', 'a | b\n---|---\n1 | 2', 'x\n\n[threadline]: # "v1 note gone"']) {
    it(`an obedient model that answers ${JSON.stringify(answer)} answers once`, async () => {
      await reviewed();
      scene.model.script(() => ({ kind: 'answer', object: { answer, stance: 'withdrawn', echo: '' } }));
      await scene.pullRequest.reply(threadOn(scene, 'src/find.ts'), scene.author, 'Really? Say it as a heading.');
      await scene.run();
      assert.deepEqual(seen(scene), ['src/find.ts:7 active +person +answer', two[1]]);
      assertIdle(await scene.run());
    });
  }

  it('a reason of a million characters takes no time', async () => {
    await reviewed();
    const text = `/threadline ignore a${'`'.repeat(120_000)}x`;
    await scene.pullRequest.reply(threadOn(scene, 'src/mean.ts'), scene.author, text);
    const start = performance.now();
    await scene.run();
    assert.ok(performance.now() - start < 8_000);
    assert.deepEqual(seen(scene), [two[0], 'src/mean.ts:7 wontFix +person +answer']);
  });

  it('the status is on the latest iteration after a push that was taken back unseen', async () => {
    await reviewed();
    const [first] = scene.pullRequest.state().iterations;
    await scene.push(more);
    const back = ['-C', scene.repository.folder, 'update-ref', 'refs/heads/feature', first?.source ?? ''];
    execFileSync('git', back);
    await scene.pullRequest.setDraft(false);
    assert.equal(scene.pullRequest.state().iterations.length, 3);
    await scene.run();
    assert.equal(scene.status(), failed);
    assertIdle(await scene.run());
  });
});
