// Tells on the terminal what the review did.
import colors from 'picocolors';
import * as z from 'zod';
import type { TaskRun } from '../../tests/emulator/agent.ts';
import { demoModel } from './run.ts';
import type { Stage } from './stage.ts';

const paint: Readonly<Record<string, (text: string) => string>> = {
  Blocker: colors.red,
  Warning: colors.yellow,
  Suggestion: colors.cyan,
};

/** Prints status, threads and what was left out. */
export function printAccount(stage: Stage, run: TaskRun): void {
  const state = stage.pullRequest.state();
  const status = state.statuses.at(-1);
  const threads = state.threads.filter((thread) => thread.systemType === undefined && !thread.isDeleted);
  const placed = threads.filter((thread) => thread.threadContext?.filePath !== undefined);
  const model = demoModel();
  console.log('');
  console.log(`${colors.bold('Status')}   ${status?.genre}/${status?.name}: ${status?.state}. ${status?.description}`);
  console.log(`${colors.bold('Verdict')}  ${run.outputs['verdict']}`);
  console.log(
    `${colors.bold('Model')}    ${model === undefined ? 'none: the built-in checks did this alone' : model.name}`,
  );
  console.log(
    `${colors.bold('Files')}    ${run.outputs['reviewedFiles']} reviewed, ${run.outputs['skippedFiles']} not; the summary comment names the reason of each`,
  );
  console.log(`${colors.bold('Asked')}    ${stage.azureDevOps.requests.length} requests to Azure DevOps`);
  const heading = placed.length === 1 ? '1 thread' : `${placed.length} threads`;
  console.log(
    `\n${placed.length === 0 ? 'No thread: nothing to report.' : `${colors.bold(heading)}, on exact lines:`}`,
  );
  for (const thread of placed) console.log(`  ${threadLine(thread)}`);
  for (const { problem, fix } of failuresOf(run)) console.log(`\n${colors.yellow(problem)}\n${fix}`);
  if (model === undefined)
    console.log(
      colors.dim('\nSet THREADLINE_MODEL_URL, THREADLINE_MODEL and THREADLINE_MODEL_KEY to see a model take part.'),
    );
  if (run.result === 'Failed') console.log(`\nThe step failed. The run's log: npm start -- --log`);
}

const reportSchema = z.looseObject({ failures: z.array(z.looseObject({ problem: z.string(), fix: z.string() })) });

/** What did not come to its end, from the report that the task wrote. */
function failuresOf(run: TaskRun): readonly { readonly problem: string; readonly fix: string }[] {
  return reportSchema.safeParse(run.report).data?.failures ?? [];
}

function threadLine(thread: ReturnType<Stage['pullRequest']['state']>['threads'][number]): string {
  const place = thread.threadContext;
  const start = place?.rightFileStart ?? place?.leftFileStart;
  const title = /^\*\*(\w+)\W+(.*?)\*\*/.exec(thread.comments[0]?.content ?? '');
  const severity = title?.[1] ?? '';
  const where = `${place?.filePath?.slice(1)}${start ? `:${start.line}` : ''}`;
  return `${(paint[severity] ?? String)(severity.padEnd(10))} ${where}  ${colors.bold(plain(title?.[2] ?? ''))}`;
}

function plain(markdown: string): string {
  return markdown.replace(/\\([^\w\s])/g, '$1').replaceAll('\u2060', '');
}
