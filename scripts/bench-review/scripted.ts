// Makes a model-server script of a way to find: the finder reads the prompt, the verifier looks into the hidden table.
import type { ModelScript } from '../../tests/emulator/model-server.ts';
import { shapedBy } from './answer-shape.ts';
import { type Claim, findingFields } from './claim.ts';
import { type PromptReading, readPrompt } from './read-prompt.ts';
import { verdictsOn } from './verifier.ts';

/** Everything a model has claimed in a run, by title. */
export type Ledger = Map<string, Claim>;

/** What a model finds in one prompt. */
export type Finder = (reading: PromptReading) => readonly Claim[];

type Request = Parameters<ModelScript>[0];

/** True for the question that asks for findings; any other schema asks to verify. */
export function asksForFindings(request: Request): boolean {
  return request.schema === undefined || request.schema.name === 'review';
}

/** Answers both kinds of questions in the shape that the request asks for. */
export function scriptOf(find: Finder, ledger: Ledger): ModelScript {
  return (request) => ({ kind: 'answer', object: answerTo(request, find, ledger) });
}

/** The answer as a value. */
export function answerTo(request: Request, find: Finder, ledger: Ledger): unknown {
  const given = asksForFindings(request) ? found(request, find, ledger) : verdictsOn(request.user, ledger);
  return request.schema === undefined ? given : shapedBy(request.schema.schema, given);
}

function found(request: Request, find: Finder, ledger: Ledger): unknown {
  const claims = find(readPrompt(request.user));
  for (const claim of claims) ledger.set(claim.title, claim);
  return { summary: 'The change as the scripted model reads it.', findings: claims.map(findingFields) };
}
