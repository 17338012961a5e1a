// Reads `.threadline.yml`: YAML to settings, every problem with its line number.
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type * as z from 'zod';
import { type FileSettings, fileSchema, knownKeys } from './file-schema.ts';
import { nearestOf, type Problem } from './problem.ts';
import { wordsFor } from './value-words.ts';

/** The settings, or everything that is wrong with the file. */
export type FileReading =
  | { readonly kind: 'settings'; readonly settings: FileSettings }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** In UTF-16 units; the README's largest example has a hundredth of it. */
const longestFile = 100_000;
/** Brackets inside one another, and list signs one after the other on a line; settings need three. */
const deepest = 50;
const mostBrackets = 4_000;
/** One mistake can make thousands. */
const mostComplaints = 10;
const unfitFix = 'Look at the file at the target branch: it may be another file than was meant, or damaged.';

/** Why a text is not even parsed: the parser calls itself for each level, and a file without end could end the process. */
function whyUnfit(text: string): string | undefined {
  if (text.length > longestFile)
    return `has ${text.length} characters; a configuration file has ${longestFile} at most.`;
  let depth = 0;
  let count = 0;
  for (const [sign] of text.matchAll(/[[{}\]]/g)) {
    depth = Math.max(0, depth + (sign === '[' || sign === '{' ? 1 : -1));
    count += 1;
    if (count > mostBrackets) return `has more than ${mostBrackets} brackets.`;
    if (depth > deepest) return `nests brackets more than ${deepest} deep.`;
  }
  return listsInLists.test(text) ? `nests lists more than ${deepest} deep.` : undefined;
}
const listsInLists = new RegExp(`(?:[-?:][ \\t]+){${deepest}}`);

/** Reads the text of a configuration file; an empty file has no settings and no problems. */
export function readConfigFile(text: string, path: string): FileReading {
  const unfit = whyUnfit(text);
  if (unfit !== undefined) return { kind: 'problems', problems: [{ problem: `${path} ${unfit}`, fix: unfitFix }] };
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, strict: true, logLevel: 'error' });
  const complaints = [...document.errors, ...document.warnings].slice(0, mostComplaints);
  if (complaints.length > 0) {
    const problems = complaints.map((complaint) => ({
      problem: `${path}, line ${counter.linePos(complaint.pos[0]).line}: this is not the YAML it should be: ${complaint.message}`,
      fix: 'Correct the line; an editor with YAML support shows the place.',
    }));
    return { kind: 'problems', problems };
  }
  const content = contentOf(document);
  if (content === undefined) return { kind: 'problems', problems: [tooManyAliases(path)] };
  const parsed = fileSchema.safeParse(content.value ?? {}, { error: wordsFor });
  if (parsed.success) return { kind: 'settings', settings: parsed.data };
  return {
    kind: 'problems',
    problems: parsed.error.issues.flatMap((issue) => explain(issue, document, counter, path)),
  };
}

/** The document as plain data; `undefined` where its aliases multiply without end (a "billion laughs" file). */
function contentOf(document: Document): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch {
    return undefined;
  }
}

function tooManyAliases(path: string): Problem {
  return {
    problem: `${path} repeats itself through YAML aliases more often than a configuration file needs.`,
    fix: 'Write the values out instead of using &anchors and *aliases.',
  };
}

type Issue = z.core.$ZodIssue;

function explain(issue: Issue, document: Document, counter: LineCounter, path: string): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path[0]);
    return issue.keys.map((key) => unknownKey(key, known, path, lineOf([...issue.path, key], document, counter)));
  }
  const name = issue.path.length === 0 ? 'The file' : `"${issue.path.map(String).join('.')}"`;
  const line = lineOf(issue.path, document, counter);
  return [
    {
      problem: `${path}, line ${line}: ${name} is not as it should be: ${issue.message}.`,
      fix: 'Correct it; the README of Threadline lists the keys and their values under "Configuration file".',
    },
  ];
}

function unknownKey(key: string, known: readonly string[], path: string, line: number): Problem {
  const near = nearestOf(key, known);
  return {
    problem: `${path}, line ${line}: there is no key "${key}".`,
    fix: near === undefined ? `Use one of: ${known.join(', ')}.` : `Did you mean "${near}"?`,
  };
}

/** 1-based line of the key or the item at a path, or of the nearest thing around it that is there; 1 for none. */
function lineOf(path: readonly PropertyKey[], document: Document, counter: LineCounter): number {
  let node: unknown = document.contents;
  let line = 1;
  for (const part of path) {
    const next = isMap(node) ? entryOf(node, part) : isSeq(node) ? itemOf(node, part) : undefined;
    if (next === undefined) break;
    if (next.start !== undefined) line = counter.linePos(next.start).line;
    node = next.value;
  }
  return line;
}

function entryOf(map: YAMLMap, key: PropertyKey) {
  const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key);
  return pair === undefined ? undefined : { start: startOf(pair.key), value: pair.value };
}

function itemOf(list: YAMLSeq, index: PropertyKey) {
  const value = typeof index === 'number' ? list.items[index] : undefined;
  return value === undefined ? undefined : { start: startOf(value), value };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
