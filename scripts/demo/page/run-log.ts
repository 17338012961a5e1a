// Draws the log of the pipeline run the way the agent shows it: sections coloured, groups folded.
import { escapeCode } from './escape.ts';
import { icon } from './icons.ts';

const stamped = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\s(.*)$/;
const marked = /^##\[(section|group|endgroup|warning|error|command|debug)\](.*)$/;

function lineHtml(line: string): string {
  const [, stamp, rest] = stamped.exec(line) ?? [undefined, undefined, line];
  const [, kind, text] = marked.exec(rest ?? '') ?? [undefined, 'plain', rest];
  if (kind === 'endgroup') return '';
  const time = stamp === undefined ? '' : `<span class="stamp">${stamp.slice(11, 19)}</span>`;
  return `<span class="log-line log-${kind}">${time}<span>${escapeCode(text ?? '') || ' '}</span></span>`;
}

/** A fold with the whole log, `run-log` is its fragment; empty without lines. */
export function renderRunLog(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const count = lines.length === 1 ? '1 line' : `${lines.length} lines`;
  return `<details class="run" id="run-log"><summary>${icon('fold')}<span>Log of the run</span><span class="quiet">${count}</span></summary><pre tabindex="0" role="group" aria-label="Log of the run"><code>${lines.map(lineHtml).join('')}</code></pre></details>`;
}
