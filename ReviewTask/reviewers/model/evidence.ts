// Code that the finder did not see: the rest of the function, definitions of what it calls, callers, and tests.
import type { ChangedFile } from '../../model/diff.ts';
import type { Excerpt } from '../../model/excerpt.ts';
import type { PlacedFinding } from '../../model/finding.ts';
import type { CodeBase, SearchHit } from '../../ports.ts';
import { enclosingFunction } from './enclosing-function.ts';

/** Lines of each kind; together a verification stays well below 3,000 tokens. */
const mostEnclosing = 60;
const mostDefinitions = 3;
const mostCallers = 3;
const linesOfDefinition = 14;
const linesAroundCaller = 3;

/** Finds excerpts for one finding, most telling first. */
export type EvidenceFor = (finding: PlacedFinding) => Promise<readonly Excerpt[]>;

/** Evidence from the text of the code base alone, for any language. */
export function evidenceFrom(code: CodeBase, files: readonly ChangedFile[]): EvidenceFor {
  return async (finding) => {
    const file = files.find(({ path }) => path === finding.path);
    const lines = (await code.read(finding.path)) ?? [];
    const line = rightLineOf(finding, file);
    const around = enclosingFunction(lines, line);
    const enclosing = around === undefined ? [] : [clipped(finding.path, lines, around, line)];
    const [callers, definitions] = await Promise.all([
      around === undefined || around.name === '' ? [] : callersOf(around.name, finding.path, around, code),
      definitionsFor(finding, lines.slice(line - 1, line + 2), around?.name ?? '', code),
    ]);
    return [...enclosing, ...definitions, ...callers];
  };
}

/** A removed line stands where the next line of the new file is. */
function rightLineOf({ anchor, line }: PlacedFinding, file: ChangedFile | undefined): number {
  if (anchor.kind !== 'lines') return line ?? 1;
  if (anchor.side === 'right' || file?.content.kind !== 'text') return anchor.start.line;
  const { start } = anchor;
  const hunk = file.content.hunks.find(({ lines }) =>
    lines.some((one) => one.kind === 'removed' && one.left === start.line),
  );
  return hunk?.lines.flatMap((one) => (one.kind === 'removed' ? [] : [one.right]))[0] ?? 1;
}

function clipped(
  path: string,
  lines: readonly string[],
  { name, startLine, endLine }: { readonly name: string; readonly startLine: number; readonly endLine: number },
  line: number,
): Excerpt {
  const first = Math.max(startLine, Math.min(line - mostEnclosing / 2, endLine - mostEnclosing + 1));
  const last = Math.min(endLine, first + mostEnclosing - 1);
  const isCut = first > startLine || last < endLine;
  return { kind: 'enclosing', path, startLine: first, lines: lines.slice(first - 1, last), isCut, symbol: name };
}

async function callersOf(
  name: string,
  path: string,
  own: { readonly startLine: number; readonly endLine: number },
  code: CodeBase,
): Promise<readonly Excerpt[]> {
  const use = new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`);
  const hits = (await code.search(name, 60)).filter(
    (hit) =>
      use.test(hit.text) &&
      !(hit.path === path && hit.line >= own.startLine && hit.line <= own.endLine) &&
      !/^\s*(?:import|from|using|export \*|#include)\b/.test(hit.text),
  );
  const tests = hits.filter(({ path: where }) => isTest(where)).slice(0, 1);
  const others = hits.filter(({ path: where }) => !isTest(where)).slice(0, mostCallers);
  return Promise.all([...others, ...tests].map((hit) => around(hit, name, code)));
}

function isTest(path: string): boolean {
  return /(?:^|[/._-])(?:tests?|specs?|__tests__)(?:[/._-]|$)|Tests?\.\w+$/i.test(path);
}

async function around(hit: SearchHit, symbol: string, code: CodeBase): Promise<Excerpt> {
  const startLine = Math.max(1, hit.line - linesAroundCaller);
  const lines = (await code.read(hit.path))?.slice(startLine - 1, hit.line + linesAroundCaller) ?? [hit.text];
  return { kind: 'caller', path: hit.path, startLine, lines, isCut: true, symbol };
}

/** Definitions of what the lines in question and the question itself name. */
async function definitionsFor(
  finding: PlacedFinding,
  lines: readonly string[],
  enclosing: string,
  code: CodeBase,
): Promise<readonly Excerpt[]> {
  const question = finding.source.kind === 'model' ? finding.source.question : '';
  const asked = `${question} ${finding.failure}`.match(/`[^`\n]+`/g)?.join(' ') ?? '';
  const called = lines.flatMap((line) =>
    [...line.matchAll(/([A-Za-z_$][\w$]{2,})\s*\(/g)].map((match) => match[1] ?? ''),
  );
  const named = asked.match(/[A-Za-z_$][\w$]{2,}/g) ?? [];
  const names = [...new Set([...named, ...called])].filter((name) => name !== enclosing).slice(0, 8);
  const found = await Promise.all(names.map((name) => definitionOf(name, code)));
  return found.filter((one) => one !== undefined).slice(0, mostDefinitions);
}

async function definitionOf(name: string, code: CodeBase): Promise<Excerpt | undefined> {
  const definition = new RegExp(
    `\\b(?:function|def|class|interface|type|struct|enum|record|fn|func|fun|sub|proc|procedure|table|view|const|let|var|val|trait|module|resource)\\s+[^=;({]*?(?<![\\w$])${escaped(name)}(?![\\w$])|^\\s*(?:(?:public|private|protected|internal|static|async|override|virtual|final|export|readonly)\\s+)+[^=;(]*(?<![\\w$])${escaped(name)}\\s*[(<]`,
    'i',
  );
  const hit = (await code.search(name, 60)).find(({ text }) => definition.test(text));
  if (hit === undefined) return undefined;
  const all = (await code.read(hit.path)) ?? [hit.text];
  const whole = enclosingFunction(all, hit.line);
  const end = Math.min(whole?.startLine === hit.line ? whole.endLine : hit.line + 5, hit.line + linesOfDefinition - 1);
  const lines = all.slice(hit.line - 1, end);
  const isCut = whole !== undefined && whole.endLine > end;
  return { kind: 'definition', path: hit.path, startLine: hit.line, lines, isCut, symbol: name };
}

function escaped(name: string): string {
  return name.replace(/[$.*+?^{}()|[\]\\]/g, '\\$&');
}
