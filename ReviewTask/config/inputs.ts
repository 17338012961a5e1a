// The task's inputs, from strings to typed values, with every problem listed at once.
import type { ModelChoice } from '../model/config.ts';
import { inputReader } from './input-reader.ts';
import type { InputTexts } from './input-texts.ts';
import { readModelChoice } from './model-choice.ts';
import type { Problem } from './problem.ts';
import { readGlobs, readPath } from './repository-paths.ts';

/** The inputs, checked one by one. Values still at their default count as not given. */
export interface Inputs {
  readonly model: ModelChoice;
  readonly effort: string;
  readonly dryRun: boolean;
  readonly configFile: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly instructions: string;
  readonly minSeverity: string | undefined;
  readonly maxComments: number | undefined;
  readonly threadStatus: string;
  readonly maxTokens: number;
  readonly maxChangedLines: number;
  readonly timeoutMinutes: number;
  readonly statusGenre: string;
  readonly statusName: string;
  readonly failOn: string;
  readonly failTask: boolean;
  readonly onModelFailure: string;
}

/** What could be read, and what could not: an input with a problem holds its default. */
export interface InputReading {
  readonly inputs: Inputs;
  readonly problems: readonly Problem[];
}

/** Reads all inputs but those that say where the pull request is. */
export function readInputs(texts: InputTexts): InputReading {
  const problems: Problem[] = [];
  const from = inputReader(texts, problems);
  const inputs: Inputs = {
    model: readModelChoice(texts, problems),
    effort: from.choice('effort'),
    // Whoever wrote something there did not want anything posted by accident.
    dryRun: from.flag('dryRun', true),
    configFile: readPath('configFile', from.text('configFile'), problems),
    include: readGlobs('include', from.lines('include'), problems),
    exclude: readGlobs('exclude', from.lines('exclude'), problems),
    instructions: from.text('instructions'),
    minSeverity: from.given('minSeverity', from.choice('minSeverity')),
    maxComments: from.given('maxComments', from.whole('maxComments', 0, 100)),
    threadStatus: from.choice('threadStatus'),
    maxTokens: from.whole('maxTokens', 0, 1_000_000_000),
    maxChangedLines: from.whole('maxChangedLines', 1, 1_000_000),
    timeoutMinutes: from.whole('timeoutMinutes', 1, 360),
    statusGenre: from.text('statusGenre'),
    statusName: from.text('statusName'),
    failOn: from.choice('failOn'),
    failTask: from.flag('failTask'),
    onModelFailure: from.choice('onModelFailure'),
  };
  return { inputs, problems };
}
