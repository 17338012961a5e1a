// The pipeline's YAML: written for a new setup, and recognised where there is one already.
import { parse, stringify } from 'yaml';
import type { ModelWish, SetupWishes } from './facts.ts';

/** What a file turned out to be. */
export type PipelineFile =
  | { readonly kind: 'absent' }
  /** It runs the review; the status is the one that its task posts. */
  | { readonly kind: 'reviews'; readonly status: StatusName }
  /** Something else, which nobody asked us to touch. */
  | { readonly kind: 'other' };

/** Both halves of a status's name. */
export interface StatusName {
  readonly genre: string;
  readonly name: string;
}

/** The status that a task posts whose inputs say nothing else. */
export const usualStatus: StatusName = { genre: 'threadline', name: 'ai-pr-review' };

/** The YAML of a new pipeline. Ends in a line feed. */
export function pipelineYaml({ model, pool }: Pick<SetupWishes, 'model' | 'pool'>): string {
  const inputs = Object.entries(inputsOf(model)).filter(([, value]) => value !== '');
  return [
    '# Threadline reviews pull requests. A build validation policy of the target branch starts this pipeline;',
    '# "pr:" triggers do nothing in Azure Repos.',
    'trigger: none',
    '',
    'pool:',
    pool === '' ? '  vmImage: ubuntu-latest' : `  name: ${scalar(pool)}`,
    '',
    'steps:',
    // The job's token reaches a repository that is checked out, also where access is limited to those.
    '  - checkout: self',
    '  - task: ThreadlineReview@1',
    '    inputs:',
    ...inputs.map(([name, value]) => `      ${name}: ${scalar(value)}`),
    '',
  ].join('\n');
}

function inputsOf({ provider, name, url, keyVariable }: ModelWish): Readonly<Record<string, string>> {
  if (provider === 'none') return { modelProvider: provider };
  const key = keyVariable === '' ? '' : `$(${keyVariable})`;
  return { modelProvider: provider, modelUrl: url, model: name, modelApiKey: key };
}

function scalar(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}

/** What a file is; `undefined` for one that does not exist. */
export function judgePipelineFile(text: string | undefined): PipelineFile {
  if (text === undefined) return { kind: 'absent' };
  const task = findTask(readYaml(text), 0);
  if (task === undefined) return { kind: 'other' };
  const { statusGenre, statusName } = task;
  return {
    kind: 'reviews',
    status: { genre: statusGenre ?? usualStatus.genre, name: statusName ?? usualStatus.name },
  };
}

function readYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent', maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

/** Inputs of the first step that runs our task, in jobs, stages and templates of steps alike. */
function findTask(node: unknown, depth: number): Readonly<Record<string, string>> | undefined {
  if (typeof node !== 'object' || node === null || depth > 20) return undefined;
  if ('task' in node && typeof node.task === 'string' && /(^|\.)ThreadlineReview@\d+$/i.test(node.task)) {
    const inputs = 'inputs' in node ? fixedTexts(node.inputs) : {};
    // A sweep or a doctor posts no status of a pull request that a build validation starts.
    if ((inputs['mode'] ?? 'review') === 'review') return inputs;
  }
  for (const child of Object.values(node)) {
    const found = findTask(child, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Inputs that are plain text; what a variable or a template holds is not known here. */
function fixedTexts(inputs: unknown): Readonly<Record<string, string>> {
  if (typeof inputs !== 'object' || inputs === null) return {};
  const texts = Object.entries(inputs).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '' && !/\$[({[]/.test(entry[1]),
  );
  return Object.fromEntries(texts);
}
