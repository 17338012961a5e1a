// Digests of what changes a review, so that a run can tell whether it would be configured as the last one was.
import type { Config, GlobRule, ModelChoice } from '../model/config.ts';
import { digestOf } from '../model/fingerprint.ts';
import type { Rule } from '../model/rules.ts';
import type { InputReading, Inputs } from './inputs.ts';

/** How a value of `T` goes into a digest; `undefined` where it changes no review. */
type Parts<T> = { readonly [Key in keyof T]: ((value: T[Key]) => unknown) | undefined };

const asIs = (value: unknown) => value;

/** Secrets and how the server is reached with them change no answer. */
const modelPart = (model: ModelChoice) =>
  model.provider === 'none' ? [model.provider] : [model.provider, model.name, model.baseUrl ?? ''];

/** Every input has to be named here, so that a new one cannot be forgotten. */
const inputParts: Parts<Inputs> = {
  model: modelPart,
  effort: asIs,
  configFile: asIs,
  include: asIs,
  exclude: asIs,
  instructions: asIs,
  minSeverity: asIs,
  maxComments: asIs,
  threadStatus: asIs,
  maxTokens: asIs,
  maxChangedLines: asIs,
  failOn: asIs,
  onModelFailure: asIs,
  dryRun: undefined,
  timeoutMinutes: undefined,
  statusGenre: undefined,
  statusName: undefined,
  failTask: undefined,
};

const patterns = (rules: readonly GlobRule[]) => rules.map(({ pattern }) => pattern);
const ruleParts = (rules: readonly Rule[]) =>
  rules.map(({ id, scope, paths, severity, text, good, bad }) => [id, scope, paths, severity, text, good, bad]);

/** When there is a review is no part of it: a change of the cadence is no reason to look at everything again. */
const configParts: Parts<Config> = {
  model: modelPart,
  effort: asIs,
  include: patterns,
  exclude: patterns,
  instructions: asIs,
  rules: ruleParts,
  guidelines: asIs,
  language: asIs,
  categories: asIs,
  minSeverity: asIs,
  maxComments: asIs,
  threadStatus: asIs,
  maxTokens: asIs,
  maxChangedLines: asIs,
  failOn: asIs,
  onModelFailure: asIs,
  enabled: undefined,
  reviewOnPush: undefined,
  reviewDrafts: undefined,
  targetBranches: undefined,
  ignoreTitles: undefined,
  autoPause: undefined,
  patExpiresOn: undefined,
  configFile: undefined,
  dryRun: undefined,
  timeoutMinutes: undefined,
  statusGenre: undefined,
  statusName: undefined,
  failTask: undefined,
  origins: undefined,
};

/** Over the inputs that change a review, known before anything is read; 16 hex digits. */
export function inputsDigest({ inputs }: Pick<InputReading, 'inputs'>): string {
  return digest(inputs, inputParts);
}

/** Over the whole configuration that changes a review; 16 hex digits. */
export function configDigest(config: Config): string {
  return digest(config, configParts);
}

function digest<T extends object>(value: T, parts: Parts<T>): string {
  const counted: [name: string, part: unknown][] = [];
  for (const name in parts) {
    const part = parts[name];
    if (part !== undefined) counted.push([name, part(value[name])]);
  }
  return digestOf(JSON.stringify(counted));
}
