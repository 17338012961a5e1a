// Reads what the outline child printed. The child has read hostile files, so nothing in it is taken on trust.
import * as z from 'zod';
import type { Outline } from '../../model/excerpt.ts';

const line = z.int().min(1);
const kinds = ['function', 'method', 'class', 'interface', 'block', 'other'] as const;

const answer = z.object({
  id: z.int().min(0),
  symbols: z.array(z.tuple([z.string(), z.enum(kinds), line, line])),
  calls: z.array(z.tuple([z.string(), line])),
});

const errorsAnswer = z.object({ id: z.int().min(0), errors: z.int().min(0) });

/** Numbers of syntax errors by question id. A line that is cut off or makes no sense is passed over. */
export function readErrorCounts(output: string): ReadonlyMap<number, number> {
  const parsed = output.split('\n').map((text) => errorsAnswer.safeParse(jsonOf(text)));
  return new Map(parsed.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data.errors] as const])));
}

/** Outlines by question id. A line that is cut off or makes no sense is passed over. */
export function readAnswers(output: string): ReadonlyMap<number, Outline> {
  const outlines = new Map<number, Outline>();
  for (const text of output.split('\n')) {
    const value = jsonOf(text);
    // What is no JSON need not be judged: to say what is wrong with it costs a hundred times as much.
    if (value === undefined) continue;
    const parsed = answer.safeParse(value);
    if (!parsed.success) continue;
    const { id, symbols, calls } = parsed.data;
    outlines.set(id, {
      by: 'tree-sitter',
      symbols: symbols
        .map(([name, kind, startLine, endLine]) => ({ name, kind, startLine, endLine }))
        .filter((symbol) => symbol.endLine >= symbol.startLine),
      calls: calls.map(([name, at]) => ({ name, line: at })),
    });
  }
  return outlines;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
