// Turns the specification's definitions into validators: closed against unknown fields, with the waivers built in.

import type { ErrorObject, FuncKeywordDefinition } from 'ajv-draft-04';
import ajvDraft04 from 'ajv-draft-04';
import { requiredInDefinition } from './required-fields.ts';
import { asArray, asObject, isObject, type JsonObject, type Specification } from './specification.ts';
import type { Direction, Waiver } from './waivers.ts';

const Ajv = ajvDraft04.default;
type Validator = InstanceType<typeof Ajv>;
type DataValidateFunction = ReturnType<NonNullable<FuncKeywordDefinition['compile']>>;

/** What a body does wrong, and where in it. */
export interface Complaint {
  /** JSON pointer into the body; empty for the body itself. */
  readonly pointer: string;
  readonly text: string;
}

/** Checks one body against one schema: of the area's specification, or, without an area, a complete one of ours. */
export type CheckBody = (area: string | undefined, schema: JsonObject, body: unknown) => readonly Complaint[];

const waivedKeyword = 'waived';

interface Alternative {
  readonly waiver: string;
  readonly schema: JsonObject;
}

function withinBits(bits: number): (value: number) => boolean {
  return (value) => Number.isInteger(value) && Math.abs(value) <= 2 ** (bits - 1);
}

/** Zero to seven fractional digits and always UTC: every recorded date but those that a waiver names. */
const date = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function addFormats(ajv: Validator): void {
  for (const bits of [16, 32, 53]) {
    ajv.addFormat(bits === 53 ? 'int64' : `int${bits}`, { type: 'number', validate: withinBits(bits) });
  }
  ajv.addFormat('date-time', date);
  ajv.addFormat('uuid', uuid);
  for (const unchecked of ['double', 'byte', 'T', 'JObject', 'JToken', 'JTokenType', 'Char', 'TimeSpan', 'Stream']) {
    ajv.addFormat(unchecked, true);
  }
}

/** Applies `original`; where that fails, the first alternative that accepts the value is noted as used. */
function waivedDefinition(ajv: Validator, used: (waiver: string) => void): FuncKeywordDefinition {
  const compile = (content: { original: JsonObject; alternatives: readonly Alternative[] }): DataValidateFunction => {
    let original: ReturnType<Validator['compile']> | undefined;
    let alternatives: { waiver: string; accepts: ReturnType<Validator['compile']> }[] | undefined;
    const validate: DataValidateFunction = (value, place) => {
      // Compiled at first use: definitions refer to each other, and to themselves, in circles.
      original ??= ajv.compile(content.original);
      if (original(value)) return true;
      const errors = original.errors ?? [];
      alternatives ??= content.alternatives.map(({ waiver, schema }) => ({ waiver, accepts: ajv.compile(schema) }));
      const accepting = alternatives.find(({ accepts }) => accepts(value));
      if (accepting !== undefined) {
        used(accepting.waiver);
        return true;
      }
      const prefix = place?.instancePath ?? '';
      validate.errors = errors.map((error) => ({ ...error, instancePath: prefix + error.instancePath }));
      return false;
    };
    return validate;
  };
  return { keyword: waivedKeyword, compile, errors: 'full' };
}

function waived(schema: JsonObject, alternatives: readonly Alternative[]): JsonObject {
  return alternatives.length === 0 ? schema : { [waivedKeyword]: { original: schema, alternatives } };
}

/** What it takes to rewrite the definitions of one area for one direction. */
interface Rewriting {
  readonly area: string;
  readonly definitions: JsonObject;
  readonly waivers: readonly Waiver[];
  readonly direction: Direction;
  readonly requireFields: boolean;
}

function valueWaivers(rewriting: Rewriting, place: string): Alternative[] {
  return rewriting.waivers.flatMap((waiver) =>
    waiver.kind === 'value' &&
    waiver.place === place &&
    (waiver.direction === 'both' || waiver.direction === rewriting.direction)
      ? [{ waiver: waiver.name, schema: waiver.accepts }]
      : [],
  );
}

