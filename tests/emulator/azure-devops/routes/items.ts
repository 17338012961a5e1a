// Files and folders at a version: one, a folder's, or many in a batch.
import { zipSync } from 'fflate';
import {
  type ResolvedVersion,
  readDescriptor,
  resolveVersion,
  type VersionDescriptor,
} from '../engine/version-descriptor.ts';
import { entryAt, listTree, readObject, readObjects, type TreeEntry } from '../git/objects.ts';
import { bytes, collection, json } from '../http/answer.ts';
import { type Call, repositoryOf } from '../http/call.ts';
import { flagMember, listOf, member, textMember } from '../http/json.ts';
import { invalidArgument, itemNotFound } from '../http/refusals.ts';
import type { Route } from '../http/router.ts';
import { type RecursionLevel, readMember, recursionLevels } from '../state/enumerations.ts';
import type { RepositoryState } from '../state/world.ts';
import { contentMetadata, isBinary, itemView } from '../wire/item.ts';
import { formatOf } from './formats.ts';
import { flagParameter } from './paging.ts';
import { codeRead, repositoryPath } from './scopes.ts';

interface Place {
  readonly repository: RepositoryState;
  readonly version: ResolvedVersion;
  readonly entry: TreeEntry;
}

const trimmed = (path: string): string => path.replace(/^\/+/, '').replace(/\/+$/, '');

async function find(repository: RepositoryState, path: string, descriptor: VersionDescriptor): Promise<Place> {
  const version = await resolveVersion(repository, descriptor);
  const entry = await entryAt(repository.folder, version.commit, trimmed(path));
  if (!entry) throw itemNotFound(`/${trimmed(path)}`, repository.name, version.text, version.commit);
  return { repository, version, entry };
}

/** The entry itself and, for a folder, what is below it to the asked depth. */
async function below({ repository, entry }: Place, level: RecursionLevel): Promise<readonly TreeEntry[]> {
  if (entry.type !== 'tree' || level === 'none') return [entry];
  const entries = await listTree(repository.folder, entry.id, level === 'full');
  const prefix = entry.path === '' ? '' : `${entry.path}/`;
  return [entry, ...entries.map((child) => ({ ...child, path: `${prefix}${child.path}` }))];
}

interface Wishes {
  readonly content: boolean;
  readonly metadata: boolean;
}

async function views(call: Call, place: Place, entries: readonly TreeEntry[], wishes: Wishes) {
  const { repository, version } = place;
  const files = wishes.content || wishes.metadata ? entries.filter(({ type }) => type === 'blob') : [];
  const contents = await readObjects(
    repository.folder,
    files.map(({ id }) => id),
  );
  return entries.map((entry) => {
    const content = contents.get(entry.id)?.bytes;
    const shown = wishes.content && content && !isBinary(content) ? { content: decodedText(content) } : {};
    const metadata = wishes.metadata ? { contentMetadata: contentMetadata(entry, content) } : {};
    return itemView(call.world, repository, version.commit, entry, { ...shown, ...metadata });
  });
}

/** The service decodes text: a byte order mark goes, invalid UTF-8 is replaced. */
function decodedText(content: Uint8Array): string {
  return new TextDecoder('utf-8').decode(content);
}

async function folderZip({ repository, entry }: Place) {
  const entries = (await listTree(repository.folder, entry.id, true)).filter(({ type }) => type === 'blob');
  const contents = await readObjects(
    repository.folder,
    entries.map(({ id }) => id),
  );
  const files = entries.map(({ id, path }) => [path, new Uint8Array(contents.get(id)?.bytes ?? [])] as const);
  return bytes('application/zip', zipSync(Object.fromEntries(files)));
}

async function raw(place: Place, format: 'zip' | 'text' | 'octetStream', download: boolean) {
  const { entry, repository } = place;
  if (entry.type === 'tree') return folderZip(place);
  const content = (await readObject(repository.folder, entry.id))?.bytes ?? Buffer.alloc(0);
  const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
  const headers: Record<string, string> = download
    ? { 'Content-Disposition': `attachment; filename=${encodeURIComponent(name)}` }
    : {};
  if (format === 'zip') return bytes('application/zip', zipSync({ [name]: new Uint8Array(content) }), headers);
  return bytes(format === 'text' ? 'text/plain' : 'application/octet-stream', content, headers);
}

async function get(call: Call) {
  const { request } = call;
  const repository = repositoryOf(call);
  const scopePath = request.parameter('scopePath');
  const path = request.parameter('path') ?? call.values['path'];
  const level = readMember(recursionLevels, request.parameter('recursionLevel')) ?? 'none';
  const descriptor = readDescriptor(
    repository,
    (name) => request.parameter(`versionDescriptor.${name}`) ?? request.parameter(name),
  );
  const place = await find(repository, path ?? scopePath ?? '/', descriptor);
  const format = formatOf(request);
  const download = flagParameter(request, 'download');
  if (format !== 'json' && (path !== undefined || place.entry.type === 'blob')) return raw(place, format, download);
  const wishes = {
    content: flagParameter(request, 'includeContent'),
    metadata: flagParameter(request, 'includeContentMetadata'),
  };
  const listed = path === undefined;
  const entries = listed ? await below(place, level) : [place.entry];
  const found = await views(call, place, entries, wishes);
  return listed ? collection(found) : json(found[0]);
}

async function batch(call: Call) {
  const repository = repositoryOf(call);
  const descriptors = listOf(member(call.request.body, 'itemDescriptors'));
  if (descriptors.length === 0) throw invalidArgument('itemDescriptors');
  const metadata = flagMember(call.request.body, 'includeContentMetadata') ?? false;
  const lists = await Promise.all(
    descriptors.map(async (descriptor) => {
      const version = readDescriptor(repository, (name) => member(descriptor, name));
      const place = await find(repository, textMember(descriptor, 'path') ?? '/', version);
      const level = readMember(recursionLevels, member(descriptor, 'recursionLevel')) ?? 'none';
      return views(call, place, await below(place, level), { content: false, metadata });
    }),
  );
  return collection(lists);
}

const location = 'fb93c0db-47ed-4a31-8c20-47552878fb44';

export const itemRoutes: readonly Route[] = [
  { method: 'GET', template: `${repositoryPath}/items`, scopes: codeRead, location, handle: get },
  { method: 'GET', template: `${repositoryPath}/items/{*path}`, scopes: codeRead, location, handle: get },
  {
    method: 'POST',
    template: `${repositoryPath}/itemsbatch`,
    scopes: codeRead,
    location: '630fd2e4-fb88-4f85-ad21-13f3fd1fbca9',
    handle: batch,
  },
];
