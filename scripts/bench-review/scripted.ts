// Makes a model-server script of a way to find: the finder reads the prompt, the verifier looks into the hidden table.
import type { ModelScript } from '../../tests/emulator/model-server.ts';
import { shapedBy } from './answer-shape.ts';
import { type Claim, findingFields } from './claim.ts';
import { type PromptReading, readPrompt } from './read-prompt.ts';
import { verdictOn } from './verifier.ts';

/** Everything a model has claimed in a run, by title. */
export type Ledger = Map<string, Claim>;

/** What a model finds in one prompt. */
export type Finder = (reading: PromptReading) => readonly Claim[];

type Request = Parameters<ModelScript>[0];

/** What a question asks for: a claim to be checked stands at its end, on lines of its own as no line of code does. */
export function kindOf(request: Request): 'findings' | 'verdict' | 'other' {
  if (/^BEGIN CLAIM$/m.test(request.user)) return 'verdict';
  return request.schema === undefined || request.schema.name === 'review' ? 'findings' : 'other';
}

/** Answers every kind of question in the shape that the request asks for. */
export function scriptOf(find: Finder, ledger: Ledger): ModelScript {
  return (request) => ({ kind: 'answer', object: answerTo(request, find, ledger) });
}

/** The answer as a value. */
export function answerTo(request: Request, find: Finder, ledger: Ledger): unknown {
  const given = { ...answers[kindOf(request)](request, find, ledger), ...repeatedMarks(request.user) };
  return request.schema === undefined ? given : shapedBy(request.schema.schema, given);
}

const answers = {
  findings: found,
  verdict: (request: Request, _: Finder, ledger: Ledger) => ({ verification: verdictOn(request.user, ledger) }),
  other: () => ({}),
};

/** A prompt may ask to repeat marks, which shows that it was read from its beginning to its end. */
function repeatedMarks(user: string) {
  return { echo: [...new Set(user.match(/\bmark-\w+/g) ?? [])].join(' ') };
}

function found(request: Request, find: Finder, ledger: Ledger) {
  const claims = find(readPrompt(request.user));
  for (const claim of claims) ledger.set(claim.title, claim);
  return { summary: 'The change as the scripted model reads it.', findings: claims.map(findingFields) };
}
