// Answers people: one reply for each thread in which somebody waits, with what is to be done besides.
import pLimit from 'p-limit';
import { explanationOf } from '../errors.ts';
import type { KeptFinding } from '../model/kept-finding.ts';
import type { Identity, ReviewThread } from '../model/pull-request.ts';
import type { ModelSpending } from '../model/report.ts';
import type { Log, ModelRequest } from '../ports.ts';
import { answerSchema, readTalkAnswer, type TalkAnswer } from './answer.ts';
import { type Action, type Carried, carryOut } from './carry-out.ts';
import { isPerson } from './decision.ts';
import { failedExplainReply, failedTextReply, lastReply, noModelReply, withdrawnReply } from './fixed-replies.ts';
import { replyLead } from './own-comments.ts';
import { ofThisRun, type Pending } from './pending.ts';
import { type TalkGuidance, talkSystemPrompt, talkUserPrompt } from './prompt.ts';

/** What came of asking the model. `text` is `undefined` where it gave nothing usable. */
export interface AskedModel {
  readonly text: string | undefined;
  readonly spending: ModelSpending;
}

/** What answering needs of the world. */
export interface ConversationPorts {
  /**
   * Asks the model within the budget and the pace of the run, after secrets have been taken out of the question.
   * `isUsableAnswer` tells an answer that is worth repairing. `undefined` without a model. Throws only for a bug.
   */
  readonly ask: ((question: Omit<ModelRequest, 'tools' | 'onThrottle'>) => Promise<AskedModel>) | undefined;
  /** The finding of a thread of ours, as it was kept with it; `undefined` where it cannot be read. */
  readonly findingOf: (thread: ReviewThread) => KeptFinding | undefined;
  /** Hunk and excerpts of a finding as they are now, as text with a heading each; none where the code is gone. */
  readonly codeOf: (thread: ReviewThread, finding: KeptFinding | undefined) => Promise<readonly string[]>;
  /** Whether somebody may settle findings; every person where it is not given, see `isPerson`. */
  readonly mayContribute?: (identity: Identity) => boolean;
  readonly guidance: TalkGuidance;
  readonly log: Pick<Log, 'info' | 'warning'>;
}

/**
 * An answer to post. Do the actions before, and the review that was asked for: once the reply stands, the comments count as
 * answered, and a run that was killed in between would leave undone what the reply says.
 */
export interface Reply {
  readonly threadId: number;
  /** The last of the comments that it answers. */
  readonly parentId: number;
  /** Raw Markdown in which a model may have written: to be cleaned by the caller before it is posted. */
  readonly body: string;
  readonly actions: readonly Action[];
  /** `undefined` where no model was asked. */
  readonly spending: ModelSpending | undefined;
}

/** Replies and what was spent, also on answers that did not come. */
export interface Conversation {
  /** The longest waiting first. */
  readonly replies: readonly Reply[];
  /** One for each question to the model that led to no reply. */
  readonly lost: readonly ModelSpending[];
}

/** Room for an answer, in tokens; reasoning counts too on servers that reason. */
const answerTokens = 4_000;
/** Questions at once, beside whatever pace the caller keeps. */
const concurrency = 4;

/** True for an answer of the model that can be used; anything else is worth asking for once more. */
export function isUsableAnswer(text: string): boolean {
  return readTalkAnswer(text) !== undefined;
}

/**
 * Answers what waits, as far as one run may. Text to which the model gives no answer gets no reply and goes on waiting for the next
 * run; a command always gets one.
 */
export async function converse(pending: readonly Pending[], ports: ConversationPorts): Promise<Conversation> {
  const now = ofThisRun(pending);
  const left = pending.length - now.length;
  if (left > 0) ports.log.info(`${left} thread(s) wait for the next run: a run answers in ${now.length} at most.`);
  const limit = pLimit(concurrency);
  const answered = await Promise.all(now.map((one) => limit(() => answer(one, ports))));
  return {
    replies: answered.flatMap(({ reply }) => reply ?? []),
    lost: answered.flatMap(({ reply, spending }) => (reply === undefined ? (spending ?? []) : [])),
  };
}

