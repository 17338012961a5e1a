// The rules that OpenAI and Azure OpenAI hold a strict answer schema to, told in their words.

type Json = Readonly<Record<string, unknown>>;

/** Limits of Azure OpenAI, the tighter of the two. */
const mostProperties = 100;
const mostLevels = 5;

/** Keywords that the strict subset does not know. */
const unknownKeywords = new Set([
  ...['minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum', 'multipleOf'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'uniqueItems', 'contains'],
  ...['minContains', 'maxContains', 'unevaluatedItems', 'patternProperties', 'propertyNames'],
  ...['minProperties', 'maxProperties', 'unevaluatedProperties', 'allOf', 'oneOf', 'not'],
  ...['if', 'then', 'else', 'dependentRequired', 'dependentSchemas', 'default'],
]);

interface Walk {
  properties: number;
}

/** The first rule that a schema breaks, as the message of a 400; `undefined` for a schema that is accepted. */
export function strictSchemaProblem(name: string, schema: unknown): string | undefined {
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
    return `Invalid 'response_format.json_schema.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`;
  }
  const problem = isJson(schema) ? rootProblem(schema) : 'schema must be a JSON object.';
  return problem === undefined ? undefined : `Invalid schema for response_format '${name}': ${problem}`;
}

function rootProblem(schema: Json): string | undefined {
  if (schema['type'] !== 'object')
    return `schema must be a JSON Schema of 'type: "object"', got 'type: "${schema['type']}"'.`;
  if (schema['anyOf'] !== undefined) return `In context=(), 'anyOf' is not permitted at the root.`;
  const walk: Walk = { properties: 0 };
  const problem = partProblem(schema, [], 1, walk);
  if (problem !== undefined) return problem;
  return walk.properties > mostProperties
    ? `Expected at most ${mostProperties} object properties, found ${walk.properties}.`
    : undefined;
}

function partProblem(part: unknown, path: readonly string[], level: number, walk: Walk): string | undefined {
  if (!isJson(part)) return at(path, 'schema must be a JSON object.');
  const keyword = Object.keys(part).find((key) => unknownKeywords.has(key));
  if (keyword !== undefined) return at(path, `'${keyword}' is not permitted.`);
  if (['type', 'anyOf', '$ref', 'enum', 'const'].every((key) => part[key] === undefined)) {
    return at(path, `schema must have a 'type' key.`);
  }
  if (level > mostLevels) return at(path, `schema exceeds the limit of ${mostLevels} levels of nesting.`);
  return objectProblem(part, path, walk) ?? firstProblem(children(part, path), level, walk);
}

function objectProblem(part: Json, path: readonly string[], walk: Walk): string | undefined {
  const types = [part['type']].flat();
  if (types.includes('array') && part['items'] === undefined) return at(path, 'array schema missing items.');
  if (!types.includes('object')) return undefined;
  const names = Object.keys(isJson(part['properties']) ? part['properties'] : {});
  walk.properties += names.length;
  if (part['additionalProperties'] !== false) {
    return at(path, `'additionalProperties' is required to be supplied and to be false.`);
  }
  const required = Array.isArray(part['required']) ? part['required'] : [];
  const missing = names.find((name) => !required.includes(name));
  if (missing !== undefined) {
    return at(
      path,
      `'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`,
    );
  }
  const extra = required.find((name) => !names.includes(String(name)));
  return extra === undefined ? undefined : at(path, `Extra required key '${extra}' supplied.`);
}

interface Child {
  readonly part: unknown;
  readonly path: readonly string[];
  /** How many levels deeper than its parent; a definition starts anew. */
  readonly deeper: number;
}

function children(part: Json, path: readonly string[]): readonly Child[] {
  const under = (key: string, deeper: number): Child[] =>
    Object.entries(isJson(part[key]) ? part[key] : {}).map(([name, child]) => ({
      part: child,
      path: [...path, key, name],
      deeper,
    }));
  const choices = Array.isArray(part['anyOf']) ? part['anyOf'] : [];
  return [
    ...under('properties', 1),
    ...under('$defs', 0),
    ...(part['items'] === undefined ? [] : [{ part: part['items'], path: [...path, 'items'], deeper: 1 }]),
    ...choices.map((choice: unknown, index) => ({ part: choice, path: [...path, 'anyOf', String(index)], deeper: 0 })),
  ];
}

function firstProblem(parts: readonly Child[], level: number, walk: Walk): string | undefined {
  for (const { part, path, deeper } of parts) {
    const problem = partProblem(part, path, level + deeper, walk);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function at(path: readonly string[], problem: string): string {
  return `In context=(${path.map((part) => `'${part}'`).join(', ')}), ${problem}`;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
