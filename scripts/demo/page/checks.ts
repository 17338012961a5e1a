// Draws the statuses on the pull request.
import type { StatusState } from '../../../ReviewTask/model/publication.ts';
import { escapeHtml, safeAddress } from './escape.ts';
import { icon } from './icons.ts';
import type { PageStatus } from './pull-request-page.ts';

const words: Readonly<Record<StatusState, string>> = {
  pending: 'In progress',
  succeeded: 'Succeeded',
  failed: 'Failed',
  error: 'Error',
  notApplicable: 'Not applicable',
};

function check(status: PageStatus): string {
  const address = safeAddress(status.targetUrl);
  const name = `${status.genre}/${status.name}`;
  const run = address === undefined ? '' : `<a href="${escapeHtml(address)}" rel="noreferrer">View the run</a>`;
  return `<li class="check is-${status.state}">${icon(status.state)}<div><span class="state">${words[status.state]}</span><p>${escapeHtml(status.description)}</p><p class="quiet"><bdi>${escapeHtml(name)}</bdi></p>${run}</div></li>`;
}

/** A list of checks, or a line that says there are none. */
export function renderChecks(statuses: readonly PageStatus[]): string {
  return statuses.length === 0
    ? '<p class="quiet">No checks yet.</p>'
    : `<ul class="checks">${statuses.map(check).join('')}</ul>`;
}
