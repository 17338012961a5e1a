// Draws the head of the page: where we are, the title, the branches and the state.
import { escapeHtml, safeAddress } from './escape.ts';
import { icon } from './icons.ts';
import type { PullRequestPage } from './pull-request-page.ts';
import { avatar } from './thread.ts';

const states = { active: 'Active', abandoned: 'Abandoned', completed: 'Completed' } as const;

const mergeWords: Readonly<Record<string, string>> = {
  succeeded: 'No merge conflicts',
  conflicts: 'Merge conflicts',
  queued: 'Merge is being checked',
  notSet: 'Merge not checked yet',
  failure: 'Merge could not be checked',
  rejectedByPolicy: 'A policy rejects the merge',
};

function branch(name: string): string {
  return `<span class="branch">${icon('branch')}<bdi>${escapeHtml(name.replace(/^refs\/heads\//, ''))}</bdi></span>`;
}

function links(page: PullRequestPage): string {
  return page.links
    .flatMap((link) => {
      const address = safeAddress(link.url);
      return address === undefined
        ? []
        : [`<a href="${escapeHtml(address)}" rel="noreferrer">${escapeHtml(link.label)}</a>`];
    })
    .join('');
}

/** The bar that stays at the top: crumbs, the way through the threads, and the colour switch. */
export function renderBar(page: PullRequestPage): string {
  const crumbs = [page.organisation, page.project, page.repository].map(
    (name) => `<li><bdi>${escapeHtml(name)}</bdi></li>`,
  );
  const total = page.threads.length;
  return `<div class="bar"><div class="wide"><ol class="crumbs" aria-label="Repository">${crumbs.join('')}</ol><div class="tools"><div class="steps" role="group" aria-label="Threads"><button type="button" data-step="-1" aria-keyshortcuts="k" title="Previous thread (k)">${icon('up')}<span class="visually-hidden">Previous thread</span></button><span class="position" aria-live="polite"><span data-position>${total}</span> ${total === 1 ? 'thread' : 'threads'}</span><button type="button" data-step="1" aria-keyshortcuts="j" title="Next thread (j)">${icon('down')}<span class="visually-hidden">Next thread</span></button></div><button type="button" class="theme" data-theme-switch title="Light or dark">${icon('theme')}<span class="visually-hidden">Switch between light and dark</span></button></div></div></div>`;
}

/** Title, state, people and branches. */
export function renderHeader(page: PullRequestPage): string {
  const merge = mergeWords[page.mergeStatus] ?? page.mergeStatus;
  const trouble =
    page.mergeStatus === 'succeeded' ? 'succeeded' : page.mergeStatus === 'conflicts' ? 'failed' : 'pending';
  return `<header class="head"><div class="wide"><h1><bdi>${escapeHtml(page.title)}</bdi> <span class="id">!${page.id}</span></h1><div class="facts"><span class="pill state-${page.state}">${states[page.state]}</span><span class="person">${avatar(page.author)}<bdi>${escapeHtml(page.author)}</bdi></span><span class="branches">${branch(page.sourceBranch)}${icon('arrow')}<span class="visually-hidden">into</span>${branch(page.targetBranch)}</span><span class="merge is-${trouble}">${icon(trouble)}${escapeHtml(merge)}</span><span class="links">${links(page)}</span></div></div></header>`;
}
