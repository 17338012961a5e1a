// Decides by ordered globs whether a path is in or out; the last pattern that matches has the say.
import picomatch from 'picomatch';
import type { GlobRule } from './config.ts';

/**
 * The last rule that matches a repository path; `undefined` when none does. Letter case does not count, since most
 * Azure DevOps teams work on case-insensitive disks. A pattern without a slash matches the file's name in any folder,
 * one that ends in a slash everything below folders of that name, and one that begins with a slash starts at the top.
 */
export function lastMatch(rules: readonly GlobRule[]): (path: string) => GlobRule | undefined {
  const matchers = rules.map((rule) => ({ rule, matches: matcherOf(rule.pattern) }));
  return (path) => matchers.findLast(({ matches }) => matches(path))?.rule;
}

/** True for a pattern that takes back what earlier ones said. */
export function isNegated(rule: GlobRule): boolean {
  return rule.pattern.startsWith('!');
}

/** What keeps a pattern from matching what its writer meant, as the end of a sentence; `undefined` for a good one. */
export function globProblem(pattern: string): string | undefined {
  const positive = positiveOf(pattern);
  if (positive.replaceAll('/', '').trim() === '') return 'names no file';
  try {
    picomatch.makeRe(anywhere(positive), { ...options, strictBrackets: true, debug: true });
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    // A closing bracket by itself is a sign like any other, also in `[[id]]`.
    if (message.startsWith('Missing opening')) return undefined;
    const [, sign] = /closing: "(.)"/.exec(message) ?? [];
    return sign === undefined
      ? 'holds a range that no character is in'
      : `has an opening bracket without its "${sign}"`;
  }
}

const options = { dot: true, nocase: true, nonegate: true };

function positiveOf(pattern: string): string {
  return pattern.replace(/^!/, '').replaceAll('\\', '/');
}

function matcherOf(pattern: string): (path: string) => boolean {
  return picomatch(anywhere(positiveOf(pattern)), options);
}

/** The pattern as a glob over whole repository paths. */
function anywhere(pattern: string): string {
  const below = pattern.endsWith('/') ? `${pattern}**` : pattern;
  if (below.startsWith('/')) return below.slice(1);
  const isName = !pattern.replace(/\/$/, '').includes('/');
  return isName || pattern.endsWith('/') || !below.includes('/') ? `**/${below}` : below;
}
