// The chapter of answering people: their comments go to the conversation, and come back as changes of threads.
import { converse, isUsableAnswer, type Reply, withLead } from '../conversation/converse.ts';
import { replyLead } from '../conversation/own-comments.ts';
import type { Config } from '../model/config.ts';
import type { KeptFinding } from '../model/kept-finding.ts';
import type { ThreadChange } from '../model/publication.ts';
import type { ModelSpending } from '../model/report.ts';
import type { World } from '../ports.ts';
import { cleanBlock } from '../publish/clean-markdown.ts';
import type { AnswerReader, Questions } from '../reviewers/model/questions.ts';
import { startQuestionsAlone } from '../reviewers/model/session.ts';
import { addSpending, noSpending } from '../reviewers/outcome.ts';
import { createRedactor, type Redactor } from '../reviewers/secrets/redact.ts';
import type { Occasion } from './occasion.ts';

/** What is said to people. */
export interface Answers {
  /** To be made after everything that they speak of. */
  readonly changes: readonly ThreadChange[];
  readonly spending: ModelSpending;
}

/** Answers what people wrote; `questions` are those of the review, where there was one, so that one ceiling holds for all. */
export async function answerPeople(
  world: World,
  occasion: Occasion,
  config: Config,
  linkHosts: readonly string[],
  questions?: Questions,
): Promise<Answers> {
  const { pending, own } = occasion.talk;
  if (pending.length === 0) return { changes: [], spending: noSpending };
  const { instructions, language } = config;
  const redactor = createRedactor();
  const kept = new Map(own.findings.map(({ thread, kept: finding }) => [thread.id, finding]));
  const { replies, lost } = await converse(pending, {
    ask: askWith(questions ?? ownQuestions(world, config), redactor),
    findingOf: ({ id }) => kept.get(id),
    codeOf: ({ id }, finding) => codeAround(world, occasion, { id, finding }, redactor),
    guidance: { instructions, language },
    log: world.log,
  });
  const spent = [...replies.flatMap(({ spending }) => spending ?? []), ...lost];
  return {
    changes: replies.map((reply) => changeOf(reply, linkHosts)),
    spending: spent.reduce(addSpending, noSpending),
  };
}

function ownQuestions(world: World, { maxTokens, model }: Config): Questions | undefined {
  if (model.provider === 'none') return undefined;
  const mayCutPrompts = model.provider === 'compatible';
  return startQuestionsAlone({ model: world.model(model), maxTokens, mayCutPrompts, log: world.log });
}

const answerText: AnswerReader<string> = {
  read: (text) => (isUsableAnswer(text) ? text : undefined),
  readCut: () => undefined,
  broken: () => 0,
};

function askWith(questions: Questions | undefined, redactor: Redactor): Parameters<typeof converse>[1]['ask'] {
  if (questions === undefined) return undefined;
  return async (question) => {
    const user = (await redactor.redact('comments.md', question.user.split('\n'))).join('\n');
    const asked = await questions.put({ ...question, user }, answerText);
    return { text: asked.kind === 'answered' ? asked.value : undefined, spending: asked.spending };
  };
}

/** Lines before and after those of a finding. */
const surroundings = 20;

/** The code of a finding as it is now, numbered, with its surroundings; nothing where it has no lines on the right side. */
async function codeAround(
  { pullRequests }: World,
  { iteration, pullRequest, talk }: Occasion,
  { id, finding }: { readonly id: number; readonly finding: KeptFinding | undefined },
  redactor: Redactor,
): Promise<readonly string[]> {
  if (finding?.place.kind !== 'lines' || finding.place.side !== 'right') return [];
  const { reading } = talk.own.tracking;
  const placed =
    reading.kind === 'state'
      ? reading.state.findings.find((one) => one.kind === 'thread' && one.threadId === id)
      : undefined;
  const place = placed?.kind === 'thread' && placed.place.kind === 'lines' ? placed.place : finding.place;
  const text = await pullRequests.file(pullRequest, iteration.source, finding.path);
  if (text === undefined) return [];
  const lines = await redactor.redact(finding.path, text.split(/\r\n|\n|\r/));
  const first = Math.max(1, place.start.line - surroundings);
  const shown = lines.slice(first - 1, place.end.line + surroundings);
  return [`=== ${finding.path} ===\n${shown.map((line, index) => `${first + index} ${line}`).join('\n')}`];
}

function changeOf({ actions, body, parentId, threadId }: Reply, linkHosts: readonly string[]): ThreadChange {
  const settled = actions.flatMap((action) => ('status' in action ? [action.status] : [])).at(-1);
  // By itself: an underline or a table in the answer would take the lead in, and we know our replies by how they begin.
  const said = cleanBlock(body.slice(replyLead.length).trimStart(), { linkHosts });
  return { threadId, reply: { parentId, body: withLead(said) }, status: settled, first: 'status' };
}
