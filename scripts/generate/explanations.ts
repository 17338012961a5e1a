// Reads from the source code what the product can say when something goes wrong: code, problem and fix of every explanation.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../project.ts';

/** One place in the code that explains something. */
export interface WrittenExplanation {
  readonly code: string;
  /** Path below ReviewTask, with forward slashes. */
  readonly path: string;
  /** The texts as written, with … for what is filled in; empty where they are put together elsewhere. */
  readonly problems: readonly string[];
  readonly fixes: readonly string[];
}

/** Every explanation of the product, in the order of the files' paths. */
export function allExplanations(): readonly WrittenExplanation[] {
  return sources().flatMap(({ path, source }) => explanationsIn(source).map((one) => ({ ...one, path })));
}

/** What can be wrong with the inputs and the configuration file: texts without a code of their own, in the files' order. */
export function allProblems(): readonly Omit<WrittenExplanation, 'code'>[] {
  return sources()
    .filter(({ path }) => path.startsWith('config/'))
    .flatMap(({ path, source }) => problemsIn(source).map((one) => ({ ...one, path })));
}

function sources(): readonly { readonly path: string; readonly source: string }[] {
  const folder = join(projectFolder, 'ReviewTask');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => ({ path, source: readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n') }));
}

/** The explanations in a text of TypeScript: objects with `code`, `problem` and `fix`, and codes that are handed on. */
export function explanationsIn(source: string): readonly Omit<WrittenExplanation, 'path'>[] {
  const objects = textsOf(source, /(?<=[{,]\s*)code:/g).flatMap((texts) =>
    texts('code').map((code) => ({ code, problems: texts('problem'), fixes: texts('fix') })),
  );
  const handedOn = [...source.matchAll(/(?:configErrorOf\([^;]*?|certificateCode: )'([a-z]+(?:-[a-z]+)+)'/g)];
  return [...objects, ...handedOn.map(([, code = '']) => ({ code, problems: [], fixes: [] }))];
}

function problemsIn(source: string): readonly Pick<WrittenExplanation, 'fixes' | 'problems'>[] {
  return textsOf(source, /(?<=\{\s*)problem:/g).map((texts) => ({ problems: texts('problem'), fixes: texts('fix') }));
}

/** A reader of texts by the name of their property, for each object with `problem` and `fix` from the given beginning on. */
function textsOf(source: string, beginning: RegExp): readonly ((name: string) => readonly string[])[] {
  const names = textsByName(source);
  return [...source.matchAll(beginning)].flatMap(({ index }) => {
    const properties = propertiesFrom(source, index);
    if (!properties.has('problem') || !properties.has('fix')) return [];
    return [
      (name: string) =>
        alternatives(properties.get(name) ?? '', names)
          .map(tidy)
          .filter((text) => text !== filled && text !== ''),
    ];
  });
}

/** Stands for whatever is filled in when the text is said. */
const filled = '…';

type Names = ReadonlyMap<string, string>;

/** Constants that hold a text, as written; without those whose name is used more than once in the file. */
function textsByName(source: string): Names {
  const all = [...source.matchAll(/\bconst (\w+) =\s*(?=(\S))/g)];
  return new Map(
    all.flatMap(({ 0: whole, 1: name = '', 2: first = '', index }) => {
      const isAlone = all.filter((other) => other[1] === name).length === 1;
      const start = index + whole.length;
      const end = endOfText(source, start);
      return isAlone && /['"`]/.test(first) && source.charAt(end) === ';' ? [[name, source.slice(start, end)]] : [];
    }),
  );
}

/** One … where several things are filled in side by side. */
function tidy(text: string): string {
  return text
    .replaceAll(/…+/g, filled)
    .replaceAll(/([.:])…/g, '$1 …')
    .replace(/:$/, ': …')
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/\] (?=[.,;:)])/g, ']')
    .trim();
}

/** The properties of the object literal from this one on, as text. A shorthand is a property without a value. */
function propertiesFrom(source: string, start: number): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  let from = start;
  for (const at of marksAtTop(source, start)) {
    const mark = source.charAt(at);
    if (mark !== ',' && mark !== '}') continue;
    const [, name = '', value = ''] = /^(?:\s*\/\/.*)*\s*(\w+)\s*:?([\s\S]*)$/.exec(source.slice(from, at)) ?? [];
    properties.set(name, value);
    from = at + 1;
    if (mark === '}') break;
  }
  return properties;
}

/** What an expression can be: both sides of a condition, texts put together, and … for all that is no text. */
function alternatives(written: string, names: Names): readonly string[] {
  const expression = written.trim();
  const marks = marksAtTop(expression, 0);
  const condition = marks.find((at) => expression.charAt(at) === '?');
  if (condition !== undefined) {
    const otherwise = marks.findLast((at) => expression.charAt(at) === ':') ?? expression.length;
    const nested = marks.filter((at) => expression.charAt(at) === '?').length > 1;
    const colon = nested
      ? (marks.find((at) => at > condition && expression.charAt(at) === ':') ?? otherwise)
      : otherwise;
    return [expression.slice(condition + 1, colon), expression.slice(colon + 1)].flatMap((one) =>
      alternatives(one, names),
    );
  }
  const plus = marks.find((at) => expression.charAt(at) === '+');
  if (plus !== undefined) {
    return [`${inOne(expression.slice(0, plus), names)}${inOne(expression.slice(plus + 1), names)}`];
  }
  const named = names.get(expression);
  return named === undefined ? [literal(expression, names)] : alternatives(named, names);
}

/** Text of a string or template literal; … for anything else. */
function literal(expression: string, names: Names): string {
  const quote = expression.charAt(0);
  if (!/['"`]/.test(quote) || endOfText(expression, 0) !== expression.length) return filled;
  const inner = expression.slice(1, -1);
  if (quote !== '`') return unescaped(inner);
  let text = '';
  for (let at = 0; at < inner.length; ) {
    if (inner.startsWith('${', at)) {
      const end = endOfSubstitution(inner, at);
      text += inOne(inner.slice(at + 2, end - 1), names);
      at = end;
    } else {
      const length = inner.charAt(at) === '\\' ? 2 : 1;
      text += unescaped(inner.slice(at, at + length));
      at += length;
    }
  }
  return text;
}

/** Alternatives within a text: `a/b`, and brackets round what is said only at times. */
function inOne(expression: string, names: Names): string {
  const all = alternatives(expression, names);
  const said = [...new Set(all.filter((text) => text !== ''))];
  if (said.some((text) => /^[\s…]*$/.test(text))) return said.length === 0 ? '' : filled;
  if (said.length === 0) return '';
  const joined = said.map((text, index) => (index === 0 ? text : text.trim())).join(' / ');
  return all.includes('') ? ` [${joined.trim()}] ` : joined;
}

const unescaped = (text: string) => text.replaceAll('\\n', ' ').replaceAll(/\\(.)/g, '$1');

/** Positions of the marks , } ? : + that belong to no text and to nothing in brackets, up to the bracket that ends it all. */
function marksAtTop(source: string, start: number): readonly number[] {
  const marks: number[] = [];
  let depth = 0;
  for (let at = start; at < source.length; at += 1) {
    const mark = source.charAt(at);
    if (/['"`]/.test(mark)) at = endOfText(source, at) - 1;
    else if (source.startsWith('//', at)) at = source.indexOf('\n', at);
    else if (/^\?[.?]/.test(source.slice(at, at + 2))) at += 1;
    else if (/[([{]/.test(mark)) depth += 1;
    else if (/[)\]}]/.test(mark)) {
      if (depth === 0) return [...marks, at];
      depth -= 1;
    } else if (depth === 0 && /[,?:+]/.test(mark)) marks.push(at);
  }
  return marks;
}

/** Position after the text that begins here. */
function endOfText(source: string, start: number): number {
  const quote = source.charAt(start);
  for (let at = start + 1; at < source.length; at += 1) {
    const mark = source.charAt(at);
    if (mark === '\\') at += 1;
    else if (quote === '`' && source.startsWith('${', at)) at = endOfSubstitution(source, at) - 1;
    else if (mark === quote) return at + 1;
  }
  return source.length;
}

/** Position after the `${…}` that begins here. */
function endOfSubstitution(source: string, start: number): number {
  const last = marksAtTop(source, start + 2).findLast((at) => source.charAt(at) === '}');
  return (last ?? source.length) + 1;
}
