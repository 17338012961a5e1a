// task.json as the scripts read it: checked, because tfx accepts nearly anything.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { projectFolder } from '../project.ts';

const input = z.strictObject({
  name: z.string().regex(/^[a-z][A-Za-z]*$/),
  type: z.enum(['string', 'multiLine', 'boolean', 'pickList', 'int', 'connectedService:AzureRM']),
  label: z.string().min(1),
  defaultValue: z.string(),
  required: z.boolean(),
  groupName: z.string(),
  visibleRule: z
    .string()
    .regex(/^\w+ !?= \w+( (&&|\|\|) \w+ !?= \w+)*$/)
    .optional(),
  options: z.record(z.string(), z.string()).optional(),
  helpMarkDown: z.string().min(20),
});

const handler = z.strictObject({ target: z.literal('main.cjs') });

const manifest = z.strictObject({
  $schema: z.string(),
  id: z.guid(),
  name: z.string().regex(/^[A-Za-z0-9-]+$/),
  friendlyName: z.string().min(1).max(40),
  description: z.string().min(1),
  helpMarkDown: z.string(),
  author: z.string(),
  category: z.enum(['Build', 'Utility', 'Test', 'Package', 'Deploy', 'Azure Repos']),
  visibility: z.array(z.enum(['Build', 'Release'])),
  runsOn: z.array(z.literal('Agent')),
  demands: z.array(z.string()),
  minimumAgentVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
  version: z.strictObject({ Major: z.int(), Minor: z.int(), Patch: z.int() }),
  instanceNameFormat: z.string().min(1),
  showEnvironmentVariables: z.boolean(),
  groups: z.array(z.strictObject({ name: z.string(), displayName: z.string(), isExpanded: z.boolean() })),
  inputs: z.array(input),
  outputVariables: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  execution: z.strictObject({ Node24: handler, Node20_1: handler }),
});

/** The task's manifest. */
export type TaskManifest = z.infer<typeof manifest>;

/** Reads and checks task.json; throws with every problem named, and what to do about it. */
export function readTaskManifest(): TaskManifest {
  const task: unknown = JSON.parse(readFileSync(join(projectFolder, 'ReviewTask', 'task.json'), 'utf8'));
  const problems = manifestProblems(task);
  if (problems.length > 0) throw new Error(`ReviewTask/task.json cannot be shipped:\n${problems.join('\n')}`);
  return manifest.parse(task);
}

/** What an agent or the page of the task would stumble on, a line each; none for a manifest that can be shipped. */
export function manifestProblems(task: unknown): readonly string[] {
  const parsed = manifest.safeParse(task);
  if (!parsed.success) return parsed.error.issues.map(told);
  const { inputs, groups, outputVariables, execution } = parsed.data;
  return [
    ...repeated(inputs.map(({ name }) => name)).map(
      (name) => `inputs: two have the name "${name}"; the agent takes one.`,
    ),
    ...repeated(groups.map(({ name }) => name)).map((name) => `groups: two have the name "${name}".`),
    ...repeated(outputVariables.map(({ name }) => name)).map((name) => `outputVariables: two have the name "${name}".`),
    ...inputs.flatMap((one) => inputProblems(one, parsed.data)),
    ...(execution.Node24.target === execution.Node20_1.target ? [] : ['execution: both handlers must start one file.']),
  ];
}

function inputProblems(one: TaskManifest['inputs'][number], { inputs, groups }: TaskManifest): readonly string[] {
  const problems: string[] = [];
  const place = `inputs, "${one.name}"`;
  if (!groups.some(({ name }) => name === one.groupName)) {
    problems.push(`${place}: its group "${one.groupName}" is not among "groups"; the page would not show it.`);
  }
  for (const [, name = ''] of (one.visibleRule ?? '').matchAll(/(\w+) !?= \w+/g)) {
    if (!inputs.some((other) => other.name === name)) {
      problems.push(`${place}: its visibleRule names "${name}", which is no input; the page would never show it.`);
    }
  }
  if ((one.type === 'pickList') !== (one.options !== undefined)) {
    problems.push(`${place}: "options" belong to a pickList, and a pickList needs them.`);
  }
  if (one.options !== undefined && !Object.keys(one.options).includes(one.defaultValue)) {
    problems.push(`${place}: its default "${one.defaultValue}" is none of its options.`);
  }
  if (one.type === 'boolean' && !/^(true|false)$/.test(one.defaultValue)) {
    problems.push(`${place}: the default of a boolean is "true" or "false", as text.`);
  }
  if (one.type === 'int' && !/^\d+$/.test(one.defaultValue)) {
    problems.push(`${place}: the default of an int is digits, as text.`);
  }
  return problems;
}

function told(issue: z.core.$ZodIssue): string {
  const place = issue.path.length === 0 ? 'task.json' : issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return `${place}: the service's schema knows no ${issue.keys.map((key) => `"${key}"`).join(', ')}; take it out, or correct its name.`;
  }
  return `${place}: ${issue.message}.`;
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
