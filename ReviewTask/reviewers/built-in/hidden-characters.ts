// Characters that make code read differently from how it runs.
import { type BuiltInRule, columnsOf, sourceFiles } from './rule.ts';

// Unicode bidirectional controls: marks, embeddings, overrides, isolates ("Trojan Source", CVE-2021-42574).
const anyBidirectional = /[\u202A-\u202E\u2066-\u2069]/;
const overrides = /[\u202D\u202E]/;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** True where every isolate and embedding that opens on the line is closed on it. */
function isBalanced(line: string): boolean {
  const count = (pattern: RegExp) => (line.match(pattern) ?? []).length;
  return count(/[\u2066-\u2068]/g) === count(/\u2069/g) && count(/[\u202A\u202B\u202D\u202E]/g) === count(/\u202C/g);
}

/** Zero-width and filler characters that editors do not show, without joiners, which scripts and emoji need. */
const invisible = /[\u200B\u2060-\u2064\u180E\u115F\u1160\u3164\uFFA0]|(?<![\^'"/[]|^)\uFEFF/;

/** Tag characters carry text that nobody sees; only flags such as Scotland's are spelled with them. */
const tags = /(?<!\u{1F3F4}[\u{E0000}-\u{E007F}]*)[\u{E0001}-\u{E007F}]+/u;

const mixed =
  /[A-Za-z_$]*(?:[A-Za-z][\u0370-\u03FF\u0400-\u04FF]|[\u0400-\u04FF][A-Za-z])[\w$\u0370-\u03FF\u0400-\u04FF]*/;

export const hiddenCharacterRules: readonly BuiltInRule[] = [
  {
    id: 'bidirectional-control',
    title: 'A hidden character turns the reading direction',
    failure:
      'The line is shown in another order than it is run, so a reader approves code that is not there ("Trojan Source"). Delete the character, or write it as an escape such as `\\u202E`.',
    severity: 'blocker',
    category: 'security',
    files: sourceFiles,
    inTests: true,
    match: (_line, { raw, index }) => {
      const line = raw[index] ?? '';
      if (!anyBidirectional.test(line)) return undefined;
      if (rightToLeft.test(line) && isBalanced(line) && !overrides.test(line)) return undefined;
      return columnsOf(anyBidirectional.exec(line));
    },
  },
  {
    id: 'bidirectional-override',
    title: 'A hidden character reverses the text after it',
    failure:
      'The text is shown backwards without any right-to-left writing in it: readers see another value than programs do. Delete the character.',
    severity: 'warning',
    category: 'security',
    files: [
      '**/*.{json,jsonc,xml,config,yml,yaml,md,html,properties,po,resx,xlf,arb,strings,csproj,props,targets,toml,ini,txt}',
    ],
    inTests: false,
    match: (_line, { raw, index }) => {
      const line = raw[index] ?? '';
      return rightToLeft.test(line) ? undefined : columnsOf(overrides.exec(line));
    },
  },
  {
    id: 'invisible-character',
    title: 'An invisible character in the code',
    failure:
      'Names and strings that look alike are different, and searches miss them. Delete the character, or write it as an escape such as `\\u200B`.',
    severity: 'warning',
    category: 'security',
    files: sourceFiles,
    inTests: true,
    match: (_line, { raw, index }) => {
      const line = raw[index] ?? '';
      return columnsOf(invisible.exec(line)) ?? columnsOf(tags.exec(line));
    },
  },
  {
    id: 'mixed-alphabets',
    title: 'A name mixes Latin letters with look-alikes',
    failure:
      'The name reads like another one and is not: calls and checks go somewhere else than the reader thinks. Type the name again in one alphabet.',
    severity: 'warning',
    category: 'security',
    files: sourceFiles,
    inTests: true,
    match: (_line, { bare, index, path }) =>
      // Greek letters beside Latin ones are the language of formulas; Cyrillic ones are not.
      /\.(?:sql|sh|bash|ps1|psm1)$|ockerfile/.test(path) ? undefined : cyrillicMix(bare[index] ?? ''),
  },
];

function cyrillicMix(line: string) {
  const match = mixed.exec(line);
  return match !== null && /[\u0400-\u04FF]/.test(match[0]) && /[A-Za-z]/.test(match[0]) ? columnsOf(match) : undefined;
}
