// Files and folders of a repository as answers show them.
import type { TreeEntry } from '../git/objects.ts';
import type { JsonRecord } from '../http/json.ts';
import type { RepositoryState, World } from '../state/world.ts';
import { repositoryUrl } from './links.ts';

/** A file counts as binary when a NUL is among its first bytes. */
export function isBinary(content: Uint8Array): boolean {
  return Buffer.from(content.subarray(0, 8000)).includes(0);
}

const text = 'text/plain';
const contentTypes: Readonly<Record<string, string>> = {
  json: 'application/json',
  md: 'text/markdown',
  html: 'text/html',
  xml: 'text/xml',
  css: 'text/css',
  js: 'application/javascript',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
};

export function contentMetadata(entry: TreeEntry, content: Uint8Array | undefined): JsonRecord {
  const fileName = entry.path.slice(entry.path.lastIndexOf('/') + 1);
  if (entry.type !== 'blob') return { fileName };
  const extension = fileName.includes('.') ? fileName.slice(fileName.lastIndexOf('.') + 1) : '';
  const binary = content !== undefined && isBinary(content);
  return {
    ...(binary ? { isBinary: true } : { encoding: 65001 }),
    contentType: contentTypes[extension] ?? (binary ? 'application/octet-stream' : text),
    fileName,
    extension,
  };
}

export interface ItemExtras {
  readonly content?: string;
  readonly contentMetadata?: JsonRecord;
}

export function itemView(
  world: World,
  repository: RepositoryState,
  commit: string,
  entry: TreeEntry,
  extras: ItemExtras = {},
): JsonRecord {
  const path = `/${entry.path}`;
  return {
    objectId: entry.id,
    gitObjectType: entry.type,
    commitId: commit,
    path,
    ...(entry.type === 'tree' ? { isFolder: true } : {}),
    ...(entry.mode === '120000' ? { isSymLink: true } : {}),
    ...extras,
    url: `${repositoryUrl(world, repository)}/items${encodeURI(path)}?versionType=Commit&version=${commit}&versionOptions=None`,
  };
}
