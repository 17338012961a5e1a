// Recorded answers: `answers.json` beside a case, said again in the order in which they were given.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { ModelScript } from '../../../tests/emulator/model-server.ts';
import { readPrompt } from '../read-prompt.ts';
import { kindOf } from '../scripted.ts';

const recorded = z.strictObject({
  /** What the question asked for. */
  kind: z.enum(['findings', 'verdict', 'other']),
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
    const { kind, lastLine } = keyOf(request);
    const same = left.filter((one) => one.kind === kind);
    const next = same.find((one) => one.lastLine === lastLine) ?? same[0];
    if (next === undefined) {
      const message = `No recorded answer is left for a question of the kind "${kind}".`;
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
  return { kind: kindOf(request), lastLine: readPrompt(request.user).lastLine };
}
