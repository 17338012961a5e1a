// Reads Microsoft's HTTP examples, which lie beside the specification.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { asObject, readJson } from './specification.ts';

/** One request with the answers that Microsoft recorded for it, mostly between 2014 and 2019. */
export interface Example {
  /** Path below the folder of examples, with forward slashes. */
  readonly name: string;
  readonly method: string;
  /** As recorded; empty where the file has none. */
  readonly url: string;
  /** `undefined` where the request had none. */
  readonly requestBody: unknown;
  readonly answers: readonly { readonly status: number; readonly body: unknown }[];
}

function readExample(folder: string, name: string): Example {
  const file = asObject(readJson(join(folder, name)));
  const methodInName = /([A-Z]+)_[^/]*$/.exec(name)?.[1] ?? '';
  return {
    name,
    method: String(file['x-ms-vss-request-method'] ?? methodInName).toUpperCase(),
    url: String(file['x-ms-vss-request-url'] ?? '').replace('{organization}', 'fabrikam'),
    requestBody: asObject(file['parameters'])['body'],
    answers: Object.entries(asObject(file['responses'])).map(([status, answer]) => ({
      status: Number(status),
      body: asObject(answer)['body'],
    })),
  };
}

/** Every example of an area, sorted by name; none where the area has no folder. */
export function readExamples(openApiFolder: string, area: string): readonly Example[] {
  const folder = join(openApiFolder, 'examples');
  if (!existsSync(join(folder, area))) return [];
  return readdirSync(join(folder, area), { recursive: true, encoding: 'utf8' })
    .map((path) => `${area}/${path.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readExample(folder, name));
}
