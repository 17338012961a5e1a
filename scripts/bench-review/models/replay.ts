// Recorded answers: `answers.json` beside a case, said again in the order in which they were given.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { ModelScript } from '../../../tests/emulator/model-server.ts';
import { readPrompt } from '../read-prompt.ts';

const recorded = z.strictObject({
  /** Name of the schema that the question came with; empty for none. */
  schema: z.string(),
  /** Last line of the question: tells the passes apart. */
  lastLine: z.string(),
  content: z.string(),
});
const recording = z.strictObject({
  /** Where the answers come from. */
  model: z.string(),
  answers: z.array(recorded),
});

export type RecordedAnswer = z.infer<typeof recorded>;

const fileOf = (folder: string) => join(folder, 'answers.json');

/** The script, or `undefined` where nothing is recorded for the case. */
export async function replay(folder: string): Promise<ModelScript | undefined> {
  const text = await readFile(fileOf(folder), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const left = [...recording.parse(JSON.parse(text)).answers];
  return (request) => {
    const { schema, lastLine } = keyOf(request);
    const same = left.filter((one) => one.schema === schema);
    const next = same.find((one) => one.lastLine === lastLine) ?? same[0];
    if (next === undefined) {
      const message = `No recorded answer is left for a question with the schema "${schema}".`;
      return { kind: 'status', status: 400, body: { error: { message } } };
    }
    left.splice(left.indexOf(next), 1);
    return { kind: 'answer', content: next.content };
  };
}

/** Lets another script answer and keeps what it said. */
export function recordingOf(script: ModelScript, answers: RecordedAnswer[]): ModelScript {
  return async (request) => {
    const step = await script(request);
    if (step.kind === 'answer') {
      const content = step.content ?? JSON.stringify(step.object ?? {});
      answers.push({ ...keyOf(request), content });
    }
    return step;
  };
}

/** Writes `answers.json`. */
export async function saveRecording(folder: string, model: string, answers: readonly RecordedAnswer[]): Promise<void> {
  await writeFile(fileOf(folder), `${JSON.stringify({ model, answers }, null, 2)}\n`);
}

function keyOf(request: Parameters<ModelScript>[0]) {
  return { schema: request.schema?.name ?? '', lastLine: readPrompt(request.user).lastLine };
}
