// The Azure Pipelines entry: makes the edges, calls review(), maps the outcome to the step's result.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Connection, readConnection } from './config/connection.ts';
import { type InputReading, readInputs } from './config/inputs.ts';
import { runPageUrl } from './config/run-page.ts';
import { unexpandedVariable } from './config/unexpanded.ts';
import { connectAzureDevOps } from './edges/azure-devops.ts';
import { modelKey } from './edges/azure-model-key.ts';
import { type AzureTask, openAzureTask } from './edges/azure-task.ts';
import { systemClock } from './edges/clock.ts';
import { type Ending, watchEnding } from './edges/ending.ts';
import { openWorkspace } from './edges/git.ts';
import { foldersLocalFirst } from './edges/local-folders.ts';
import { createLanguageModel } from './edges/openai.ts';
import { createOutliner } from './edges/outline.ts';
import { createPrintingPublisher } from './edges/printing-publisher.ts';
import { writeReportFiles } from './edges/report-file.ts';
import { ConfigError, explanationOf } from './errors.ts';
import type { Outcome } from './model/outcome.ts';
import { outputVariables, stepResult } from './model/step-result.ts';
import type { World } from './ports.ts';
import { review } from './review.ts';

declare const __THREADLINE_VERSION__: string;

const task = openAzureTask(process.stdout);

run().catch((error: unknown) => {
  task.log.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
  task.finish(
    'failed',
    'Threadline stopped on an error that it does not know. Run it again with System.Debug set to true and report the log.',
  );
  process.exitCode = 1;
});

async function run(): Promise<void> {
  task.log.info(`Threadline ${__THREADLINE_VERSION__} on Node ${process.versions.node}`);
  const texts = (name: string) => task.input(name);
  for (const secret of [texts('modelApiKey'), texts('azureDevOpsToken'), task.jobToken]) {
    if (unexpandedVariable(secret) === undefined) task.maskSecret(secret);
  }
  const inputs = readInputs(texts);
  const connection = readConnection(texts, task.variable, task.jobToken);
  if (connection instanceof ConfigError) {
    return finish({ kind: 'stopped', stopped: connection, cause: connection, isOnPullRequest: false }, inputs);
  }
  const ending = watchEnding(inputs.inputs.timeoutMinutes);
  const request = {
    inputs,
    project: connection.project,
    pullRequestId: connection.pullRequestId,
    runUrl: runPageUrl(task.variable),
    run: randomUUID(),
    isByHand: task.variable('Build.Reason') !== 'PullRequest',
    linkHosts: [new URL(connection.collectionUrl).host],
  };
  await finish(await review(request, await connect(task, inputs, connection, ending)), inputs);
}

async function connect(agent: AzureTask, inputs: InputReading, connection: Connection, ending: Ending): Promise<World> {
  const { log } = agent;
  const { collectionUrl, token } = connection;
  const userAgent = `Threadline/${__THREADLINE_VERSION__}`;
  const open = (signal: AbortSignal) =>
    connectAzureDevOps({ collectionUrl, token, clock: systemClock, signal, log, userAgent });
  const azureDevOps = open(ending.cancelled);
  // A connection of its own: one that waits for the service would keep a cancelled run from saying so.
  const lastWords = open(ending.lastWords).publisher;
  const printing = inputs.inputs.dryRun ? createPrintingPublisher(log) : undefined;
  const workspace = await checkout(agent, ending);
  return {
    pullRequests: azureDevOps.pullRequests,
    blobs: azureDevOps.blobs,
    checkout: workspace?.blobs,
    ...(workspace === undefined ? {} : { codeBase: workspace.codeBase }),
    outliner: createOutliner({
      child: join(import.meta.dirname, 'outline.cjs'),
      debug: (line) => log.debug(line),
      signal: ending.deadline,
    }),
    folders: foldersLocalFirst(workspace, azureDevOps.folders),
    publisher: printing ?? azureDevOps.publisher,
    lastWords: printing ?? lastWords,
    model: (choice) =>
      createLanguageModel({
        provider: choice.provider,
        model: choice.name,
        baseUrl: choice.baseUrl,
        clock: systemClock,
        signal: ending.deadline,
        log,
        ...modelKey(choice, agent, connection.collectionUrl, { clock: systemClock, signal: ending.deadline }),
      }),
    log,
    clock: systemClock,
    cancelled: ending.cancelled,
  };
}

/** The agent's checkout; without one that can be read, everything comes over REST. */
async function checkout(agent: AzureTask, ending: Ending) {
  const folder = agent.variable('Build.SourcesDirectory');
  if (folder === '') return undefined;
  return openWorkspace(folder, { signal: ending.cancelled }).catch((error: unknown) => {
    agent.log.info(`The checkout is not used: ${explanationOf(error)?.problem ?? 'git could not read it.'}`);
    return undefined;
  });
}

async function finish(outcome: Outcome, inputs: InputReading): Promise<void> {
  task.log.endSection();
  const outputs = { ...outputVariables(outcome), reportPath: await keepReport(outcome) };
  for (const [name, value] of Object.entries(outputs)) task.setOutput(name, value);
  if (outcome.kind === 'stopped' && outcome.stopped.code === 'unexpected-error') {
    task.log.debug(outcome.cause instanceof Error ? (outcome.cause.stack ?? '') : String(outcome.cause));
  }
  const { result, message } = stepResult(outcome, inputs.inputs.failTask);
  task.log.progress(100, 'Done');
  task.log.info(message);
  task.finish(result, message);
  if (result === 'failed') process.exitCode = 1;
}

/** Path of the report on disk; empty where there is none. */
async function keepReport(outcome: Outcome): Promise<string> {
  if (outcome.kind !== 'reviewed') return '';
  const { json, summary } = outcome.texts;
  const files = await writeReportFiles(
    task.variable('Agent.TempDirectory'),
    `pull-request-${outcome.report.pullRequestId}`,
    json,
    summary,
  );
  task.uploadSummary(files.summary);
  return files.report;
}
