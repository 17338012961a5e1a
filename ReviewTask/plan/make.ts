// The plan stage: which files are reviewed in which order, what is left out and why, and the questions to the model.
import type { Config } from '../model/config.ts';
import type { FreshPart } from '../model/delta.ts';
import { type ChangedFile, changedLineCount } from '../model/diff.ts';
import { cutLineCount, isMostlyCut, longestLine } from '../model/long-line.ts';
import { isTextFile, type ReviewPlan, type Skip, type TextFile } from '../model/plan.ts';
import { makeChunks } from './chunks.ts';
import { dueFiles } from './due.ts';
import { byRisk } from './risk.ts';

/**
 * Every file read ends up either planned or skipped with a reason; `excluded` are the ones left out unread. With `fresh`
 * the model gets what is new only; the built-in checks read everything every time.
 */
export function makePlan(
  files: readonly ChangedFile[],
  excluded: readonly Skip[],
  config: Pick<Config, 'model' | 'maxChangedLines'>,
  fresh?: FreshPart,
): ReviewPlan {
  const usesModel = config.model.provider !== 'none';
  const { due, before } = dueFiles(files.filter(isTextFile), usesModel ? fresh : undefined);
  const readable = byRisk(due);
  // The limit is there for the model's sake: the built-in checks read everything in no time.
  const { within, beyond } = withinLimit(readable, usesModel ? config.maxChangedLines : Number.POSITIVE_INFINITY);
  const empty = files.flatMap((file): Skip[] =>
    file.content.kind === 'none'
      ? [{ path: file.path, changedLines: 0, reason: { kind: 'no-lines', reason: file.content.reason } }]
      : [],
  );
  const askable = within.filter((file) => !isMinified(file));
  const long = usesModel ? [...within.filter(isMinified).map(skipWhole), ...askable.flatMap(skipCutLines)] : [];
  return {
    files: usesModel ? askable : within,
    skips: [...excluded, ...empty, ...before, ...beyond, ...long],
    chunks: usesModel ? makeChunks(askable) : [],
  };
}

function withinLimit(
  files: readonly TextFile[],
  limit: number,
): { within: readonly TextFile[]; beyond: readonly Skip[] } {
  const within: TextFile[] = [];
  const beyond: Skip[] = [];
  let sum = 0;
  for (const file of files) {
    const lines = changedLineCount(file.content.hunks);
    if (sum + lines <= limit) {
      within.push(file);
      sum += lines;
    } else {
      beyond.push({ path: file.path, changedLines: lines, reason: { kind: 'over-max-changed-lines', limit } });
    }
  }
  return { within, beyond };
}

function isMinified(file: TextFile): boolean {
  return isMostlyCut(file.content.hunks);
}

function skipWhole({ path, content }: TextFile): Skip {
  const changedLines = changedLineCount(content.hunks);
  return { path, changedLines, reason: { kind: 'long-lines', limit: longestLine } };
}

/** The changed lines of a planned file that the model will not see whole. */
function skipCutLines({ path, content }: TextFile): readonly Skip[] {
  const changedLines = cutLineCount(content.hunks);
  return changedLines === 0 ? [] : [{ path, changedLines, reason: { kind: 'cut-lines', limit: longestLine } }];
}
