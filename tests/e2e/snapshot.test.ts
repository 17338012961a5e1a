// Both ways of reading a pull request give the same snapshot: REST alone, and the agent's checkout.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAzureDevOps } from '../../ReviewTask/edges/azure-devops.ts';
import { openWorkspace } from '../../ReviewTask/edges/git.ts';
import type { Blobs } from '../../ReviewTask/ports.ts';
import { localFirst } from '../../ReviewTask/snapshot/local-first.ts';
import { takeSnapshot } from '../../ReviewTask/snapshot/take.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { silentLog } from '../fakes/log.ts';
import { placementCases } from './placement-cases.ts';
import { openScene, type Scene } from './scene.ts';

/** All the awkward cases in one pull request, each in a folder of its own. */
function everything(side: 'base' | 'head') {
  return Object.fromEntries(
    placementCases.flatMap((one, index) =>
      Object.entries(one[side]).map(([path, change]) => [`case ${index}/${path}`, change] as const),
    ),
  );
}

describe('the snapshot', () => {
  let scene: Scene;
  let folder: string;
  before(async () => {
    scene = await openScene(everything('base'), everything('head'));
    folder = await mkdtemp(join(tmpdir(), 'checkout-'));
  });
  after(async () => {
    await scene.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function take(checkout: Blobs | undefined) {
    const { pullRequests, blobs } = connectAzureDevOps({
      collectionUrl: scene.azureDevOps.collectionUrl,
      token: { kind: 'bearer', value: scene.jobToken.value },
      clock: createFakeClock(),
      signal: new AbortController().signal,
      log: silentLog,
      userAgent: 'test',
    });
    const pullRequest = await pullRequests.find('shop', scene.pullRequest.id);
    const iteration = await pullRequests.latestIteration(pullRequest);
    scene.azureDevOps.clearRequests();
    const said = { threads: [], me: { id: '', displayName: '' } };
    return takeSnapshot({ pullRequests, blobs: localFirst(checkout, blobs, silentLog) }, pullRequest, iteration, said);
  }

  const blobRequests = () => scene.azureDevOps.requests.filter(({ path }) => /\/blobs/i.test(path)).length;

  async function checkout(...fetch: readonly string[]) {
    const place = await mkdtemp(join(folder, 'work-'));
    const git = (...words: readonly string[]) => execFileSync('git', ['-C', place, ...words], { stdio: 'pipe' });
    git('init', '--quiet');
    git('remote', 'add', 'origin', scene.repository.folder);
    git(
      'fetch',
      '--quiet',
      ...fetch,
      'origin',
      `+refs/pull/${scene.pullRequest.id}/merge:refs/remotes/pull/merge`,
      'main',
      'feature',
    );
    return (await openWorkspace(place, { signal: new AbortController().signal }))?.blobs;
  }

  it('is the same from a full checkout, which asks the service for no content but what no repository holds', async () => {
    const overRest = await take(undefined);
    assert.ok(blobRequests() > 0);
    const local = await checkout();
    assert.ok(local !== undefined);
    const fromCheckout = await take(local);
    assert.deepEqual(fromCheckout, overRest);
    assert.equal(blobRequests(), 0);
    assert.ok(overRest.files.length > 15);
  });

  it('is the same from a shallow checkout, the rest coming from the service', async () => {
    const local = await checkout('--depth=1');
    assert.deepEqual(await take(local), await take(undefined));
  });

  it('is the same when the checkout cannot be read', async () => {
    const broken: Blobs = { read: () => Promise.reject(new Error('not trusted')) };
    assert.deepEqual(await take(broken), await take(undefined));
  });
});
