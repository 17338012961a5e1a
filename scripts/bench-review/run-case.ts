// Runs the built task on one case with one model, and collects what came of it.
import { performance } from 'node:perf_hooks';
import * as z from 'zod';
import { runTask, type TaskRun } from '../../tests/emulator/agent.ts';
import { type ModelScript, startModelServer, testModelKey } from '../../tests/emulator/model-server.ts';
import { openStage, type Stage } from '../demo/stage.ts';
import type { BenchCase } from './bench-case.ts';
import { checkOut } from './check-out.ts';
import { listening } from './listening.ts';
import type { AskedQuestion, ReportedFinding, RunRecord } from './run-record.ts';
import type { Ledger } from './scripted.ts';
import { knownInputs } from './task-inputs.ts';

export interface RunOptions {
  readonly model: string;
  readonly script: ModelScript;
  /** Filled by the script while the task runs. */
  readonly ledger: Ledger;
  /** `undefined` for what the task does by itself. */
  readonly effort: string | undefined;
  /** Disk path of the built task. */
  readonly taskFolder: string;
}

const anchor = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('lines'),
    side: z.enum(['left', 'right']),
    start: z.looseObject({ line: z.number() }),
    end: z.looseObject({ line: z.number() }),
  }),
  z.looseObject({ kind: z.literal('file') }),
  z.looseObject({ kind: z.literal('pull-request') }),
]);
const finding = z.looseObject({
  fingerprint: z.string(),
  path: z.string(),
  title: z.string(),
  source: z.looseObject({ kind: z.string() }),
  anchor,
  disposition: z.looseObject({ kind: z.string(), reason: z.string().optional() }),
  verification: z.looseObject({ by: z.string().optional() }).nullish(),
});
const reportShape = z.looseObject({
  findings: z.array(finding),
  reviewed: z.array(z.looseObject({ changedLines: z.number() })),
  spending: z.looseObject({ prompt: z.number(), completion: z.number() }),
});

/** Sets the case up on the emulator, runs the task as the agent would, and takes everything down again. */
export async function runCase(bench: BenchCase, options: RunOptions): Promise<RunRecord> {
  const asked: AskedQuestion[] = [];
  const server = await startModelServer({ script: listening(options.script, asked) });
  const stage = await openStage(sceneOf(bench));
  const checkout = await checkOut(stage);
  try {
    const start = performance.now();
    const run = await review(stage, server.url, options, checkout.folder);
    const seconds = (performance.now() - start) / 1000;
    const report = reportShape.safeParse(run.report).data;
    const findings = (report?.findings ?? []).map(reported);
    const statuses = stage.pullRequest.state().statuses.filter(({ genre }) => genre === 'threadline');
    return {
      caseName: bench.name,
      model: options.model,
      expected: bench.expected,
      claims: [...options.ledger.values()],
      findings,
      posted: postedOf(stage, findings),
      questions: asked,
      changedLines: report?.reviewed.reduce((sum, one) => sum + one.changedLines, 0) ?? 0,
      promptTokens: report?.spending.prompt ?? 0,
      outputTokens: report?.spending.completion ?? 0,
      seconds,
      verdict: run.outputs['verdict'] ?? '',
      statuses: statuses.map(({ state }) => state),
      lastStatus: statuses.at(-1)?.description ?? '',
      exitCode: run.exitCode,
      hasReport: report !== undefined,
    };
  } finally {
    await checkout.remove();
    await stage.close();
    await server.close();
  }
}

function sceneOf(bench: BenchCase) {
  return {
    organisation: 'bench',
    project: 'bench',
    repository: 'cases',
    author: 'Case Author',
    title: 'Change something',
    description: '',
    sourceBranch: 'feature',
    targetBranch: 'main',
    base: bench.base,
    head: bench.head,
  };
}

async function review(
  stage: Stage,
  modelUrl: string,
  { effort, taskFolder }: RunOptions,
  sources: string,
): Promise<TaskRun> {
  const { azureDevOps, pullRequest, projectId, scene } = stage;
  const inputs = { modelProvider: 'compatible', modelUrl, model: 'bench', modelApiKey: '$(MODEL_KEY)' };
  const knowsEffort = (await knownInputs()).has('effort');
  return runTask({
    taskFolder,
    inputs: { ...inputs, ...(effort !== undefined && knowsEffort ? { effort } : {}) },
    variables: {
      'Build.BuildId': String(stage.buildId),
      'Build.Reason': 'PullRequest',
      'Build.SourcesDirectory': sources,
      'Build.Repository.Provider': 'TfsGit',
      'Build.SourceBranch': `refs/pull/${pullRequest.id}/merge`,
      'System.PullRequest.PullRequestId': String(pullRequest.id),
      'System.TeamProject': scene.project,
      'System.TeamProjectId': projectId,
    },
    secretVariables: { MODEL_KEY: testModelKey },
    jobToken: stage.jobToken,
    collectionUrl: azureDevOps.collectionUrl,
  });
}

function reported(one: z.infer<typeof finding>): ReportedFinding {
  const place = one.anchor;
  return {
    fingerprint: one.fingerprint,
    path: one.path,
    title: one.title,
    source: one.source.kind,
    lines:
      place.kind === 'lines'
        ? { side: place.side === 'left' ? 'old' : 'new', first: place.start.line, last: place.end.line }
        : undefined,
    disposition: one.disposition.kind,
    reason: one.disposition.reason ?? '',
    verifiedBy: one.verification?.by ?? '',
  };
}

/** What is on the pull request, with the place that Azure DevOps shows, in the order of the report. */
function postedOf(stage: Stage, findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const threads = stage.pullRequest.state().threads.filter((thread) => thread.threadContext?.filePath !== undefined);
  return findings.flatMap((one) => {
    if (one.disposition !== 'post') return [];
    const thread = threads.find(
      ({ threadContext, properties }) =>
        threadContext?.filePath === `/${one.path}` && properties['Threadline.Fingerprint']?.$value === one.fingerprint,
    );
    if (thread === undefined) return [];
    const { rightFileStart, rightFileEnd, leftFileStart, leftFileEnd } = thread.threadContext ?? {};
    const start = rightFileStart ?? leftFileStart;
    const end = rightFileEnd ?? leftFileEnd;
    const side = rightFileStart ? ('new' as const) : ('old' as const);
    return [{ ...one, lines: start && end ? { side, first: start.line, last: end.line } : undefined }];
  });
}
