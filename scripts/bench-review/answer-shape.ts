// Writes an answer by walking the schema that the request came with, so that a new field never breaks a scripted model.
type Schema = Readonly<Record<string, unknown>>;

/** A value that fits `schema`, made of what is `given` where that fits and of empty values where it does not. */
export function shapedBy(schema: Schema, given: unknown, root: Schema = schema): unknown {
  const own = resolved(schema, root);
  const choices = own['anyOf'] ?? own['oneOf'];
  if (Array.isArray(choices)) return oneOf(choices.filter(isRecord), given, root);
  if (Array.isArray(own['enum'])) return own['enum'].includes(given) ? given : own['enum'][0];
  if ('const' in own) return own['const'];
  const types = [own['type']].flat();
  if (given === undefined || given === null) return emptyOf(own, types, root);
  const type = types.find((one) => fits(one, given));
  if (type === undefined) return emptyOf(own, types, root);
  return filled(own, type, given, root);
}

function filled(own: Schema, type: unknown, given: unknown, root: Schema): unknown {
  if (type === 'array' && Array.isArray(given)) {
    const items = isRecord(own['items']) ? own['items'] : {};
    return given.map((item: unknown) => shapedBy(items, item, root));
  }
  if (type === 'object' && isRecord(given)) return objectOf(own, given, root);
  return given;
}

function oneOf(choices: readonly Schema[], given: unknown, root: Schema): unknown {
  const fitting = choices.find((choice) => {
    const own = resolved(choice, root);
    if (Array.isArray(own['enum'])) return own['enum'].includes(given);
    return [own['type']].flat().some((type) => fits(type, given ?? null));
  });
  return shapedBy(fitting ?? choices[0] ?? {}, given, root);
}

function objectOf(own: Schema, given: Schema, root: Schema): unknown {
  const properties = isRecord(own['properties']) ? own['properties'] : {};
  return Object.fromEntries(
    Object.entries(properties).map(([name, part]) => [name, shapedBy(isRecord(part) ? part : {}, given[name], root)]),
  );
}

function emptyOf(own: Schema, types: readonly unknown[], root: Schema): unknown {
  if (types.includes('null')) return null;
  if (types.includes('string')) return '';
  if (types.includes('array')) return [];
  if (types.includes('boolean')) return false;
  if (types.includes('integer') || types.includes('number')) return 0;
  return objectOf(own, {}, root);
}

function fits(type: unknown, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'object':
      return isRecord(value);
    default:
      return typeof value === type;
  }
}

function resolved(schema: Schema, root: Schema): Schema {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  const target = reference
    .split('/')
    .slice(1)
    .reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), root);
  return isRecord(target) ? target : {};
}

function isRecord(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
