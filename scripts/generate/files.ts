// The list of generated files and what makes each of them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { fileSchema } from '../../ReviewTask/config/file-schema.ts';
import { projectFolder } from '../project.ts';
import { accessPage } from './access-page.ts';
import { builtInChecks } from './built-in-checks.ts';
import { fileKeysTable, inputsTable, outputsTable } from './tables.ts';
import { readTaskManifest, type TaskManifest } from './task-manifest.ts';
import { troubleshootingPage } from './troubleshooting-page.ts';

/** A generated file: path from the project's folder, and what it must hold. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

/** All generated files, freshly made. */
export function generatedFiles(): readonly GeneratedFile[] {
  const task = readTaskManifest();
  return [
    { path: 'ReviewTask/config/input-names.ts', content: inputNames(task) },
    { path: 'ReviewTask/threadline.schema.json', content: configSchema() },
    { path: 'README.md', content: readme(task) },
    { path: 'docs/access.md', content: accessPage() },
    { path: 'docs/built-in-checks.md', content: builtInChecks() },
    { path: 'docs/troubleshooting.md', content: troubleshootingPage() },
  ];
}

function inputNames(task: TaskManifest): string {
  const names = task.inputs.map((input) => `  '${input.name}',\n`).join('');
  const defaults = task.inputs.map((input) => `  ${input.name}: '${input.defaultValue}',\n`).join('');
  const options = task.inputs
    .flatMap((input) => (input.options === undefined ? [] : [{ name: input.name, keys: Object.keys(input.options) }]))
    .map(({ name, keys }) => `  ${name}: [${keys.map((key) => `'${key}'`).join(', ')}],\n`)
    .join('');
  return `// Generated from task.json by \`npm run fix\`: the names, defaults and choices of the task's inputs.

const inputNames = [
${names}] as const;

/** The name of an input in task.json. */
export type InputName = (typeof inputNames)[number];

/** What the agent hands over for an input that the YAML leaves out. */
export const inputDefaults: Readonly<Record<InputName, string>> = {
${defaults}};

/** The choices of the pick lists. */
export const inputOptions: Readonly<Partial<Record<InputName, readonly string[]>>> = {
${options}};
`;
}

function configSchema(): string {
  const schema = z.toJSONSchema(fileSchema);
  const titled = { title: 'Threadline configuration (.threadline.yml)', ...schema };
  return `${JSON.stringify(titled, undefined, 2)}\n`;
}

function readme(task: TaskManifest): string {
  const text = readFileSync(join(projectFolder, 'README.md'), 'utf8').replaceAll('\r\n', '\n');
  const filled = between(text, 'inputs', inputsTable(task));
  return between(between(filled, 'outputs', outputsTable(task)), 'config keys', fileKeysTable());
}

/** Puts a text between its two marks in the README. */
function between(text: string, name: string, content: string): string {
  const start = `<!-- generated: ${name} -->`;
  const end = `<!-- end: ${name} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no marks for "${name}".`);
  return `${text.slice(0, from)}${start}\n\n${content}\n\n${text.slice(to)}`;
}
