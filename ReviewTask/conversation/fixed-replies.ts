// The replies that need no model, word for word. Raw Markdown in English, like everything else that is no model's.
import type { Command, CommandName } from './commands.ts';
import type { ThreadOwner } from './own-comments.ts';
import { mostReplies } from './pending.ts';

const meanings: Readonly<Record<CommandName, string>> = {
  review: 'review what is new since the last review',
  full: 'review the whole pull request again',
  resolve: 'set the thread of a finding to Resolved',
  ignore: "set the thread of a finding to Won't fix and never raise it again; a reason may follow",
  explain: 'explain the finding of the thread',
  help: 'show this list',
};

/** The list of commands, with a word on the one that is unknown. */
export function helpReply({ unknown, nearest }: Extract<Command, { kind: 'help' }>): string {
  const list = Object.entries(meanings).map(([name, meaning]) => `- \`/threadline ${name}\`: ${meaning}`);
  const meant = nearest === undefined ? '' : ` Did you mean \`/threadline ${nearest}\`?`;
  const lead = unknown === '' ? 'These commands work' : `There is no command \`${unknown}\`.${meant} These work`;
  return `${lead}, at the beginning of a comment:\n\n${list.join('\n')}\n\nThe next run of the review carries them out and answers.`;
}

export const reviewReply = 'This run reviews what is new since the last review. The summary comment has the result.';
export const fullReply = 'This run reviews the whole pull request again. The summary comment has the result.';
export const resolveReply =
  "The thread is set to Resolved. As long as the defect is there, the finding still counts; Won't fix sets it aside.";

export function ignoreReply(reason: string): string {
  const noted = reason === '' ? '' : ' Your reason stays here for those who read it later.';
  return `The thread is set to Won't fix; this finding is not raised again.${noted}`;
}

export const mayNotReply =
  'Only people who may contribute to this pull request can settle a finding. Nothing was changed.';

/** For `resolve`, `ignore` and `explain` where there is no finding. */
export function wrongThreadReply(command: 'resolve' | 'ignore' | 'explain', owner: ThreadOwner): string {
  const works = `\`/threadline ${command}\` works in the thread of a finding.`;
  if (owner === 'tracking') return `${works} This thread is about the review as a whole.`;
  return command === 'explain' ? works : `${works} This thread is not one of Threadline's, and stays as it is.`;
}

/** Where no model is configured. */
export const noModelReply =
  "This review runs without a model, so it cannot discuss. `/threadline ignore` sets a finding's thread to Won't fix, `/threadline resolve` to Resolved, and `/threadline help` lists the rest.";
export const noModelExplainReply =
  'This review runs without a model: there is no more to tell than the finding says. `/threadline help` lists what works.';

/** Where the model gave no usable answer. */
export const failedExplainReply =
  'The model gave no answer this time; the log of the run says why. Write `/threadline explain` again to have it tried once more.';
export const failedTextReply =
  'To the rest the model gave no answer this time; the log of the run says why. Write again to have it tried once more.';

/** Added where the model sees that the finding does not hold: people settle threads, no model does. */
export const withdrawnReply = "Set the thread to Won't fix or write `/threadline ignore` to settle it.";

/** Added to the last reply of a thread. */
export function lastReply(owner: ThreadOwner): string {
  return `This is the last answer here: Threadline answers at most ${mostReplies[owner]} times in one thread. Commands still work in a new comment on the pull request, and a thread's status can be set by hand.`;
}
