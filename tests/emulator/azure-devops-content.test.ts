// Files, blobs, differences and refs of the emulator in plain HTTP.
import assert from 'node:assert/strict';
import { unzipSync } from 'fflate';
import { at, lines, type Scene, suiteScenes } from './azure-devops/testing/scene.ts';

const raw = { Accept: '*/*' };

describe('azure devops emulator: content', () => {
  let scene: Scene;
  let base: string;

  const { shared, own } = suiteScenes();

  function look(opened: Scene): void {
    scene = opened;
    base = `${scene.project.id}/_apis/git/repositories/${scene.repository.id}`;
  }

  beforeEach(async () => look(await shared()));

  async function bytesOf(path: string, init: { method?: string; body?: unknown } = {}): Promise<Uint8Array> {
    const response = await fetch(new URL(path, scene.emulator.collectionUrl), {
      method: init.method ?? 'GET',
      headers: {
        Accept: 'application/zip;api-version=7.1',
        'Content-Type': 'application/json',
        Authorization: `Basic ${Buffer.from(`:${scene.token.value}`).toString('base64')}`,
      },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    });
    assert.equal(response.status, 200);
    return new Uint8Array(await response.arrayBuffer());
  }

  it('gives one item for path= and a list for scopePath=', async () => {
    const one = (await scene.ask(`${base}/items?path=/src/a.txt`)).body;
    assert.equal(at(one, 'path'), '/src/a.txt');
    assert.equal(at(one, 'content'), undefined);
    assert.equal(at(one, 'commitId'), await scene.repository.head('main'));
    const folder = (await scene.ask(`${base}/items?scopePath=/src&recursionLevel=OneLevel`)).body;
    const paths = (at(folder, 'value') as readonly unknown[]).map((item) => at(item, 'path'));
    assert.deepEqual(paths, ['/src', '/src/a.txt', '/src/b.txt']);
    const root = (await scene.ask(`${base}/items?scopePath=/&recursionLevel=full`)).body;
    assert.equal(at(root, 'count'), 5);
    assert.equal(at(root, 'value.0.path'), '/');
  });

  it('streams bytes without a JSON Accept, and by $format', async () => {
    const { text, headers } = await scene.ask(`${base}/items?path=/README.md`, { headers: raw });
    assert.equal(text, '# Shop\n');
    assert.equal(headers.get('content-type'), 'application/octet-stream');
    assert.equal((await scene.ask(`${base}/items?path=/README.md&$format=text`)).text, '# Shop\n');
    const named = await scene.ask(`${base}/items?path=/README.md&$format=json`, { headers: raw });
    assert.equal(at(named.body, 'gitObjectType'), 'blob');
  });

  it('includes text but not binary content', async () => {
    look(await own());
    const binary = new Uint8Array([0x89, 0x50, 0, 1, 2]);
    await scene.repository.commit({ branch: 'main', message: 'Picture', files: { 'p.png': binary } });
    const query = 'includeContent=true&includeContentMetadata=true';
    const text = (await scene.ask(`${base}/items?path=/README.md&${query}`)).body;
    assert.equal(at(text, 'content'), '# Shop\n');
    assert.equal(at(text, 'contentMetadata.contentType'), 'text/markdown');
    const picture = (await scene.ask(`${base}/items?path=/p.png&${query}`)).body;
    assert.equal(at(picture, 'content'), undefined);
    assert.equal(at(picture, 'contentMetadata.isBinary'), true);
    const bytes = await bytesOf(`${base}/items?path=/p.png&$format=octetStream`);
    assert.deepEqual([...bytes], [...binary]);
  });

  const descriptors: readonly { name: string; query: (scene: Scene) => Promise<string>; expect: string }[] = [
    { name: 'a branch', query: async () => 'versionDescriptor.version=feature', expect: 'LINE 5' },
    {
      name: 'a branch by number',
      query: async () => 'versionDescriptor.version=feature&versionDescriptor.versionType=0',
      expect: 'LINE 5',
    },
    {
      name: 'a commit',
      query: async ({ repository }) =>
        `versionDescriptor.version=${await repository.head('main')}&versionDescriptor.versionType=commit`,
      expect: 'line 5',
    },
    {
      name: 'the commit before',
      query: async () => 'versionDescriptor.version=feature&versionDescriptor.versionOptions=firstParent',
      expect: 'line 5',
    },
    { name: 'the default branch', query: async () => 'x=1', expect: 'line 5' },
  ];
  for (const { name, query, expect } of descriptors) {
    it(`reads at ${name}`, async () => {
      const { text } = await scene.ask(`${base}/items?path=/src/a.txt&${await query(scene)}`, { headers: raw });
      assert.equal(text.split('\n')[4], expect);
    });
  }

  it('says what is missing: path, version, branches', async () => {
    const main = await scene.repository.head('main');
    const path = await scene.ask(`${base}/items?path=/none.txt`);
    assert.equal(path.status, 404);
    assert.equal(
      at(path.body, 'message'),
      `TF401174: The item '/none.txt' could not be found in the repository 'web' at the version specified by '<Branch: main >' (resolved to commit '${main}')`,
    );
    const version = await scene.ask(`${base}/items?path=/README.md&versionDescriptor.version=none`);
    assert.match(
      String(at(version.body, 'message')),
      /^TF401175: The version descriptor <Branch: none > could not be resolved/,
    );
    const short = await scene.ask(
      `${base}/items?path=/README.md&versionDescriptor.version=${main.slice(0, 8)}&versionDescriptor.versionType=commit`,
    );
    assert.equal(short.status, 404);
    await scene.emulator.addRepository(scene.project, 'empty');
    const empty = await scene.ask(`${scene.project.id}/_apis/git/repositories/empty/items?path=/x`);
    assert.equal(at(empty.body, 'message'), 'VS403403: Cannot find any branches for the empty repository.');
  });

  it('answers a batch of items as lists of lists', async () => {
    const itemDescriptors = [
      { path: '/src', version: 'main', versionType: 'branch', recursionLevel: 'oneLevel' },
      { path: '/README.md', version: 'feature', versionType: 0, recursionLevel: 'none' },
    ];
    const { body } = await scene.ask(`${base}/itemsbatch`, { method: 'POST', body: { itemDescriptors } });
    assert.equal(at(body, 'count'), 2);
    assert.equal(at(body, 'value.0.2.path'), '/src/b.txt');
    assert.equal(at(body, 'value.1.0.path'), '/README.md');
  });

  it('gives blobs as JSON, bytes and zips', async () => {
    const item = (await scene.ask(`${base}/items?path=/README.md`)).body;
    const id = String(at(item, 'objectId'));
    const json = (await scene.ask(`${base}/blobs/${id}`)).body;
    assert.deepEqual([at(json, 'objectId'), at(json, 'size')], [id, 7]);
    assert.equal((await scene.ask(`${base}/blobs/${id}?$format=octetstream`)).text, '# Shop\n');
    const other = String(at((await scene.ask(`${base}/items?path=/src/b.txt`)).body, 'objectId'));
    const zip = unzipSync(await bytesOf(`${base}/blobs`, { method: 'POST', body: [id, other, id] }));
    assert.deepEqual(Object.keys(zip).sort(), [id, other].sort());
    assert.equal(Buffer.from(zip[other] ?? []).toString(), lines(20, 'other'));
  });

  it('refuses blobs that are not there or not blobs', async () => {
    const commit = await scene.repository.head('main');
    for (const id of ['0'.repeat(40), commit, 'abc']) {
      assert.equal((await scene.ask(`${base}/blobs/${id}`)).status, 404, id);
    }
    const many = await scene.ask(`${base}/blobs`, { method: 'POST', body: ['0'.repeat(40)] });
    assert.equal(many.status, 404);
  });

  it('lists refs by prefix, the merge ref among them', async () => {
    const names = async (query: string) =>
      (at((await scene.ask(`${base}/refs?${query}`)).body, 'value') as readonly unknown[]).map((ref) =>
        at(ref, 'name'),
      );
    assert.deepEqual(await names('filter=heads/'), ['refs/heads/feature', 'refs/heads/main']);
    assert.deepEqual(await names('filter=pull/'), ['refs/pull/1/merge']);
    const first = await scene.ask(`${base}/refs?$top=2`);
    assert.equal(first.headers.get('x-ms-continuationtoken'), '2');
    assert.deepEqual(await names('$top=2&continuationToken=2'), ['refs/pull/1/merge']);
  });

  it('compares commits, with folders and with the common commit', async () => {
    look(await own());
    await scene.repository.commit({ branch: 'main', message: 'Ahead', files: { 'm.txt': 'm\n' } });
    await scene.repository.commit({
      branch: 'feature',
      message: 'Move',
      files: { 'src/b.txt': null, 'lib/c.txt': lines(20, 'other') },
    });
    const query = 'baseVersion=main&targetVersion=feature&diffCommonCommit=true';
    const { body } = await scene.ask(`${base}/diffs/commits?${query}`);
    const brief = (at(body, 'changes') as readonly unknown[]).map((change) => [
      at(change, 'changeType'),
      at(change, 'item.path'),
      at(change, 'item.gitObjectType'),
      at(change, 'sourceServerItem'),
    ]);
    assert.deepEqual(brief, [
      ['add', '/lib', 'tree', undefined],
      ['rename', '/lib/c.txt', 'blob', '/src/b.txt'],
      ['delete, sourceRename', '/src/b.txt', 'blob', undefined],
      ['edit', '/src', 'tree', undefined],
      ['edit', '/src/a.txt', 'blob', undefined],
    ]);
    assert.deepEqual(at(body, 'changeCounts'), { Add: 1, Rename: 1, 'Delete, SourceRename': 1, Edit: 2 });
    assert.deepEqual([at(body, 'aheadCount'), at(body, 'behindCount'), at(body, 'allChangesIncluded')], [2, 1, true]);
  });

  it('gives line blocks of files', async () => {
    const [baseVersionCommit, targetVersionCommit] = [
      await scene.repository.head('main'),
      await scene.repository.head('feature'),
    ];
    const fileDiffParams = [
      { originalPath: '/src/a.txt', path: '/src/a.txt' },
      { originalPath: '', path: '/README.md' },
    ];
    const { body } = await scene.ask(`${base}/fileDiffs`, {
      method: 'POST',
      body: { baseVersionCommit, targetVersionCommit, fileDiffParams },
    });
    assert.deepEqual(at(body, 'value.0.lineDiffBlocks'), [
      {
        changeType: 'edit',
        originalLineNumberStart: 5,
        originalLinesCount: 1,
        modifiedLineNumberStart: 5,
        modifiedLinesCount: 1,
      },
    ]);
    assert.equal(at(body, 'value.1.lineDiffBlocks.0.changeType'), 'add');
  });

  it('gives commits with their whole message, and branch statistics', async () => {
    const head = await scene.repository.head('main');
    const { body } = await scene.ask(`${base}/commits/${head}`);
    assert.equal(at(body, 'comment'), 'First\n\nWith a body.');
    const list = (await scene.ask(`${base}/commits?searchCriteria.itemVersion.version=feature`)).body;
    assert.equal(at(list, 'count'), 2);
    assert.equal(at(list, 'value.1.commentTruncated'), true);
    const stats = (await scene.ask(`${base}/stats/branches?name=feature`)).body;
    assert.deepEqual([at(stats, 'aheadCount'), at(stats, 'behindCount')], [1, 0]);
  });
});
