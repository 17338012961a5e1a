// Orders files so that the ones most likely to hurt are reviewed first.

import { changedLineCount } from '../model/diff.ts';
import type { TextFile } from '../model/plan.ts';
import { isTestPath } from '../model/test-path.ts';

const sensitive =
  /auth|login|logon|passw|secret|token|crypt|permission|role|session|payment|invoice|billing|account|admin|sql|migrat|upload|deploy|pipeline|terraform|bicep/i;
const code =
  /\.(cs|vb|fs|cshtml|razor|ts|tsx|js|jsx|mjs|cjs|vue|svelte|py|java|kt|kts|scala|go|rs|c|h|cc|cpp|hpp|m|mm|swift|php|rb|pl|ps1|psm1|sh|bash|sql|tf|bicep)$/i;
const prose = /\.(md|markdown|rst|adoc|txt)$/i;

/** Riskiest first; equal risk in path order, so that the same pull request always gives the same plan. */
export function byRisk(files: readonly TextFile[]): readonly TextFile[] {
  return files
    .map((file) => ({ file, risk: riskOf(file) }))
    .sort((a, b) => b.risk - a.risk || compare(a.file.path, b.file.path))
    .map(({ file }) => file);
}

function riskOf(file: TextFile): number {
  const added = file.content.hunks.flatMap((hunk) => hunk.lines).filter((line) => line.kind === 'added').length;
  const size = Math.min(10, Math.log2(1 + added + changedLineCount(file.content.hunks) / 4));
  const kind = prose.test(file.path) ? -30 : isTestPath(file.path) ? -10 : code.test(file.path) ? 10 : 0;
  return size + kind + (sensitive.test(file.path) ? 8 : 0) - (file.isDeleted ? 8 : 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
