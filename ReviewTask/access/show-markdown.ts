// The probes as Markdown for the page of a run.
import { type ProbeAnswer, type ProbeResult, probeGroups } from '../model/access.ts';
import { groupTitles } from './catalogue.ts';
import { concludeFrom } from './conclusion.ts';

export function showMarkdown(results: readonly ProbeResult[]): string {
  const present = probeGroups.filter((group) => results.some((result) => result.group === group));
  const groups = present.flatMap((group, index) => {
    const members = results.filter((result) => result.group === group);
    const rows = members.map(
      ({ answer, title }) => `| ${wordOf(answer)} | ${plain(title)} | ${plain(saidIn(answer))} |`,
    );
    return [`### ${index + 1}. ${groupTitles[group]}`, '', '|  | what | found |', '| --- | --- | --- |', ...rows, ''];
  });
  const { sentence } = concludeFrom(results);
  return ['## Threadline doctor', '', `**${plain(sentence)}**`, '', ...toDo(results), ...groups].join('\n');
}

/** What a person has to do, first what keeps reviews from working. */
function toDo(results: readonly ProbeResult[]): readonly string[] {
  const found = results.flatMap(({ answer }) => (answer.kind === 'problem' ? [answer] : []));
  const sorted = [...found.filter((one) => one.stopsReviews), ...found.filter((one) => !one.stopsReviews)];
  if (sorted.length === 0) return [];
  const items = sorted.map(
    ({ explanation: { fix, problem } }, index) => `${index + 1}. ${plain(problem)} ${plain(fix)}`,
  );
  return ['### What to do', '', ...items, ''];
}

function wordOf(answer: ProbeAnswer): string {
  if (answer.kind === 'pass') return 'ok';
  if (answer.kind === 'unknown') return 'not known';
  return answer.stopsReviews ? '**problem**' : 'note';
}

function saidIn(answer: ProbeAnswer): string {
  if (answer.kind === 'pass') return answer.detail;
  return answer.kind === 'unknown' ? answer.why : answer.explanation.problem;
}

/** Names come from outside: nothing in them is read as Markdown or HTML. Addresses stay what they are, and can be clicked. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .split(/(https?:\/\/[^\s<>|"'`\\]*[^\s<>|"'`\\.,;:)])/)
    .map((part, index) => (index % 2 === 1 ? `<${part}>` : part.replace(/[\\`*_[\]<>|~#!@]/g, '\\$&')))
    .join('');
}
