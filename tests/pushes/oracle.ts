// A model that knows a hidden table of defects, says what it sees in other words each time, and verifies honestly.
import { shapedBy } from '../../scripts/bench-review/answer-shape.ts';
import { type PromptReading, readPrompt, rowsOfSide, type ShownRow } from '../../scripts/bench-review/read-prompt.ts';
import { kindOf } from '../../scripts/bench-review/scripted.ts';
import type { ModelScript } from '../emulator/model-server.ts';
import type { Defect } from './defects.ts';

type Question = Parameters<ModelScript>[0];

/** How the oracle may differ from a careful one. */
export interface OracleOptions {
  /** Names of defects that it keeps silent about, as models do; it still verifies them. */
  readonly silentAbout?: ReadonlySet<string>;
}

/** Answers every kind of question; each telling of a defect differs from the last one in title, failure, category and line. */
export function rewordingOracle(
  defects: readonly Defect[],
  { silentAbout = new Set() }: OracleOptions = {},
): ModelScript {
  const told = new Map<string, number>();
  const titles = new Map(defects.flatMap((defect) => defect.tellings.map(({ title }) => [title, defect] as const)));
  const find = (reading: PromptReading) =>
    defects
      .filter(({ name }) => !silentAbout.has(name))
      .flatMap((defect) => {
        if (defect.cure !== undefined && rowsOf(defect.cure, reading).length > 0) return [];
        return rowsOf(defect.fragment, reading).map((row) => {
          const count = told.get(defect.name) ?? 0;
          told.set(defect.name, count + 1);
          return claimFields(defect, row, count);
        });
      });
  return (question) => {
    const given = { ...answerTo(question, find, titles), ...marksOf(question) };
    return { kind: 'answer', object: question.schema === undefined ? given : shapedBy(question.schema.schema, given) };
  };
}

function answerTo(
  question: Question,
  find: (reading: PromptReading) => readonly unknown[],
  titles: ReadonlyMap<string, Defect>,
): Readonly<Record<string, unknown>> {
  switch (kindOf(question)) {
    case 'findings':
      return { summary: 'The change as the scripted model reads it.', findings: find(readPrompt(question.user)) };
    case 'verdict':
      return { verification: verdictOn(question.user, titles) };
    case 'other':
      return { answer: `As I read the code, the finding stands (question ${question.number}).`, stance: 'stands' };
  }
}

/** The lines of the change that hold the fragment: added ones; where there are none, those that are shown beside them. */
function rowsOf(fragment: string, { rows }: PromptReading): readonly ShownRow[] {
  const holding = rowsOfSide(rows, 'new').filter(({ text }) => text.includes(fragment));
  const added = holding.filter(({ sign }) => sign === '+');
  return added.length > 0 ? added : holding.slice(0, 1);
}

function claimFields(defect: Defect, row: ShownRow, count: number) {
  const { question, severity, tellings } = defect;
  const { title, failure, category } = tellings[count % tellings.length] ?? { title: '', failure: '', category: 'bug' };
  // Models miscount lines; the quote is right.
  const line = Math.max(1, row.number + ([0, 1, -1, 2][count % 4] ?? 0));
  return {
    ...{ path: row.path, side: 'new', line, end_line: line, quote: row.text.trim() },
    ...{ failure, title, question, severity, category, replacement: null },
  };
}

/** The verdict by what the prompt shows: the wrong line without its cure, or the cure, or neither. */
function verdictOn(user: string, titles: ReadonlyMap<string, Defect>): Readonly<Record<string, unknown>> {
  const asked = /^Title: (.*)$/m.exec(user)?.[1] ?? '';
  const defect = titles.get(asked);
  if (defect === undefined) throw new Error(`The oracle never said "${asked}".`);
  const { cure, fragment, severity } = defect;
  const reading = readPrompt(user.replaceAll('END CODE', 'END CHANGE'));
  const [healing] = cure === undefined ? [] : rowsOf(cure, reading);
  if (healing !== undefined) {
    const evidence = [evidenceOf(healing)];
    return { verdict: 'refuted', severity, evidence, explanation: `The line \`${healing.text.trim()}\` rules it out.` };
  }
  const [wrong] = rowsOf(fragment, reading);
  if (wrong !== undefined) {
    return { verdict: 'confirmed', severity, evidence: [evidenceOf(wrong)], explanation: 'The line is still there.' };
  }
  return { verdict: 'unclear', severity, evidence: [], explanation: 'The line is not in front of me.' };
}

function evidenceOf({ path, number, text }: ShownRow) {
  return { path, line: number, quote: text.trim() };
}

function marksOf({ user }: Question) {
  return { echo: [...new Set(user.match(/\bmark-\w+/g) ?? [])].join(' ') };
}
