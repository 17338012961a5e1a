// Works out what the commands of one thread do and what is said to them; text for the model is handed on.
import type { Identity, ThreadComment } from '../model/pull-request.ts';
import { type Command, parseCommand } from './commands.ts';
import {
  fullReply,
  helpReply,
  ignoreReply,
  mayNotReply,
  noModelExplainReply,
  resolveReply,
  reviewReply,
  wrongThreadReply,
} from './fixed-replies.ts';
import type { Pending } from './pending.ts';

/** What is to be done besides replying. Doing one twice does no harm. */
export type Action =
  /** A review of what is new, now. */
  | { readonly kind: 'review' }
  /** A review of everything, now. */
  | { readonly kind: 'full' }
  /** A person settled a finding of ours; `reason` only where one was given. Untrusted. */
  | { readonly kind: 'resolve'; readonly threadId: number; readonly status: 'fixed' }
  | { readonly kind: 'ignore'; readonly threadId: number; readonly status: 'wontFix'; readonly reason: string };

/** What came of the comments of one thread. */
export interface Carried {
  readonly actions: readonly Action[];
  /** Raw Markdown, a part for each thing said. */
  readonly said: readonly string[];
  /** Comments without a command. */
  readonly texts: readonly ThreadComment[];
  /** Commands that ask the model for an explanation. */
  readonly explains: readonly ThreadComment[];
}

interface Rights {
  readonly hasModel: boolean;
  readonly mayContribute: (identity: Identity) => boolean;
}

/** The same command twice counts once, and of `resolve` and `ignore` the last one counts. */
export function carryOut(pending: Pending, rights: Rights): Carried {
  const read = pending.comments.map((comment) => ({ comment, command: parseCommand(comment.content) }));
  const settling = read.findLast(({ command }) => command?.kind === 'resolve' || command?.kind === 'ignore');
  const done = read.flatMap(({ comment, command }) => {
    if (command === undefined) return [];
    const isSettling = command.kind === 'resolve' || command.kind === 'ignore';
    if (isSettling && comment !== settling?.comment) return [];
    return outcomeOf(command, comment, pending, rights);
  });
  const actions = done.flatMap(({ action }) => action ?? []);
  // What led to a decision needs no answer any more.
  const settledAt = actions.some(({ kind }) => kind === 'resolve' || kind === 'ignore')
    ? (settling?.comment.id ?? 0)
    : 0;
  return {
    actions: actions.filter(({ kind }, index) => actions.findIndex((one) => one.kind === kind) === index),
    said: [...new Set(done.map(({ said }) => said))].filter((said) => said !== ''),
    texts: read.flatMap(({ comment, command }) => (command === undefined && comment.id > settledAt ? [comment] : [])),
    explains: read.flatMap(({ comment, command }) =>
      command?.kind === 'explain' && pending.owner === 'finding' && rights.hasModel ? [comment] : [],
    ),
  };
}

interface Outcome {
  /** Empty where the model speaks. */
  readonly said: string;
  readonly action?: Action;
}

function outcomeOf(command: Command, comment: ThreadComment, pending: Pending, rights: Rights): readonly Outcome[] {
  switch (command.kind) {
    case 'review':
      return [{ said: reviewReply, action: { kind: 'review' } }];
    case 'full':
      return [{ said: fullReply, action: { kind: 'full' } }];
    case 'help':
      return [{ said: helpReply(command) }];
    case 'explain':
      if (pending.owner !== 'finding') return [{ said: wrongThreadReply('explain', pending.owner) }];
      return [{ said: rights.hasModel ? '' : noModelExplainReply }];
    case 'resolve':
    case 'ignore':
      return [settled(command, comment, pending, rights)];
  }
}

function settled(
  command: Extract<Command, { kind: 'resolve' } | { kind: 'ignore' }>,
  { author }: ThreadComment,
  { thread, owner }: Pending,
  { mayContribute }: Rights,
): Outcome {
  if (owner !== 'finding') return { said: wrongThreadReply(command.kind, owner) };
  if (!mayContribute(author)) return { said: mayNotReply };
  if (command.kind === 'resolve')
    return { said: resolveReply, action: { kind: 'resolve', threadId: thread.id, status: 'fixed' } };
  const { reason } = command;
  return { said: ignoreReply(reason), action: { kind: 'ignore', threadId: thread.id, status: 'wontFix', reason } };
}
