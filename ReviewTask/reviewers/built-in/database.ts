// SQL scripts that change more rows than they should.
import { type BuiltInRule, columnsOf, type LineContext } from './rule.ts';

/** Scripts that fill, move or clear whole tables on purpose. */
const wholeTable =
  /migrat|seed|test|clean|reset|teardown|rollback|sample|demo|fixture|init|setup|backfill|truncate|purge/i;

const longestStatement = 60;

/** The statement that begins on a line, to its `;`, `GO`, an empty line or 60 lines on. */
function statementAt({ bare, index }: LineContext, from: number): string {
  const parts = [(bare[index] ?? '').slice(from)];
  for (let below = index + 1; below < bare.length && below - index < longestStatement; below++) {
    if (parts.at(-1)?.includes(';')) break;
    const line = bare[below] ?? '';
    if (/^\s*(?:GO|END)?\s*$/i.test(line)) break;
    parts.push(line);
  }
  return parts.join('\n').split(';')[0] ?? '';
}

export const databaseRules: readonly BuiltInRule[] = [
  {
    id: 'sql-without-where',
    title: 'This statement changes every row of the table',
    failure:
      'Without `WHERE` all rows are deleted or overwritten, for every user of the database. Add the condition; if all rows are meant, say so with `TRUNCATE TABLE` or `WHERE 1 = 1`.',
    severity: 'warning',
    category: 'bug',
    files: ['**/*.sql'],
    inTests: false,
    match: (_line, context) => {
      if (wholeTable.test(context.path)) return undefined;
      const match =
        /^\s*(?:BEGIN\s+)?(?<here>DELETE\s+FROM\s+(?:[\w.[\]"`]+)|UPDATE\s+(?!STATISTICS\b|TOP\b)(?:[\w.[\]"`]+)\s+SET\b)/di.exec(
          context.bare[context.index] ?? '',
        );
      const columns = columnsOf(match);
      if (columns === undefined) return undefined;
      // A line above that goes on here: MERGE … THEN, ON CONFLICT DO, a common table expression, EXPLAIN.
      const above = (context.bare[context.index - 1] ?? '').trim();
      if (/(?:\bTHEN|\bDO|\)|\bAS|\bFOR|\bAFTER|\bON|,)$/i.test(above)) return undefined;
      const statement = statementAt(context, columns.start - 1);
      return /\b(?:WHERE|JOIN|USING|OUTPUT|LIMIT|TOP|CURRENT\s+OF)\b/i.test(statement) ||
        /\bFROM\b[\s\S]*,/i.test(statement.replace(/^DELETE\s+FROM/i, ''))
        ? undefined
        : columns;
    },
  },
];
