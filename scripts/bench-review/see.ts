// What of the expected findings a model can see in one prompt, stated with the lines and quotes that the prompt shows.
import type { BenchCase, ExpectedFinding } from './bench-case.ts';
import { type Claim, claimOf } from './claim.ts';
import { type PromptReading, rowsOfSide, type ShownRow } from './read-prompt.ts';

/** Claims for the expected findings whose first line is among the rows. */
export function visibleClaims(bench: BenchCase, reading: PromptReading): readonly Claim[] {
  return bench.expected.flatMap((finding, index) => {
    const row = rowFor(finding, reading.rows);
    if (row === undefined) return [];
    const claim = claimOf(finding, index);
    return [{ ...claim, line: row.number, endLine: row.number + finding.endLine - finding.line, quote: row.text }];
  });
}

/** The row that shows the line: by its text; of several, the one nearest to where the case has it. */
function rowFor(finding: ExpectedFinding, rows: readonly ShownRow[]): ShownRow | undefined {
  const distance = (row: ShownRow) => Math.abs(row.number - finding.line);
  return rowsOfSide(rows, finding.side)
    .filter((row) => row.path === finding.path && row.text === finding.quote.trimEnd())
    .sort((a, b) => distance(a) - distance(b))[0];
}
