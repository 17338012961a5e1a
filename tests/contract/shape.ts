// Compares the shape of an answer with that of samples: same members, same types, whatever the values.
import { isObject } from './specification.ts';

/** Members whose names are data (properties bags, counts by kind), so that only their values have a shape. */
const maps = /\/(properties|identities|changeCounts|settings)$|^\/value$/;

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function differencesOfMembers(samples: readonly object[], actual: object, pointer: string): string[] {
  const known = samples.map((sample) => new Map(Object.entries(sample)));
  if (maps.test(pointer)) {
    const values = known.flatMap((sample) => [...sample.values()]);
    return Object.values(actual).flatMap((value) => differences(values, value, `${pointer}/*`));
  }
  const actualNames = new Map<string, unknown>(Object.entries(actual));
  const anywhere = new Set(known.flatMap((sample) => [...sample.keys()]));
  const everywhere = [...anywhere].filter((name) => known.every((sample) => sample.has(name)));
  const lacks = everywhere.filter((name) => !actualNames.has(name)).map((name) => `${pointer}: lacks ${name}`);
  const adds = [...actualNames.keys()].filter((name) => !anywhere.has(name)).map((name) => `${pointer}: adds ${name}`);
  const shared = [...actualNames]
    .filter(([name]) => anywhere.has(name))
    .flatMap(([name, value]) => {
      const values = known.filter((sample) => sample.has(name)).map((sample) => sample.get(name));
      return differences(values, value, `${pointer}/${name}`);
    });
  return [...lacks, ...adds, ...shared];
}

function differencesOfElements(samples: readonly unknown[], actual: readonly unknown[], pointer: string): string[] {
  if (samples.length === 0) return [];
  if (actual.length === 0) return [`${pointer}: is an empty list`];
  return actual.flatMap((element) => differences(samples, element, `${pointer}/*`));
}

/** Every difference of `actual` from `samples`, which are values seen at the same place; may repeat itself. */
function differences(samples: readonly unknown[], actual: unknown, pointer: string): string[] {
  const types = new Set(samples.map(typeOf));
  if (!types.has(typeOf(actual))) {
    return [`${pointer}: is ${typeOf(actual)} instead of ${[...types].sort().join(' or ')}`];
  }
  if (Array.isArray(actual)) {
    const elements = samples.flatMap((sample) => (Array.isArray(sample) ? sample : []));
    return differencesOfElements(elements, actual, pointer);
  }
  return isObject(actual) ? differencesOfMembers(samples.filter(isObject), actual, pointer) : [];
}

/**
 * How the shape of `actual` differs from that of `sample`: `pointer: lacks|adds member`, `pointer: is one type instead of
 * another`, each once. Elements of a list are compared with all elements of the sample's list together.
 */
export function shapeDifferences(sample: unknown, actual: unknown): readonly string[] {
  return [...new Set(differences([sample], actual, ''))];
}
