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

/** Reads and checks task.json; throws with every problem named. */
export function readTaskManifest(): TaskManifest {
  const text = readFileSync(join(projectFolder, 'ReviewTask', 'task.json'), 'utf8');
  const task = manifest.parse(JSON.parse(text));
  const groups = new Set(task.groups.map((group) => group.name));
  const names = new Set(task.inputs.map((one) => one.name));
  for (const one of task.inputs) {
    if (!groups.has(one.groupName)) throw new Error(`task.json: the input "${one.name}" names no group.`);
    const ruled = one.visibleRule?.split(' ')[0];
    if (ruled !== undefined && !names.has(ruled))
      throw new Error(`task.json: the rule of "${one.name}" names no input.`);
    if (one.options !== undefined && !Object.keys(one.options).includes(one.defaultValue)) {
      throw new Error(`task.json: the default of "${one.name}" is none of its options.`);
    }
  }
  return task;
}
