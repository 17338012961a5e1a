// Draws the list of changed files by folder, with the number of threads in each.
import { escapeHtml } from './escape.ts';
import { changeSign, threadCount } from './file.ts';
import type { PageFile, PageThread } from './pull-request-page.ts';

function folderOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut === -1 ? '' : path.slice(0, cut);
}

function entry(file: PageFile, index: number, threads: readonly PageThread[]): string {
  const count = threads.filter((thread) => thread.path === file.path).length;
  const name = escapeHtml(file.path.slice(file.path.lastIndexOf('/') + 1));
  return `<li><a href="#file-${index}" title="${escapeHtml(file.path)}">${changeSign(file.change)}<span class="name"><bdi>${name}</bdi></span>${threadCount(count)}</a></li>`;
}

/** Files under their folders, both in the order of the page. */
export function renderFileList(files: readonly PageFile[], threads: readonly PageThread[]): string {
  const folders = [...new Set(files.map((file) => folderOf(file.path)))];
  const groups = folders.map((folder) => {
    const entries = files.flatMap((file, index) =>
      folderOf(file.path) === folder ? [entry(file, index, threads)] : [],
    );
    const heading =
      folder === '' ? '' : `<p class="folder"><bdi>${escapeHtml(folder).replaceAll('/', '/<wbr>')}</bdi></p>`;
    return `<li>${heading}<ul>${entries.join('')}</ul></li>`;
  });
  return `<ul class="file-list">${groups.join('')}</ul>`;
}
