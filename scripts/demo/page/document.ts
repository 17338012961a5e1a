// Puts the whole page together: one HTML document that asks the network for nothing.
import { script, styles } from './assets.ts';
import { renderChecks } from './checks.ts';
import { escapeHtml } from './escape.ts';
import { countsHtml, renderFile } from './file.ts';
import { renderFileList } from './file-list.ts';
import { renderBar, renderHeader } from './header.ts';
import { icon } from './icons.ts';
import { type MarkdownContext, renderMarkdown } from './markdown.ts';
import type { PageThread, PullRequestPage } from './pull-request-page.ts';
import { renderRunLog } from './run-log.ts';
import { renderThread } from './thread.ts';

const favicon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%234353c9'/%3E%3Cpath d='M4 5h8M4 8h5M4 11h7' stroke='white' stroke-width='1.5' stroke-linecap='round'/%3E%3C/svg%3E";

/** Links of Azure DevOps to a thread (`discussionId`), a file (`path`) or the run of this pull request, turned to this page. */
function pageLinks(page: PullRequestPage): MarkdownContext['onThisPage'] {
  const threads = new Set(page.threads.map((thread) => String(thread.id)));
  const files = new Map(page.files.map((file, index) => [`/${file.path}`, `#file-${index}`]));
  return (address) => {
    if (!URL.canParse(address)) return undefined;
    const { pathname, searchParams: query } = new URL(address);
    if (pathname.endsWith('/_build/results') && page.runLog.length > 0) return '#run-log';
    const thread = query.get('discussionId');
    if (thread !== null && threads.has(thread)) return `#thread-${thread}`;
    const path = query.get('path');
    return path === null ? undefined : files.get(path);
  };
}

/** A thread on a file that the pull request does not change is shown with those on the whole pull request. */
function isGeneral(thread: PageThread, page: PullRequestPage): boolean {
  return !page.files.some((file) => file.path === thread.path);
}

function overview(page: PullRequestPage, onThisPage: MarkdownContext['onThisPage']): string {
  const description = renderMarkdown(page.description, { onThisPage, target: undefined, idPrefix: 'description-' });
  const general = page.threads.filter((thread) => isGeneral(thread, page));
  const threads = general.map((thread) => renderThread(thread, { onThisPage, target: undefined })).join('');
  return `<section aria-labelledby="overview"><h2 id="overview" class="visually-hidden">Overview</h2><div class="description markdown">${description || '<p class="quiet">No description.</p>'}</div>${threads}</section>`;
}

function files(page: PullRequestPage, onThisPage: MarkdownContext['onThisPage']): string {
  const drawn = page.files.map((file, index) =>
    renderFile(
      file,
      index,
      page.threads.filter((thread) => thread.path === file.path),
      onThisPage,
    ),
  );
  return `<section aria-labelledby="files"><div class="section-head"><h2 id="files">Files</h2>${countsHtml(page.files.flatMap((file) => file.hunks ?? []))}</div>${drawn.join('')}</section>`;
}

function head(page: PullRequestPage): string {
  const [style, behaviour] = [styles(), script()];
  const policy = `default-src 'none'; style-src ${style.hash}; script-src ${behaviour.hash}; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><title>${escapeHtml(page.title)} – pull request ${page.id}</title><link rel="icon" href="${favicon}"><style>${style.text}</style></head>`;
}

/** The page as a complete HTML document. Names, code and comments in it are untrusted and stay text. */
export function renderPage(page: PullRequestPage): string {
  const onThisPage = pageLinks(page);
  const aside = `<aside><section aria-labelledby="checks"><h2 id="checks">Checks</h2>${renderChecks(page.statuses)}</section><nav aria-labelledby="changed"><details open data-file-list><summary><h2 id="changed">Changed files <span class="quiet">${page.files.length}</span></h2>${icon('fold')}</summary>${renderFileList(page.files, page.threads)}</details></nav></aside>`;
  const main = `<main id="content" tabindex="-1">${overview(page, onThisPage)}${files(page, onThisPage)}${renderRunLog(page.runLog)}</main>`;
  return `<!doctype html>\n<html lang="en">${head(page)}<body><a class="skip" href="#content">Skip to the review</a>${renderBar(page)}${renderHeader(page)}<div class="wide columns">${aside}${main}</div><script>${script().text}</script></body></html>\n`;
}
