// Reads the page's style sheets and its script, which stand beside this source as files of their own kind.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../project.ts';

export interface Asset {
  readonly text: string;
  /** For a Content-Security-Policy that allows exactly this text. */
  readonly hash: string;
}

function asset(names: readonly string[]): Asset {
  const folder = join(projectFolder, 'scripts', 'demo', 'page');
  // Browsers hash what they parsed, where a carriage return has become a line feed.
  const text = names.map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')).join('\n');
  return { text, hash: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}

/** All styles of the page, in the order in which they build on each other. */
export function styles(): Asset {
  return asset(['tokens.css', 'layout.css', 'aside.css', 'diff.css', 'thread.css', 'markdown.css', 'print.css']);
}

/** What the page does: colour switch, keys, and opening what a link points into. */
export function script(): Asset {
  return asset(['page.js']);
}
