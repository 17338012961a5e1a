// The repository and the pull request that the demo reviews: a small orders service of a company that does not exist.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { projectFolder } from '../project.ts';

/** What the pull request says about itself. Branch names are short, without `refs/heads/`. */
export const samplePullRequest = {
  organisation: 'birkenhof',
  project: 'Fulfilment',
  repository: 'orders',
  author: 'Jana Köhler',
  title: 'Add order search and export',
  sourceBranch: 'feature/order-search',
  targetBranch: 'main',
  description: [
    'The accounts department asks for lists of orders twice a week, and we run the query by hand. With this they can help themselves.',
    '',
    '- `GET /orders?text=…&page=…` finds orders by the customer’s name',
    '- `POST /orders/export` writes the result as CSV to the `exports` container and records who did it',
    '- the nightly job copies exports to the archive with `azcopy`',
    '',
    'Replaces `CsvExport`. Tried against staging with 40,000 orders.',
  ].join('\n'),
} as const;

/** Files that end their lines with CRLF. On disk they have LF, because Git would change them on the way. */
const carriageReturnFiles: ReadonlySet<string> = new Set(['src/Orders.Api/Program.cs']);

/**
 * A key with the shape of a storage account key: 64 bytes in Base64, always the same. It is made here so that no file of
 * the project looks as if it held a secret.
 */
function shapedLikeStorageKey(): string {
  return createHash('sha512').update('A demo key that opens nothing.').digest('base64');
}

function prepared(path: string, text: string): string {
  const whole = text.replaceAll('{{storage-key}}', shapedLikeStorageKey());
  return carriageReturnFiles.has(path) ? whole.replaceAll('\n', '\r\n') : whole;
}

/**
 * The files of the target branch (`base`) or of the pull request (`head`), by repository path: forward slashes, no
 * leading slash, sorted.
 */
export async function sampleFiles(which: 'base' | 'head'): Promise<Record<string, string>> {
  const folder = join(projectFolder, 'scripts', 'demo', 'sample', which);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: [string, string][] = [];
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const onDisk = join(entry.parentPath, entry.name);
    // Some file systems hand names back decomposed; a repository path is the composed form.
    const path = relative(folder, onDisk).split(sep).join('/').normalize('NFC');
    files.push([path, prepared(path, (await readFile(onDisk, 'utf8')).replaceAll('\r\n', '\n'))]);
  }
  return Object.fromEntries(files.sort(([left], [right]) => (left < right ? -1 : 1)));
}
