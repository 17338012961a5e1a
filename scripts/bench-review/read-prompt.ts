// Reads a question as a model would: the numbered lines under each file name, and what it is asked to do last.

/** A line of the change as the prompt shows it. */
export interface ShownRow {
  readonly path: string;
  /** 1-based, in the new file; in the old one for a removed line. */
  readonly number: number;
  readonly sign: '+' | '-' | ' ';
  /** Without the spaces at its end. */
  readonly text: string;
}

export interface PromptReading {
  readonly rows: readonly ShownRow[];
  /** The last line that says anything: independent passes differ in it. */
  readonly lastLine: string;
}

const heading = /^=== (.+?)(?: \((?:renamed from|was) .+\))? ===$/;
const row = /^\s*(\d+) ([+\- ])(?: (.*))?$/;

/** Never fails: what is not a heading or a numbered line is passed over. */
export function readPrompt(user: string): PromptReading {
  const lines = user.split('\n');
  const rows: ShownRow[] = [];
  let path: string | undefined;
  for (const line of lines) {
    const name = heading.exec(line)?.[1];
    if (name !== undefined) path = name;
    else if (line.startsWith('END CHANGE')) path = undefined;
    else if (path !== undefined) rows.push(...rowsIn(line, path));
  }
  return { rows, lastLine: lines.findLast((line) => line.trim() !== '') ?? '' };
}

function rowsIn(line: string, path: string): readonly ShownRow[] {
  const match = row.exec(line) ?? bare.exec(line);
  if (match === null) return [];
  const sign = match[2] === '+' || match[2] === '-' ? match[2] : ' ';
  return [{ path, number: Number(match[1]), sign, text: match[3] ?? '' }];
}

/** An empty unchanged line, whose spaces were taken off. */
const bare = /^\s*(\d+)$/;

/** Rows of the side that a finding is on. */
export function rowsOfSide(rows: readonly ShownRow[], side: 'new' | 'old'): readonly ShownRow[] {
  return rows.filter(({ sign }) => (side === 'old' ? sign === '-' : sign !== '-'));
}
