// Says in plain words what is wrong with a value of the configuration file, where the schema has no words of its own.
import type * as z from 'zod';

/**
 * What follows "is not as it should be: "; `undefined` leaves zod its own words. Texts and lists of the file have no lower limit
 * but one.
 */
export const wordsFor: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'it is missing' : `give ${wanted[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return issue.input === undefined ? 'it is missing' : `use one of: ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? 'it is empty' : `use at least ${issue.minimum}`;
    case 'too_big':
      return `use at most ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return undefined;
  }
};

const wanted: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a whole number',
  object: 'keys with their values',
  string: 'a text',
};

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' items' : '';
}
