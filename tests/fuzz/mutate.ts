// Makes new inputs out of valid ones: characters and bytes changed, values of JSON replaced, pieces repeated without end.
import type { Random } from '../../scripts/bench-review/random.ts';
import type { FuzzTarget } from './target.ts';

/** Longest input that is made, in UTF-16 units: as long as a comment on Azure DevOps may be. */
const longestInput = 150_000;

/** Texts on which parsers stumble. */
const awkward: readonly string[] = [
  ...['', ' ', '\n', '\r', '\r\n', '\t', '\0', '\u2028', '\u2029', '\ufeff', '\u200b', '\u202e', '\ud800', '\udc00'],
  ...['"', "'", '`', '\\', '/', '//', '../', '%', '%zz', '%00', '\\u0000', '$(x)', '<!--', '-->', '<script>'],
  ...[
    '{',
    '}',
    '[',
    ']',
    '{}',
    '[]',
    '[[',
    ']]',
    '(',
    ')',
    ',',
    ':',
    ';',
    '|',
    '&',
    '*',
    '&a',
    '*a',
    '? ',
    '- ',
    '# ',
    '---\n',
    '...\n',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'null',
    'true',
    'undefined',
    'NaN',
    'Infinity',
    '!!binary',
    '!!js/function',
  ],
  ...['-1', '0', '1e999', '9007199254740993', '2147483648', '0x10', '1_000', '.5', '٣'],
  ...[
    '##vso[task.complete result=Failed]',
    '##[error]',
    '[threadline]: # "v1 state 0000000000000000"',
    '/threadline ',
    '```',
    '> ',
  ],
  ...['https://', 'http://[', '@', 'user:p%40ss@', 'é', 'ß', 'İ', '👩‍👩‍👧', 'a\u0301', '\u0000'.repeat(8)],
];

/** Values that a program in a hurry puts in place of the right one. */
const wrongValues: readonly unknown[] = [
  ...[null, true, false, 0, -1, 0.5, 1e308, -0, 2 ** 53, '', ' ', '0', '1', 'null', [], {}, [[]], [null], { a: 1 }],
  ...['\ud800', '\0', '__proto__', 'a'.repeat(5_000), '../../etc', '2026-13-45T99:99:99Z', '0001-01-01T00:00:00'],
];

/** Stands for a list of a list of a list. */
const deepList = 'a list as deep as can be';

/** A changed input; of a target without samples, arbitrary text. */
export function mutated(target: FuzzTarget, random: Random): string {
  const sample = random.pick(target.samples) ?? '';
  let input = target.form === 'json' && random.chance(0.6) ? withOtherValues(sample, random) : sample;
  const changes = random.chance(0.1) ? 0 : random.between(target.form === 'json' && input !== sample ? 0 : 1, 6);
  for (let count = 0; count < changes; count++) input = changedText(input, target, random);
  const cut = input.slice(0, longestInput);
  return target.form === 'bytes'
    ? cut.replace(/[^\0-\xff]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) & 0xff))
    : cut;
}

function changedText(text: string, target: FuzzTarget, random: Random): string {
  const from = random.between(0, text.length);
  const to = Math.min(text.length, from + random.between(0, random.chance(0.2) ? text.length : 12));
  const head = text.slice(0, from);
  const piece = text.slice(from, to);
  const tail = text.slice(to);
  const said = random.pick(awkward) ?? '';
  switch (random.between(0, 8)) {
    case 0:
      return head + tail;
    case 1:
      return head + said + text.slice(from);
    case 2:
      return head + said + tail;
    case 3:
      return head + piece + piece + tail;
    case 4:
      // The rare long one finds what takes the square of its input, or nests too deep.
      return head + repeated(random.chance(0.5) ? said : piece, random) + text.slice(from);
    case 5: {
      const other = random.pick(target.samples) ?? '';
      return head + other.slice(random.between(0, other.length));
    }
    case 6:
      return head;
    case 7:
      // One sign without end, and then another: a pattern that begins anew at each of them takes the square of their number.
      return head + runOf(random) + text.slice(from);
    default:
      return head + String.fromCharCode(random.between(0, random.chance(0.5) ? 0x7f : 0xffff)) + text.slice(from + 1);
  }
}

function repeated(piece: string, random: Random): string {
  if (piece === '') return '';
  const length = random.chance(0.15) ? random.between(10_000, longestInput) : random.between(2, 400);
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}

const oftenRepeated = [...' \t\n*_`-/\\[{(<"\'#>|:.,a0=&!', '- ', '[]', '{}', 'a ', '\\"', '*\n'];

function runOf(random: Random): string {
  const length = random.chance(0.1) ? random.between(5_000, 60_000) : random.between(2, 300);
  const sign = random.pick(oftenRepeated) ?? '';
  return `${sign.repeat(Math.ceil(length / sign.length))}${random.pick(['', 'x', '!', '\n']) ?? ''}`;
}

function withOtherValues(sample: string, random: Random): string {
  let value: unknown = JSON.parse(sample);
  const changes = random.between(1, 3);
  for (let count = 0; count < changes; count++) value = otherValue(value, random, 0);
  // Too deep for JSON.stringify, but not for JSON.parse: that is what makes it awkward.
  const depth = random.between(10, 20_000);
  return JSON.stringify(value).replace(JSON.stringify(deepList), `${'['.repeat(depth)}${']'.repeat(depth)}`);
}

/** Goes down a random way, and changes what stands at its end. */
function otherValue(value: unknown, random: Random, depth: number): unknown {
  const stops = depth > 0 && random.chance(0.25);
  if (stops || typeof value !== 'object' || value === null) return wrongFor(value, random);
  if (Array.isArray(value)) return otherList(value, random, depth);
  const keys = Object.keys(value);
  const key = random.pick(keys);
  if (key === undefined || random.chance(0.05))
    return { ...value, [random.pick(awkward) ?? '']: random.pick(wrongValues) };
  const entries = Object.entries(value);
  if (random.chance(0.1)) return Object.fromEntries(entries.filter(([name]) => name !== key));
  return Object.fromEntries(
    entries.map(([name, inner]: [string, unknown]) => [
      name,
      name === key ? otherValue(inner, random, depth + 1) : inner,
    ]),
  );
}

function otherList(list: readonly unknown[], random: Random, depth: number): readonly unknown[] {
  const at = random.between(0, Math.max(0, list.length - 1));
  if (random.chance(0.1)) return list.filter((_item, index) => index !== at);
  if (random.chance(0.1)) return [...list, ...list];
  if (random.chance(0.05)) return Array.from({ length: random.between(2, 2_000) }, () => list[at] ?? null);
  return list.map((item, index) => (index === at ? otherValue(item, random, depth + 1) : item));
}

function wrongFor(value: unknown, random: Random): unknown {
  if (typeof value === 'string' && random.chance(0.5)) return value + (random.pick(awkward) ?? '');
  if (typeof value === 'number' && random.chance(0.3)) return -value;
  if (random.chance(0.05)) return deepList;
  return random.pick(wrongValues);
}