interface Answered {
  readonly reply: Reply | undefined;
  readonly spending: ModelSpending | undefined;
}

async function answer(pending: Pending, ports: ConversationPorts): Promise<Answered> {
  const { thread, owner, comments, isLast } = pending;
  const hasModel = ports.ask !== undefined;
  const carried = carryOut(pending, { hasModel, mayContribute: ports.mayContribute ?? isPerson });
  const isAsked = carried.texts.length > 0 || carried.explains.length > 0;
  const asked = isAsked && !isLast ? await askModel(pending, carried, ports) : undefined;
  const last = isLast ? [lastReply(owner)] : [];
  const said = [...carried.said, ...modelSaid(carried, asked, pending, hasModel), ...last];
  const spending = asked?.spending;
  if (said.length === 0) {
    ports.log.warning(`Thread ${thread.id}: the model gave no answer. The comment waits for the next run.`);
    return { reply: undefined, spending };
  }
  const parentId = comments.at(-1)?.id ?? 1;
  const body = withLead(said.join('\n\n'));
  ports.log.info(`Thread ${thread.id}: ${comments.length} comment(s) answered.`);
  return { reply: { threadId: thread.id, parentId, body, actions: carried.actions, spending }, spending };
}

/** A list, a fence or the like has to begin its own block. */
export function withLead(text: string): string {
  const isBlock = /^(?:[-*+>#|]|\d+[.)]|```|~~~)/.test(text) && !/^\*{1,3}\S/.test(text);
  return `${replyLead}${isBlock ? '\n\n' : ' '}${text}`;
}

/** What is said to everything that a model has to answer. Nothing where it failed and nobody wrote a command. */
function modelSaid(
  { said, texts, explains }: Carried,
  asked: Asked | undefined,
  { isLast }: Pending,
  hasModel: boolean,
): readonly string[] {
  if (isLast || (texts.length === 0 && explains.length === 0)) return [];
  if (!hasModel) return texts.length > 0 ? [noModelReply] : [];
  if (asked?.answer !== undefined) {
    const { text, stance } = asked.answer;
    return stance === 'withdrawn' && asked.isOnFinding ? [text, withdrawnReply] : [text];
  }
  if (explains.length > 0) return [failedExplainReply];
  return said.length > 0 ? [failedTextReply] : [];
}

interface Asked {
  readonly answer: TalkAnswer | undefined;
  readonly isOnFinding: boolean;
  readonly spending: ModelSpending;
}

async function askModel(
  pending: Pending,
  { texts, explains }: Carried,
  { ask, findingOf, codeOf, guidance, log }: ConversationPorts,
): Promise<Asked | undefined> {
  if (ask === undefined) return undefined;
  const { thread, owner } = pending;
  const isOnFinding = owner === 'finding';
  const finding = isOnFinding ? findingOf(thread) : undefined;
  const code = isOnFinding ? await readable(codeOf(thread, finding), log) : [];
  const ids = [...texts, ...explains].map(({ id }) => id);
  const asked = await ask({
    system: talkSystemPrompt(guidance),
    user: talkUserPrompt(pending, { finding, code }, ids, explains.length > 0),
    schema: answerSchema,
    maxOutputTokens: answerTokens,
  });
  const read = asked.text === undefined ? undefined : readTalkAnswer(asked.text);
  return { answer: read, isOnFinding, spending: asked.spending };
}

/** Code that cannot be read now is no reason to stay silent: the finding has its own lines. */
async function readable(code: Promise<readonly string[]>, log: ConversationPorts['log']): Promise<readonly string[]> {
  try {
    return await code;
  } catch (error) {
    const explanation = explanationOf(error);
    if (explanation === undefined) throw error;
    log.warning(`The code of a thread could not be read, so the answer goes without it. ${explanation.problem}`);
    return [];
  }
}
