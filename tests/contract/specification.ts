// Reads Microsoft's published OpenAPI files into a list of operations and the definitions they point to.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A JSON object of unknown members. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The files of the specification that the emulator's routes come from. */
const specificationAreas = ['git', 'policy', 'core', 'build', 'security', 'workItemTracking'] as const;

/** One method on one path, as the specification has it. */
export interface Operation {
  /** Area and operation id, for example `git/Pull Requests_Create`: unique, and the name that waivers use. */
  readonly name: string;
  readonly area: string;
  /** Lower case. */
  readonly method: string;
  /** Without the part that `x-ms-paths` adds after the question mark. */
  readonly template: string;
  readonly requiredQuery: readonly string[];
  /** Required ones included. */
  readonly query: readonly string[];
  /** `undefined` where the operation takes no body. */
  readonly body: JsonObject | undefined;
  /** Media types of the answer. */
  readonly produces: readonly string[];
  /** Documented status codes; the schema is `undefined` where the answer has no body. */
  readonly answers: ReadonlyMap<number, JsonObject | undefined>;
}

export interface Specification {
  readonly operations: readonly Operation[];
  /** Definitions of every area, by area. */
  readonly definitions: ReadonlyMap<string, JsonObject>;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one where it is something else. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The value as an array; an empty one where it is something else. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Reads a JSON file that may begin with a byte order mark, as all of Microsoft's do. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
}

function operationOf(area: string, method: string, path: string, source: JsonObject): Operation {
  const parameters = asArray(source['parameters']).map(asObject);
  const query = parameters.filter((parameter) => parameter['in'] === 'query');
  const body = parameters.find((parameter) => parameter['in'] === 'body');
  const answers = Object.entries(asObject(source['responses'])).map(
    ([status, answer]): [number, JsonObject | undefined] => {
      const schema = asObject(answer)['schema'];
      return [Number(status), isObject(schema) ? schema : undefined];
    },
  );
  return {
    name: `${area}/${String(source['operationId'])}`,
    area,
    method,
    template: path.replace(/\?.*$/, '').replace(/\/$/, ''),
    requiredQuery: query
      .filter((parameter) => parameter['required'] === true)
      .map((parameter) => String(parameter['name'])),
    query: query.map((parameter) => String(parameter['name'])),
    body: body === undefined ? undefined : asObject(body['schema']),
    produces: asArray(source['produces']).map(String),
    answers: new Map(answers),
  };
}

function operationsOf(area: string, file: JsonObject): Operation[] {
  const paths = [...Object.entries(asObject(file['paths'])), ...Object.entries(asObject(file['x-ms-paths']))];
  return paths.flatMap(([path, methods]) =>
    Object.entries(asObject(methods)).map(([method, source]) => operationOf(area, method, path, asObject(source))),
  );
}

/** Reads the specification. `folder` holds `git.json` and its neighbours. Throws where one is missing or is not JSON. */
export function readSpecification(folder: string): Specification {
  const files = specificationAreas.map((area) => ({ area, file: asObject(readJson(join(folder, `${area}.json`))) }));
  return {
    operations: files.flatMap(({ area, file }) => operationsOf(area, file)),
    definitions: new Map(files.map(({ area, file }) => [area, asObject(file['definitions'])])),
  };
}
