// Keeps a question within a window that every current model has: excerpts give way first, then the chunk is asked about in pieces.
import type { Excerpt } from '../../model/excerpt.ts';
import type { Chunk } from '../../model/plan.ts';
import { estimateTokens } from '../../model/tokens.ts';
import { answerTokens } from './chunk-question.ts';
import { halvesOf } from './halves.ts';
import { chunkTexts } from './hunks-text.ts';
import { changePrompt, systemPrompt, userPrompt } from './prompt.ts';
import { checksOf, groupsOf, ridesAlong, rulesOf } from './rules/checklist.ts';
import { checklistText, ownersText, ruleText } from './rules/text.ts';
import type { ModelReview } from './session.ts';

/** Tokens of question and answer together. */
export const windowTokens = 32_768;

/** Of these for what a question carries besides its texts: the schema, marks, a repair. */
const besides = 2_000;

/** Tokens for the fixed text, the change and the question at its end. */
const questionTokens = windowTokens - answerTokens - besides;

/** The words around a list of rules, and the marks at both ends of a change. */
const aroundRules = 120;

/** Where the owners' wishes leave less, the question is put all the same: cut into lines it would cost without end. */
const leastForChange = 3_000;

/** What of the run decides the size of a question. */
type Told = Pick<ModelReview, 'guidance' | 'book' | 'isVerified' | 'shownLines' | 'passes'>;

/** A chunk as text. */
export interface ChunkShown {
  readonly texts: readonly string[];
  /** The ones that are in the texts. */
  readonly excerpts: readonly Excerpt[];
}

/** The chunk with as many of its excerpts as there is room for; the first ones are the most useful. */
export async function showWithin(chunk: Chunk, review: Told & Pick<ModelReview, 'excerptsFor'>): Promise<ChunkShown> {
  const room = roomFor(chunk, review);
  const all = await review.excerptsFor(chunk.parts);
  const show = (count: number): ChunkShown => {
    const excerpts = all.slice(0, count);
    return { texts: chunkTexts(chunk.parts, review.shownLines, excerpts), excerpts };
  };
  const fits = (shown: ChunkShown) => tokensOf(shown.texts) <= room;
  const whole = show(all.length);
  if (fits(whole)) return whole;
  let [least, most] = [0, all.length];
  while (least + 1 < most) {
    const middle = Math.floor((least + most) / 2);
    if (fits(show(middle))) least = middle;
    else most = middle;
  }
  return show(least);
}

/** The chunk, or pieces of it that leave the window some room; no changed line is in two of them. */
export function piecesThatFit(chunk: Chunk, told: Told): readonly Chunk[] {
  if (tokensOf(chunkTexts(chunk.parts, told.shownLines, [])) <= roomFor(chunk, told)) return [chunk];
  const halves = halvesOf(chunk);
  return halves === undefined ? [chunk] : halves.flatMap((half) => piecesThatFit(half, told));
}

/** The same for every pass and for questions about rules, so that all of them begin alike. */
function roomFor(chunk: Chunk, { guidance, book, isVerified, passes }: Told): number {
  const paths = [...new Set(chunk.parts.map(({ path }) => path))];
  const checks = checksOf(book.rules, paths);
  const checklist = checks.length > 0 && ridesAlong(checks) ? checklistText(checks) : '';
  const ends = [
    ...Array.from({ length: passes }, (_, index) => estimateTokens(userPrompt([], index + 1, checklist))),
    ...groupsOf(checks).map(
      (group) =>
        aroundRules + estimateTokens(`${rulesOf(group).map(ruleText).join('\n\n')}\n\n${checklistText(group)}`),
    ),
  ];
  const fixed = estimateTokens(systemPrompt(guidance, ownersText(book, paths), isVerified));
  return Math.max(leastForChange, questionTokens - fixed - Math.max(...ends));
}

function tokensOf(texts: readonly string[]): number {
  return estimateTokens(changePrompt(texts, ''));
}
