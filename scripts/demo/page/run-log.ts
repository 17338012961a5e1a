// Draws the log of the pipeline run the way the agent shows it: sections coloured, groups set in.
import { escapeCode } from './escape.ts';
import { icon } from './icons.ts';

const stamped = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\s(.*)$/;
/** Commands to the agent: an issue is shown as the agent shows it, the others in soft ink. */
const commanded = /^##vso\[(?:task\.logissue\s[^\]]*?type=(warning|error)[^\]]*|[^\]]*)\](.*)$/;
const marked = /^##\[(section|group|endgroup|warning|error|command|debug)\](.*)$/;

interface LogLine {
  readonly stamp: string | undefined;
  readonly kind: string;
  readonly text: string;
}

function read(line: string): LogLine {
  const [, stamp, rest] = stamped.exec(line) ?? [undefined, undefined, line];
  const command = commanded.exec(rest ?? '');
  if (command !== null) {
    const [whole, issue, message = ''] = command;
    return issue === undefined ? { stamp, kind: 'debug', text: whole } : { stamp, kind: issue, text: message };
  }
  const [, kind, text] = marked.exec(rest ?? '') ?? [undefined, 'plain', rest];
  return { stamp, kind: kind ?? 'plain', text: text ?? '' };
}

function lineHtml(line: LogLine, isInGroup: boolean): string {
  const time = line.stamp === undefined ? '' : `<span class="stamp">${line.stamp.slice(11, 19)}</span>`;
  return `<span class="log-line log-${line.kind}${isInGroup ? ' in-group' : ''}">${time}<span>${escapeCode(line.text) || ' '}</span></span>`;
}

/** All lines as HTML; those between a group's marks are set in. */
function linesHtml(lines: readonly LogLine[]): string {
  let isInGroup = false;
  const parts: string[] = [];
  for (const line of lines) {
    if (line.kind === 'endgroup') {
      isInGroup = false;
      continue;
    }
    const opens = line.kind === 'group';
    parts.push(lineHtml(line, isInGroup && !opens));
    if (opens) isInGroup = true;
  }
  return parts.join('');
}

/** A fold with the whole log, `run-log` is its fragment; empty without lines. */
export function renderRunLog(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const count = lines.length === 1 ? '1 line' : `${lines.length} lines`;
  return `<details class="run" id="run-log"><summary>${icon('fold')}<span>Log of the run</span><span class="quiet">${count}</span></summary><pre tabindex="0" role="group" aria-label="Log of the run"><code>${linesHtml(lines.map(read))}</code></pre></details>`;
}
