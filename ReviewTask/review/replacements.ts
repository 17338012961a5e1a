// The chapter of trying replacements: a parser reads each file as it would be before a change at a click is offered.
import type { TextContent } from '../model/diff.ts';
import type { Finding, InPlace } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { Outliner, World } from '../ports.ts';
import { type Trial, trialOf } from '../publish/in-place.ts';
import { isThreaded } from '../publish/posted-threads.ts';
import type { Change } from './change.ts';

/** Tries the replacements of the findings that will be posted; all of them are put to the parsers in one question. */
export async function tryReplacements(
  { log, outliner }: Pick<World, 'log' | 'outliner'>,
  { aside }: Pick<Change, 'aside'>,
  report: Report,
): Promise<Report> {
  const contents = new Map(
    aside.files.flatMap(({ path, content }) => (content.kind === 'text' ? [[path, content]] : [])),
  );
  const trials = report.findings.flatMap((finding) => {
    const content = contents.get(finding.path);
    const trial = content === undefined || !isThreaded(finding) ? undefined : trialOf(finding, content);
    return content === undefined || trial === undefined ? [] : [{ finding, content, trial }];
  });
  if (trials.length === 0) return report;
  const errors = await errorsIn(trials, outliner);
  const found = new Map(trials.map((one) => [one.finding, inPlaceOf(one, errors)]));
  for (const [finding, inPlace] of found) {
    if (inPlace !== undefined && inPlace !== 'parses') log.info(`${finding.path}: ${why[inPlace]}`);
  }
  return { ...report, findings: report.findings.map((finding) => withInPlace(finding, found.get(finding))) };
}

const why = {
  breaks: 'a replacement is not offered at a click, because a parser could not read the file with it in place.',
  repeats: 'a replacement is not offered at a click, because it repeats a line beside those that it would replace.',
} as const;

interface Tried {
  readonly finding: Finding;
  readonly content: TextContent;
  readonly trial: Trial;
}

/** Numbers of syntax errors, by the lines that were read. */
type Errors = ReadonlyMap<readonly string[], number | undefined>;

async function errorsIn(trials: readonly Tried[], outliner: Outliner | undefined): Promise<Errors> {
  const asked = trials.filter(({ trial }) => !trial.repeats);
  const asIs = new Map(asked.map(({ finding, content }) => [finding.path, content.right]));
  const files = [
    ...[...asIs].map(([path, lines]) => ({ path, lines })),
    ...asked.map(({ finding, trial }) => ({ path: finding.path, lines: trial.lines })),
  ];
  const counts = asked.length === 0 ? [] : await outliner?.syntaxErrors(files).catch(() => undefined);
  return new Map(files.map(({ lines }, index) => [lines, counts?.[index]]));
}

/** A parser that did not understand the file to begin with can tell that it is worse, but not that it is right. */
function inPlaceOf({ content, trial }: Tried, errors: Errors): InPlace | undefined {
  if (trial.repeats) return 'repeats';
  const [before, after] = [errors.get(content.right), errors.get(trial.lines)];
  if (before === undefined || after === undefined) return undefined;
  if (after > before) return 'breaks';
  return after === 0 ? 'parses' : undefined;
}

function withInPlace(finding: Finding, inPlace: InPlace | undefined): Finding {
  return inPlace === undefined ? finding : { ...finding, inPlace };
}
