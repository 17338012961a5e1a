// The probes as a table for a terminal, within a width, with what to do under each problem.
import { type ProbeAnswer, type ProbeResult, probeGroups } from '../model/access.ts';
import { groupTitles } from './catalogue.ts';
import { concludeFrom } from './conclusion.ts';

export interface ShownLine {
  readonly text: string;
  readonly tone: 'title' | 'pass' | 'problem' | 'trap' | 'unknown' | 'plain';
}

const marks = { pass: 'ok', problem: 'PROBLEM', trap: 'note', unknown: '?' } as const;
const markWidth = 9;
const titleWidth = 46;

/** `width` in characters; less than 80 is taken for 80. */
export function showLines(results: readonly ProbeResult[], width: number): readonly ShownLine[] {
  const wide = Math.max(width, 80);
  const present = probeGroups.filter((group) => results.some((result) => result.group === group));
  const groups = present.flatMap((group, index): readonly ShownLine[] => {
    const members = results.filter((result) => result.group === group);
    const title: ShownLine = { text: `${index + 1}. ${groupTitles[group]}`, tone: 'title' };
    return [title, ...members.flatMap((result) => resultLines(result, wide)), { text: '', tone: 'plain' }];
  });
  return [...groups, { text: concludeFrom(results).sentence, tone: 'title' }];
}

function resultLines({ answer, title }: ProbeResult, width: number): readonly ShownLine[] {
  const tone = toneOf(answer);
  const head = `  ${marks[tone].padEnd(markWidth)}${title}`;
  if (answer.kind === 'problem') {
    const { fix, problem } = answer.explanation;
    const indent = ' '.repeat(2 + markWidth);
    const below = [...wrapped(problem, width - indent.length), ...wrapped(fix, width - indent.length - 4, '->  ')];
    return [{ text: head, tone }, ...below.map((text): ShownLine => ({ text: `${indent}${text}`, tone: 'plain' }))];
  }
  const column = 2 + markWidth + titleWidth;
  const [first = '', ...rest] = wrapped(answer.kind === 'pass' ? answer.detail : answer.why, width - column);
  const more = rest.map((text): ShownLine => ({ text: `${' '.repeat(column)}${text}`, tone: 'plain' }));
  return [{ text: `${head.padEnd(column)}${first}`, tone }, ...more];
}

function toneOf(answer: ProbeAnswer): keyof typeof marks {
  if (answer.kind !== 'problem') return answer.kind;
  return answer.stopsReviews ? 'problem' : 'trap';
}

/** Words in lines of at most `width` characters; a longer word has a line to itself. */
function wrapped(text: string, width: number, mark = ''): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${line}`);
}
