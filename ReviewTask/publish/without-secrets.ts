// Keeps lines that hold a secret out of what is written down about findings.
import type { Finding } from '../model/finding.ts';

/** The lines that an anchor covers; `undefined` where they are not known. */
export type AnchoredText = (finding: Finding) => readonly string[] | undefined;

/** `undefined` also where the secret check has found something on one of the lines. */
export function withoutSecrets(findings: readonly Finding[], anchored: AnchoredText): AnchoredText {
  const secrets = new Set(findings.filter(({ source }) => source.kind === 'secrets').flatMap(linesOf));
  return (finding) => (linesOf(finding).some((line) => secrets.has(line)) ? undefined : anchored(finding));
}

function linesOf({ anchor, path }: Finding): readonly string[] {
  if (anchor.kind !== 'lines') return [];
  const { end, side, start } = anchor;
  return Array.from({ length: end.line - start.line + 1 }, (_, index) => `${side} ${start.line + index} ${path}`);
}
