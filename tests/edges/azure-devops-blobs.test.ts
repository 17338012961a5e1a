// Tests that contents come in few requests, are known by their hash, and that what cannot be had is left out.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { blobIdOf } from '../../ReviewTask/edges/azure-devops/blob-hash.ts';
import {
  type Connection,
  connectTo,
  key,
  type Reply,
  type Route,
  type Seen,
  serviceError,
} from './azure-devops-server.ts';

const zipType = { 'content-type': 'application/zip' };
const bytesType = { 'content-type': 'application/octet-stream' };

/** Distinct contents with every byte value among them, by their ids. */
function contents(count: number): Map<string, Uint8Array> {
  const all = Array.from({ length: count }, (_, index) => Buffer.concat([Buffer.from(`file ${index}\r\n`), everyByte]));
  return new Map(all.map((content) => [blobIdOf(content), content]));
}
const everyByte = Buffer.from(Array.from({ length: 256 }, (_, value) => value));

function zipOf(stored: ReadonlyMap<string, Uint8Array>, except: readonly string[] = []) {
  return ({ body }: Seen): Reply => {
    const asked = (JSON.parse(body) as string[]).filter((id) => !except.includes(id));
    const files = asked.map((id, index) => [`odd name ${index}.bin`, stored.get(id) ?? new Uint8Array()] as const);
    return { body: zipSync(Object.fromEntries(files)), headers: zipType };
  };
}

const zipRoute = (reply: Route['reply'], times?: number): Route => ({
  method: 'POST',
  path: /\/blobs$/,
  reply,
  ...(times === undefined ? {} : { times }),
});

const singleRoute = (stored: ReadonlyMap<string, Uint8Array>): Route => ({
  method: 'GET',
  path: /\/blobs\/[0-9a-f]{40}$/,
  reply({ url }) {
    const content = stored.get(/blobs\/([0-9a-f]{40})/.exec(url)?.[1] ?? '');
    if (content === undefined)
      return serviceError(404, 'GitObjectDoesNotExistException', 'TF401035: The object does not exist.');
    return { body: content, headers: bytesType };
  },
});

describe('edges/azure-devops: contents', () => {
  let open: Connection[] = [];
  const connect: typeof connectTo = async (...given) => {
    const connection = await connectTo(...given);
    open.push(connection);
    return connection;
  };
  afterEach(() => {
    for (const { server } of open) server.close();
    open = [];
  });

  const counts = [
    { count: 0, requests: 0 },
    { count: 1, requests: 2 },
    { count: 2, requests: 2 },
    { count: 200, requests: 2 },
    { count: 250, requests: 3 },
    { count: 601, requests: 5 },
  ];
  for (const { count, requests } of counts) {
    it(`reads ${count} with ${requests} requests, the discovery among them`, async () => {
      const stored = contents(count);
      const { blobs, server } = await connect([zipRoute(zipOf(stored)), singleRoute(stored)]);
      const read = await blobs.read(key, [...stored.keys(), ...stored.keys()]);
      assert.equal(read.size, count);
      for (const [id, content] of stored) assert.deepEqual(Buffer.from(read.get(id) ?? []), Buffer.from(content));
      assert.equal(server.seen.length, requests, server.calls().join('\n'));
    });
  }

  it('reads one by one what an archive lacks, and leaves out what is nowhere', async () => {
    const stored = contents(5);
    const [first = '', second = ''] = stored.keys();
    const nowhere = 'f'.repeat(40);
    const { blobs, server } = await connect([zipRoute(zipOf(stored, [first, second, nowhere])), singleRoute(stored)]);
    const read = await blobs.read(key, [...stored.keys(), nowhere]);
    assert.deepEqual(new Set(read.keys()), new Set(stored.keys()));
    assert.equal(server.calls().filter((call) => call.startsWith('GET')).length, 3);
  });

  const brokenBatches: readonly { name: string; reply: Reply }[] = [
    { name: 'is refused', reply: serviceError(400, 'X', 'too many') },
    { name: 'fails again and again', reply: { status: 500 } },
    { name: 'is no archive', reply: { body: 'PK but no zip', headers: zipType } },
    { name: 'is empty', reply: { body: '', headers: zipType } },
  ];
  for (const { name, reply } of brokenBatches) {
    it(`reads one by one when the archive ${name}`, async () => {
      const stored = contents(3);
      const { blobs } = await connect([zipRoute(reply), singleRoute(stored)]);
      assert.deepEqual(new Set((await blobs.read(key, [...stored.keys()])).keys()), new Set(stored.keys()));
    });
  }

  it('finds its way around one content that spoils every archive', async () => {
    const stored = contents(200);
    const nowhere = 'f'.repeat(40);
    const zip = zipOf(stored);
    const spoiled = (request: Seen) =>
      request.body.includes(nowhere) ? serviceError(404, 'GitObjectDoesNotExistException', 'TF401035') : zip(request);
    const { blobs, server } = await connect([zipRoute(spoiled), singleRoute(stored)]);
    const read = await blobs.read(key, [...stored.keys()].slice(0, 199).concat(nowhere));
    assert.equal(read.size, 199);
    assert.ok(server.seen.length < 25, `${server.seen.length} requests`);
  });

  it('does not take contents with another hash', async () => {
    const [id = ''] = contents(1).keys();
    const wrong = new Map([[id, Buffer.from('something else')]]);
    const { blobs } = await connect([zipRoute(zipOf(wrong)), singleRoute(wrong)]);
    assert.equal((await blobs.read(key, [id])).size, 0);
    assert.equal((await blobs.read(key, [id, 'e'.repeat(40)])).size, 0);
  });

  it('stops asking when the service is down', async () => {
    const stored = contents(30);
    const down: Route = { method: 'GET', path: /\/blobs\//, reply: { status: 503 } };
    const { blobs, server } = await connect([zipRoute({ status: 503 }), down], { concurrency: 1 });
    assert.equal((await blobs.read(key, [...stored.keys()])).size, 0);
    assert.equal(server.seen.length, 1 + 3 * 5);
  });

  it('says so when reading is not allowed', async () => {
    const stored = contents(2);
    const denial = serviceError(
      403,
      'GitNeedsPermissionException',
      "TF401027: You need the Git 'GenericRead' permission",
    );
    const { blobs } = await connect([zipRoute(denial), singleRoute(stored)]);
    await assert.rejects(blobs.read(key, [...stored.keys()]), { name: 'AccessError', code: 'permission-missing' });
    const hidden = serviceError(404, 'GitRepositoryNotFoundException', 'TF401019: The Git repository does not exist');
    const other = await connect([zipRoute(hidden), singleRoute(stored)]);
    await assert.rejects(other.blobs.read(key, [...stored.keys()]), { code: 'repository-not-visible' });
  });

  it('has no more requests under way than told', async () => {
    const stored = contents(1000);
    let now = 0;
    let most = 0;
    const zip = zipOf(stored);
    const counting = (request: Seen): Reply => {
      now += 1;
      most = Math.max(most, now);
      setImmediate(() => {
        now -= 1;
      });
      return zip(request);
    };
    const { blobs } = await connect([zipRoute(counting)], { concurrency: 2 });
    assert.equal((await blobs.read(key, [...stored.keys()])).size, 1000);
    assert.ok(most <= 2);
  });

  it('names contents as git does', () => {
    assert.equal(blobIdOf(new Uint8Array()), 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
    const text = Buffer.from('ä\n');
    assert.equal(blobIdOf(text), createHash('sha1').update('blob 3\0ä\n').digest('hex'));
  });
});
