// A file of guidelines as text with the files it applies to; what is not meant for every review is left out.
import type { Guideline } from '../model/rules.ts';
import { readFrontMatter } from './front-matter.ts';

/** The guideline, or why it is none, as the end of a sentence that begins with its path. */
export type GuidelineReading =
  | { readonly kind: 'guideline'; readonly guideline: Guideline }
  | { readonly kind: 'left-out'; readonly why: string };

/** Globs that say "every file". */
const everything = new Set(['**', '**/*', '*']);

/**
 * Reads the front matter that editors know: `applyTo`, `globs` and `paths` name files, `alwaysApply` overrules them.
 * `folder` is where the guideline applies.
 */
export function readGuideline(path: string, folder: string, text: string): GuidelineReading {
  const { settings, body } = readFrontMatter(text);
  const values = (name: string) => settings.get(name.toLowerCase()) ?? [];
  const is = (name: string, value: string) => values(name).some((one) => one.toLowerCase() === value);
  if (body === '') return { kind: 'left-out', why: 'has no text' };
  if (is('excludeAgent', 'code-review')) return { kind: 'left-out', why: 'is not meant for reviews (excludeAgent)' };
  const named = ['applyTo', 'globs', 'paths'].flatMap(values);
  const isAlways = is('alwaysApply', 'true');
  const description = values('description').join(', ');
  // In Cursor such a rule waits to be called by its name.
  if (is('alwaysApply', 'false') && named.length === 0 && description === '') {
    return { kind: 'left-out', why: 'applies only when somebody asks for it (alwaysApply: false, no globs)' };
  }
  const globs = isAlways || named.some((glob) => everything.has(glob)) ? [] : named;
  const lead = description === '' ? '' : `${description}\n\n`;
  return { kind: 'guideline', guideline: { path, folder, globs, text: `${lead}${body}`, isCut: false } };
}
