// Functions whose callers may feel a change: their signature is another one, or what they give back.
import type { OutlineSymbol } from '../model/excerpt.ts';
import type { ChunkPart } from '../model/plan.ts';
import { classAround, functionAround, type SourceFile } from './enclosing.ts';
import { addedLines, changesIn } from './shown.ts';
import { signatureEnd } from './signature.ts';

export interface ChangedContract {
  readonly file: SourceFile;
  readonly symbol: OutlineSymbol;
  /** What callers write: the name of the class for a constructor. */
  readonly name: string;
}

/** How code says what comes of a call. */
const result =
  /\b(?:return|throw|throws|raise|yield|panic|exit|reject|resolve|Err|Ok|Some|None|Write-Output|Write-Error)\b/;
const constructors = new Set(['constructor', '__init__', '__construct', 'initialize', 'new']);

/** By part and line. New functions are left out: whoever calls them is part of the change. */
export function changedContracts(
  parts: readonly ChunkPart[],
  files: ReadonlyMap<string, SourceFile>,
): readonly ChangedContract[] {
  const found = new Map<OutlineSymbol, ChangedContract>();
  for (const part of parts) {
    const file = files.get(part.path);
    if (file === undefined) continue;
    const added = new Set(part.hunks.flatMap(addedLines));
    for (const { line, text } of part.hunks.flatMap(changesIn)) {
      const symbol = functionAround(line, file);
      if (symbol === undefined || found.has(symbol) || isNew(symbol, added)) continue;
      const isFelt = line <= signatureEnd(symbol, file.lines) || result.test(text) || isExpression(symbol, line);
      if (isFelt) found.set(symbol, { file, symbol, name: calledAs(symbol, file) });
    }
  }
  return [...found.values()];
}

/** The last line before the end of a body is what many languages give back without a word. */
function isExpression({ startLine, endLine }: OutlineSymbol, line: number): boolean {
  return line >= endLine - 1 && line > startLine;
}

function isNew({ startLine, endLine }: OutlineSymbol, added: ReadonlySet<number>): boolean {
  for (let line = startLine; line <= endLine; line += 1) if (!added.has(line)) return false;
  return true;
}

/** The last part of a qualified name, or the class that a constructor makes. */
export function calledAs(symbol: OutlineSymbol, file: SourceFile): string {
  const name = constructors.has(symbol.name) ? (classAround(symbol, file)?.name ?? symbol.name) : symbol.name;
  return /([^\s.:[\]"]+)[\]"]?$/.exec(name)?.[1] ?? name;
}
