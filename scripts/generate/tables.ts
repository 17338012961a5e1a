// The README's tables, made from task.json and from the schema of the configuration file.
import * as z from 'zod';
import { fileSchema } from '../../ReviewTask/config/file-schema.ts';
import type { TaskManifest } from './task-manifest.ts';

/** All inputs by group. */
export function inputsTable(task: TaskManifest): string {
  const rows = task.groups.flatMap((group) =>
    task.inputs
      .filter((input) => input.groupName === group.name)
      .map((input, index) =>
        row([index === 0 ? `**${group.displayName}**` : '', `\`${input.name}\``, kind(input), input.helpMarkDown]),
      ),
  );
  return [row(['', 'input', 'type, default', 'meaning']), row(['---', '---', '---', '---']), ...rows].join('\n');
}

function kind(input: TaskManifest['inputs'][number]): string {
  const type =
    input.options === undefined
      ? input.type
      : Object.keys(input.options)
          .map((key) => `\`${key}\``)
          .join(' ');
  return input.defaultValue === '' ? type : `${type}; \`${input.defaultValue}\``;
}

/** All output variables. */
export function outputsTable(task: TaskManifest): string {
  const rows = task.outputVariables.map((output) => row([`\`${output.name}\``, output.description]));
  return [row(['output variable', 'meaning']), row(['---', '---']), ...rows].join('\n');
}

/** All keys of the configuration file. */
export function fileKeysTable(): string {
  const rows = Object.entries(fileSchema.shape).map(([name, schema]) =>
    row([`\`${name}\``, shape(schema), schema.description ?? '']),
  );
  return [row(['key', 'value', 'meaning']), row(['---', '---', '---']), ...rows].join('\n');
}

const jsonShape = z.looseObject({
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  enum: z.array(z.string()).optional(),
  items: z.looseObject({ enum: z.array(z.string()).optional(), type: z.string().optional() }).optional(),
});

function shape(schema: z.ZodType): string {
  const json = jsonShape.parse(z.toJSONSchema(schema));
  if (json.enum !== undefined) return json.enum.map((one) => `\`${one}\``).join(' ');
  if (json.items?.enum !== undefined) return `list of ${json.items.enum.map((one) => `\`${one}\``).join(' ')}`;
  if (json.items?.type === 'object') return 'list of maps';
  if (json.type === 'object')
    return `map of ${Object.keys(json.properties ?? {})
      .map((key) => `\`${key}\``)
      .join(' ')}`;
  return json.type === undefined || json.type === 'array' ? 'list of texts' : json.type;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
