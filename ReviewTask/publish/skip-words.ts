// The words for why a file was not reviewed.
import type { NoLines } from '../model/diff.ts';
import type { SkipReason } from '../model/plan.ts';
import { cutText } from './clean-characters.ts';
import { cleanInline, codeSpan } from './clean-markdown.ts';
import { thousands } from './counted.ts';

const noLines: Readonly<Record<NoLines, string>> = {
  binary: 'binary file',
  submodule: 'submodule',
  'lfs-pointer': 'pointer to a file in Git LFS',
  'too-large': 'too large to read',
  unreadable: 'could not be read',
  'same-content': 'same content, only renamed or its mode changed',
  'only-line-endings': 'only line endings differ',
};

/** The reason as cleaned Markdown, to stand after the file's path. */
export function skipReason(reason: SkipReason): string {
  switch (reason.kind) {
    case 'excluded':
      return `${excludedBy[reason.from]} (${codeSpan(reason.pattern)})`;
    case 'no-lines':
      return noLines[reason.reason];
    case 'over-max-changed-lines':
      return `over the limit of ${thousands(reason.limit)} changed lines (${codeSpan('maxChangedLines')})`;
    case 'long-lines':
      return `has little but lines of more than ${thousands(reason.limit)} characters, so only the built-in checks read it`;
    case 'cut-lines':
      return `longer than ${thousands(reason.limit)} characters, so the model saw only where they begin`;
    case 'over-max-tokens':
      return `the run had used its ${thousands(reason.limit)} tokens (${codeSpan('maxTokens')})`;
    case 'out-of-time':
      return `the run was out of time (${codeSpan('timeoutMinutes')})`;
    case 'model-failed':
      return `the model gave no usable answer: ${cleanInline(cutText(reason.problem, 300))}`;
    case 'reviewed-before':
      return `the same since iteration ${reason.iteration}, which was reviewed`;
    case 'unplanned':
      return 'lost from the plan, which is a mistake of Threadline: please report it';
  }
}

const excludedBy = {
  default: 'excluded by default',
  input: 'excluded by the task input',
  file: 'excluded by the configuration file',
} as const;
