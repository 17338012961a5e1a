// Blobs by id: one in several formats, many as a zip; and trees.
import { zipSync } from 'fflate';
import { listTree, readObject, readObjects } from '../git/objects.ts';
import { bytes, json } from '../http/answer.ts';
import { type Call, repositoryOf } from '../http/call.ts';
import { listOf } from '../http/json.ts';
import { invalidArgument, objectNotFound } from '../http/refusals.ts';
import type { Route } from '../http/router.ts';
import { link, repositoryUrl } from '../wire/links.ts';
import { formatOf } from './formats.ts';
import { flagParameter } from './paging.ts';
import { codeRead, repositoryPath } from './scopes.ts';

const isId = (text: string): boolean => /^[0-9a-f]{40}$/i.test(text);

async function blobOf(call: Call) {
  const repository = repositoryOf(call);
  const id = (call.values['sha1'] ?? '').toLowerCase();
  const found = isId(id) ? await readObject(repository.folder, id) : undefined;
  if (found?.type !== 'blob') throw objectNotFound(id);
  return { repository, id, content: found.bytes };
}

async function get(call: Call) {
  const { repository, id, content } = await blobOf(call);
  const name = call.request.parameter('fileName') ?? id;
  switch (formatOf(call.request)) {
    case 'zip':
      return bytes('application/zip', zipSync({ [name]: new Uint8Array(content) }));
    case 'text':
      return bytes('text/plain', content);
    case 'octetStream':
      return bytes('application/octet-stream', content);
    case 'json': {
      const base = repositoryUrl(call.world, repository);
      const url = `${base}/blobs/${id}`;
      return json({ objectId: id, size: content.length, url, _links: { self: link(url), repository: link(base) } });
    }
  }
}

async function zip(call: Call) {
  const repository = repositoryOf(call);
  const ids = listOf(call.request.body).map((id) => String(id).toLowerCase());
  if (ids.length === 0) throw invalidArgument('blobIds');
  const wrong = ids.find((id) => !isId(id));
  if (wrong !== undefined) throw invalidArgument(`blobIds: ${wrong}`);
  const found = await readObjects(repository.folder, [...new Set(ids)]);
  const missing = ids.find((id) => found.get(id)?.type !== 'blob');
  if (missing !== undefined) throw objectNotFound(missing);
  const entries = [...found].map(([id, object]) => [
    call.world.toggles.blobEntryName(id),
    new Uint8Array(object.bytes),
  ]);
  return bytes('application/zip', zipSync(Object.fromEntries(entries)), {
    'Content-Disposition': 'attachment; filename=blobs.zip',
  });
}

async function tree(call: Call) {
  const repository = repositoryOf(call);
  const id = (call.values['sha1'] ?? '').toLowerCase();
  const found = isId(id) ? await readObject(repository.folder, id) : undefined;
  if (found?.type !== 'tree') throw objectNotFound(id);
  const entries = await listTree(repository.folder, id, flagParameter(call.request, 'recursive'));
  const base = repositoryUrl(call.world, repository);
  const folders = { blob: 'blobs', tree: 'trees', commit: 'commits' } as const;
  const treeEntries = entries.map((entry) => ({
    objectId: entry.id,
    relativePath: entry.path,
    mode: entry.mode.replace(/^0/, ''),
    gitObjectType: entry.type,
    url: `${base}/${folders[entry.type]}/${entry.id}`,
    ...(entry.size === undefined ? {} : { size: entry.size }),
  }));
  const url = `${base}/trees/${id}`;
  const size = entries.reduce((sum, entry) => sum + (entry.size ?? 0), 0);
  return json({ objectId: id, url, treeEntries, size, _links: { self: link(url), repository: link(base) } });
}

const location = '7b28e929-2c99-405d-9c5c-6167a06e6816';

export const blobRoutes: readonly Route[] = [
  { method: 'GET', template: `${repositoryPath}/blobs/{sha1}`, scopes: codeRead, location, handle: get },
  { method: 'POST', template: `${repositoryPath}/blobs`, scopes: codeRead, location, handle: zip },
  {
    method: 'GET',
    template: `${repositoryPath}/trees/{sha1}`,
    scopes: codeRead,
    location: '729f6437-6f92-44ec-8bee-273a7111063c',
    handle: tree,
  },
];
