// Outlines as text, for golden files that a person can check against the code beside them.
import type { Outline } from '../../ReviewTask/model/excerpt.ts';

/** `kind name start-end` for each symbol, then the calls. */
export function outlineText(path: string, outline: Outline | undefined): string {
  if (outline === undefined) return `${path}: not read`;
  const symbols = outline.symbols.map(
    ({ kind, name, startLine, endLine }) => `  ${kind} ${name} ${startLine}-${endLine}`,
  );
  const calls = outline.calls.map(({ name, line }) => `${name}:${line}`).join(' ');
  return [path, ...symbols, `  calls ${calls}`.trimEnd()].join('\n');
}
