// The model's answer to people: the schema that is sent, and a reader that trusts nothing.
import * as z from 'zod';
import type { ModelRequest } from '../ports.ts';

const stances = ['stands', 'withdrawn', 'unclear'] as const;

/** An answer as it was read. `stance`: what the model makes of its finding; code decides what follows. */
export interface TalkAnswer {
  /** Raw Markdown, at most 1,500 UTF-16 units and a note. */
  readonly text: string;
  readonly stance: (typeof stances)[number];
}

/** The schema sent along. */
export const answerSchema: ModelRequest['schema'] = {
  name: 'reply',
  schema: {
    type: 'object',
    properties: { answer: { type: 'string' }, stance: { type: 'string', enum: [...stances] } },
    required: ['answer', 'stance'],
    additionalProperties: false,
  },
};

/** What a person reads in a minute; the prompt asks for less. */
const answerLimit = 1_500;
const note = '*(shortened)*';

const loose = z.looseObject({ answer: z.string(), stance: z.string().catch('unclear') });

/** Reads an answer, with a fence or words around it, too; `undefined` where there is none. Never throws. */
export function readTalkAnswer(text: string): TalkAnswer | undefined {
  const parsed = loose.safeParse(jsonIn(text));
  if (!parsed.success) return undefined;
  const answer = parsed.data.answer.trim();
  if (answer === '') return undefined;
  const said = parsed.data.stance.trim().toLowerCase();
  return { text: shortened(answer), stance: stances.find((one) => one === said) ?? 'unclear' };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}

/** Cut at a blank where one is near, an open fence closed, and said so. */
function shortened(text: string): string {
  if (text.length <= answerLimit) return text;
  const head = text.slice(0, answerLimit).replace(/[\ud800-\udbff]$/, '');
  const whole = head.replace(/\s+\S{0,60}$/, '');
  const isOpen = (whole.match(/^ {0,3}```/gm) ?? []).length % 2 === 1;
  return `${whole}${isOpen ? '\n```' : ' …'}\n\n${note}`;
}