function extraProperties(rewriting: Rewriting, definition: string): JsonObject {
  const extra = rewriting.waivers.flatMap((waiver) =>
    waiver.kind === 'property' && waiver.definition === definition
      ? [[waiver.property, waived({ not: {} }, [{ waiver: waiver.name, schema: waiver.accepts }])] as const]
      : [],
  );
  return Object.fromEntries(extra);
}

/** A schema of the specification with its references made absolute and its decoration removed. */
function plainSchema(area: string, source: JsonObject): JsonObject {
  const reference = source['$ref'];
  if (typeof reference === 'string') return { $ref: `${area}${reference}` };
  const { type, format, items, additionalProperties } = source;
  return {
    ...(typeof type === 'string' ? { type } : {}),
    ...(typeof format === 'string' ? { format } : {}),
    ...(Array.isArray(source['enum']) ? { enum: source['enum'] } : {}),
    ...(isObject(items) ? { items: plainSchema(area, items) } : {}),
    ...(isObject(additionalProperties) ? { additionalProperties: plainSchema(area, additionalProperties) } : {}),
  };
}

/** Own properties and those of the base classes, each with the waivers of the class that declares it. */
function propertiesOf(rewriting: Rewriting, name: string): JsonObject {
  const source = asObject(rewriting.definitions[name]);
  const inherited = asArray(source['allOf'])
    .map(
      (base) =>
        String(asObject(base)['$ref'] ?? '')
          .split('/')
          .at(-1) ?? '',
    )
    .filter((base) => base !== '')
    .map((base) => propertiesOf(rewriting, base));
  const own = Object.entries(asObject(source['properties'])).map(([property, schema]) => [
    property,
    waived(plainSchema(rewriting.area, asObject(schema)), valueWaivers(rewriting, `${name}.${property}`)),
  ]);
  return Object.assign({}, ...inherited, Object.fromEntries(own), extraProperties(rewriting, name));
}

/** Inheritance is flattened: a closed schema within `allOf` would refuse the other half's properties. */
function closedDefinition(rewriting: Rewriting, name: string, source: JsonObject): JsonObject {
  const container = asArray(source['allOf'])
    .map(asObject)
    .find((base) => base['$ref'] === undefined);
  if (container !== undefined) return plainSchema(rewriting.area, container);
  const applies = rewriting.requireFields && rewriting.direction === 'response';
  const required = applies ? (requiredInDefinition[name] ?? []) : [];
  return {
    type: 'object',
    properties: propertiesOf(rewriting, name),
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
  };
}

function closedDefinitions(rewriting: Rewriting): JsonObject {
  return Object.fromEntries(
    Object.entries(rewriting.definitions).map(([name, source]) => [
      name,
      waived(closedDefinition(rewriting, name, asObject(source)), valueWaivers(rewriting, name)),
    ]),
  );
}

function complaint(error: ErrorObject): Complaint {
  const named = [error.params['additionalProperty'], error.params['missingProperty']].find(
    (name) => name !== undefined,
  );
  const allowed = asArray(error.params['allowedValues']);
  const detail = allowed.length > 0 ? `: ${allowed.join(', ')}` : '';
  const text =
    named === undefined ? `${error.message ?? error.keyword}${detail}` : `${error.message ?? ''}: ${String(named)}`;
  return { pointer: error.instancePath, text };
}

/**
 * Validators for one direction. `used` hears the name of a waiver each time it lets something through.
 * With `requireFields` false an answer may lack what recordings always have: old examples do.
 */
export function bodyChecker(
  specification: Specification,
  waivers: readonly Waiver[],
  direction: Direction,
  used: (waiver: string) => void,
  requireFields = true,
): CheckBody {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats(ajv);
  ajv.addKeyword(waivedDefinition(ajv, used));
  for (const [area, definitions] of specification.definitions) {
    const rewriting = { area, definitions, waivers, direction, requireFields };
    ajv.addSchema({ id: area, definitions: closedDefinitions(rewriting) });
  }
  const compiled = new Map<JsonObject, ReturnType<Validator['compile']>>();
  return (area, schema, body) => {
    const validate = compiled.get(schema) ?? ajv.compile(area === undefined ? schema : plainSchema(area, schema));
    compiled.set(schema, validate);
    return validate(body) ? [] : (validate.errors ?? []).map(complaint);
  };
}
