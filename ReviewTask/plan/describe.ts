// The plan as lines for the log: what is reviewed and what is not, each with its reason.
import { changedLineCount, type NoLines } from '../model/diff.ts';
import type { ReviewPlan, SkipReason } from '../model/plan.ts';

/** One line for each file. */
export function describePlan(plan: ReviewPlan): readonly string[] {
  const lines = plan.files.reduce((sum, file) => sum + changedLineCount(file.content.hunks), 0);
  return [
    `Files to review: ${plan.files.length}, with ${lines} changed lines. Left out: ${plan.skips.length}.`,
    ...(plan.chunks.length > 0
      ? [`About ${hunkTokensOf(plan)} tokens of code, questions to the model: ${plan.chunks.length}.`]
      : []),
    ...plan.files.map((file) => `  review  ${file.path} (${changedLineCount(file.content.hunks)})`),
    ...plan.skips.map((skip) => `  skip    ${skip.path}: ${reasonText(skip.reason)}`),
  ];
}

function hunkTokensOf(plan: ReviewPlan): number {
  return plan.chunks.reduce((sum, chunk) => sum + chunk.estimatedTokens, 0);
}

/** Tokens that every question costs besides the code: the fixed text and a usual answer. */
const questionTokens = 3_500;

/** Said before anything is spent where one reading of the change will not fit under the ceiling. */
export function ceilingWarnings(plan: ReviewPlan, maxTokens: number): readonly string[] {
  const expected = hunkTokensOf(plan) + plan.chunks.length * questionTokens;
  if (maxTokens === 0 || expected <= maxTokens) return [];
  return [
    `One reading of this change takes about ${expected} tokens, and maxTokens is ${maxTokens}: the riskiest files go first, the rest will be named as not reviewed.`,
  ];
}

const noLinesTexts: Readonly<Record<NoLines, string>> = {
  binary: 'binary file',
  submodule: 'submodule',
  'lfs-pointer': 'kept in Git LFS',
  'too-large': 'too large to read',
  unreadable: 'its content could not be read',
  'same-content': 'renamed or its mode changed, with the same content',
  'only-line-endings': 'only line endings changed',
};

/** Why a file is left out, in a few words. */
export function reasonText(reason: SkipReason): string {
  switch (reason.kind) {
    case 'excluded':
      return reason.from === 'default'
        ? `excluded by default (${reason.pattern})`
        : `excluded by the ${reason.from === 'input' ? 'task input' : 'configuration file'} (${reason.pattern})`;
    case 'no-lines':
      return noLinesTexts[reason.reason];
    case 'over-max-changed-lines':
      return `beyond the limit of ${reason.limit} changed lines`;
    case 'long-lines':
      return `has little but lines of more than ${reason.limit} characters`;
    case 'cut-lines':
      return `lines of more than ${reason.limit} characters, of which the model sees the beginning`;
    case 'over-max-tokens':
      return `beyond the limit of ${reason.limit} tokens`;
    case 'out-of-time':
      return 'the deadline came first';
    case 'model-failed':
      return `no usable answer from the model: ${reason.problem}`;
    case 'reviewed-before':
      return `the same since iteration ${reason.iteration}, which was reviewed`;
    case 'unplanned':
      return 'lost from the plan, which is a mistake of Threadline';
  }
}
