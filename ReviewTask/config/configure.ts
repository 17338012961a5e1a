// Inputs and configuration file become the one frozen Config, and the list of where each value came from.

import type { Config, GlobRule, Origin } from '../model/config.ts';
import { categories, type Severity, severities } from '../model/finding.ts';
import type { Rule } from '../model/rules.ts';
import { cadenceOf } from './cadence.ts';
import type { FileSettings, RuleSettings } from './file-schema.ts';
import { inputDefaults } from './input-names.ts';
import type { Inputs } from './inputs.ts';

/** Precedence: input, file, default. Lists of globs and instructions add up instead: file first, input last. */
export function configure(inputs: Inputs, file: FileSettings): Config {
  const minSeverity = pick(asSeverity(inputs.minSeverity), file.minSeverity, asSeverity(inputDefaults.minSeverity));
  const maxComments = pick(inputs.maxComments, file.maxComments, Number(inputDefaults.maxComments));
  const kept = pick(undefined, file.categories, [...categories]);
  const cadence = cadenceOf(file);
  return Object.freeze({
    model: inputs.model,
    dryRun: inputs.dryRun,
    configFile: inputs.configFile,
    timeoutMinutes: inputs.timeoutMinutes,
    statusGenre: inputs.statusGenre,
    statusName: inputs.statusName,
    failTask: inputs.failTask,
    enabled: file.enabled ?? true,
    ...cadence.values,
    patExpiresOn: file.patExpiresOn,
    effort: asEffort(inputs.effort),
    include: [...globs(file.include, 'file'), ...globs(inputs.include, 'input')],
    exclude: [...globs(file.exclude, 'file'), ...globs(inputs.exclude, 'input')],
    instructions: [file.instructions, inputs.instructions].filter((text) => text?.trim()).join('\n\n'),
    rules: (file.rules ?? []).map((rule) => ruleOf(rule, inputs.configFile)),
    guidelines: file.guidelines ?? [],
    language: file.language ?? '',
    categories: kept.value,
    minSeverity: minSeverity.value,
    maxComments: maxComments.value,
    threadStatus: asThreadStatus(inputs.threadStatus),
    maxTokens: inputs.maxTokens,
    maxChangedLines: inputs.maxChangedLines,
    failOn: asFailOn(inputs.failOn),
    onModelFailure: inputs.onModelFailure === 'neutral' ? 'neutral' : 'error',
    origins: [
      { name: 'effort', value: inputs.effort, from: inputs.effort === inputDefaults.effort ? 'default' : 'input' },
      { name: 'minSeverity', value: minSeverity.value, from: minSeverity.from },
      { name: 'maxComments', value: String(maxComments.value), from: maxComments.from },
      { name: 'categories', value: kept.value.join(', '), from: kept.from },
      ...cadence.origins,
    ],
  } satisfies Config);
}

function pick<T>(input: T | undefined, file: T | undefined, fallback: T): { value: T; from: Origin } {
  if (input !== undefined) return { value: input, from: 'input' };
  return file !== undefined ? { value: file, from: 'file' } : { value: fallback, from: 'default' };
}

function ruleOf(rule: RuleSettings, from: string): Rule {
  const { id, scope = 'file', paths = [], severity = 'warning', text, good = '', bad = '' } = rule;
  return { id, scope, paths, severity, text, good, bad, from };
}

function pickableSeverity(text: string | undefined): Severity | undefined {
  return severities.find((severity) => severity === text);
}

function asSeverity(text: string): Severity;
function asSeverity(text: string | undefined): Severity | undefined;
function asSeverity(text: string | undefined): Severity | undefined {
  return text === undefined ? undefined : (pickableSeverity(text) ?? 'warning');
}

function asEffort(text: string): Config['effort'] {
  return text === 'quick' || text === 'deep' ? text : 'standard';
}

function asThreadStatus(text: string): Config['threadStatus'] {
  return text === 'closed' || text === 'pending' ? text : 'active';
}

function asFailOn(text: string): Config['failOn'] {
  return text === 'none' || text === 'warning' ? text : 'blocker';
}

function globs(patterns: readonly string[] | string | undefined, from: Origin): readonly GlobRule[] {
  const list = typeof patterns === 'string' ? [patterns] : (patterns ?? []);
  return list.map((pattern) => ({ pattern, from }));
}
