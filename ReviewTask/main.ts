// The Azure Pipelines entry: makes the edges, calls review(), maps the outcome to the step's result.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { concludeFrom } from './access/conclusion.ts';
import { showJson } from './access/show-json.ts';
import { showLines } from './access/show-lines.ts';
import { showMarkdown } from './access/show-markdown.ts';
import { type Connection, readConnection } from './config/connection.ts';
import { inputsOfFork } from './config/fork.ts';
import { type InputReading, readInputs } from './config/inputs.ts';
import { networkOfAgent } from './config/network-of-agent.ts';
import { runPageUrl } from './config/run-page.ts';
import { unexpandedVariable } from './config/unexpanded.ts';
import { examine } from './doctor.ts';
import { connectAzureDevOps } from './edges/azure-devops.ts';
import { modelKey } from './edges/azure-model-key.ts';
import { type AzureTask, openAzureTask } from './edges/azure-task.ts';
import { systemClock } from './edges/clock.ts';
import { type Ending, watchEnding } from './edges/ending.ts';
import { openWorkspace } from './edges/git.ts';
import { foldersLocalFirst } from './edges/local-folders.ts';
import { openNetwork, type WayOut } from './edges/network.ts';
import { createLanguageModel } from './edges/openai.ts';
import { createOutliner } from './edges/outline.ts';
import { createPrintingPublisher } from './edges/printing-publisher.ts';
import { writeReportFiles } from './edges/report-file.ts';
import { ConfigError, explanationOf } from './errors.ts';
import { reviewFork } from './fork.ts';
import type { ProbeResult } from './model/access.ts';
import { describeNetwork, networkSecrets, uncheckedWarnings } from './model/network.ts';
import type { Outcome } from './model/outcome.ts';
import { outputVariables, type StepResult, stepResult } from './model/step-result.ts';
import type { SweepOutcome } from './model/sweep.ts';
import { sweepResult, sweepVariables } from './model/sweep-result.ts';
import type { Log, World } from './ports.ts';
import { review } from './review.ts';
import { sweepJson, sweepSummary } from './sweep/words.ts';
import { sweep } from './sweep.ts';

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
  const given = (name: string) => task.input(name);
  const isFork = task.variable('System.PullRequest.IsFork').toLowerCase() === 'true';
  const { isModelWithheld, texts } = isFork ? inputsOfFork(given) : { isModelWithheld: false, texts: given };
  for (const secret of [given('modelApiKey'), given('azureDevOpsToken'), task.jobToken]) {
    if (unexpandedVariable(secret) === undefined) task.maskSecret(secret);
  }
  const inputs = readInputs(texts);
  const connection = readConnection(texts, task.variable, task.jobToken);
  if (connection instanceof ConfigError) {
    return finish({ kind: 'stopped', stopped: connection, cause: connection, isOnPullRequest: false }, inputs);
  }
  const network = wayOut(connection.collectionUrl);
  if (network instanceof ConfigError) {
    return finish({ kind: 'stopped', stopped: network, cause: network, isOnPullRequest: false }, inputs);
  }
  const ending = watchEnding(inputs.inputs.timeoutMinutes);
  const { project, target } = connection;
  const linkHosts = [new URL(connection.collectionUrl).host];
  const tokenPage = connection.token.kind === 'pat' ? `${connection.collectionUrl}_usersSettings/tokens` : undefined;
  const common = { inputs, project, runUrl: runPageUrl(task.variable), linkHosts, tokenPage };
  const worldOf = await connect(task, inputs, connection, network, ending);
  if (target.kind === 'doctor') {
    const { collectionUrl, token } = connection;
    const place = { collectionUrl, project, tokenKind: token.kind, ...target };
    const { clock, model, probes, pullRequests } = worldOf(task.log);
    return finishDoctor(await examine({ access: probes, clock, model, pullRequests }, inputs, place));
  }
  if (target.kind === 'sweep') {
    const request = { ...common, repository: target.repository, newRun: randomUUID };
    return finishSweep(await sweep(request, task.log, worldOf), inputs);
  }
  const isByHand = task.variable('Build.Reason') !== 'PullRequest';
  const request = { ...common, pullRequestId: target.id, run: randomUUID(), isByHand };
  const world = worldOf(task.log);
  if (!isFork) return finish(await review(request, world), inputs);
  const fork = { isModelWithheld, printing: createPrintingPublisher(task.log) };
  await finish(await reviewFork(request, world, fork), inputs);
}

/** How requests leave the agent's machine, said in the log; its secrets are masked before anything can go wrong with them. */
function wayOut(collectionUrl: string): WayOut | ConfigError {
  try {
    const network = networkOfAgent(task.variable, process.env);
    for (const secret of networkSecrets(network)) task.maskSecret(secret);
    for (const line of describeNetwork(network)) task.log.info(line);
    for (const line of uncheckedWarnings(network)) task.log.warning(line);
    return openNetwork(network, collectionUrl);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

/** One connection and one checkout for all reviews of the run; each speaks to its own log. */
async function connect(
  agent: AzureTask,
  inputs: InputReading,
  connection: Connection,
  network: WayOut,
  ending: Ending,
) {
  const { collectionUrl, token } = connection;
  const userAgent = `Threadline/${__THREADLINE_VERSION__}`;
  const open = (signal: AbortSignal) =>
    connectAzureDevOps({ collectionUrl, token, clock: systemClock, signal, log: agent.log, userAgent, network });
  const azureDevOps = open(ending.cancelled);
  // A connection of its own: one that waits for the service would keep a cancelled run from saying so.
  const last = open(ending.lastWords);
  const workspace = await checkout(agent, ending);
  const way = { fetch: network.fetch, network: network.network };
  const printing = (log: Log) => (inputs.inputs.dryRun ? createPrintingPublisher(log) : undefined);
  return (log: Log) => ({
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
    publisher: printing(log) ?? azureDevOps.publisher,
    /** For doctor, which writes nothing whatever the token. */
    probes: azureDevOps.access,
    access: !inputs.inputs.dryRun && token.kind === 'pat' ? azureDevOps.access : undefined,
    lastWords: printing(log) ?? last.publisher,
    lastLook: last.pullRequests,
    model: (choice: Parameters<World['model']>[0]) =>
      createLanguageModel({
        provider: choice.provider,
        model: choice.name,
        baseUrl: choice.baseUrl,
        clock: systemClock,
        signal: ending.deadline,
        log,
        ...way,
        ...modelKey(choice, agent, connection.collectionUrl, { clock: systemClock, signal: ending.deadline, ...way }),
      }),
    log,
    clock: systemClock,
    cancelled: ending.cancelled,
  });
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
  const files = await keepReport(outcome);
  if (files !== undefined) task.uploadSummary(files.summary);
  if (outcome.kind === 'stopped') debugUnexpected(outcome.stopped.code, outcome.cause);
  const outputs = { ...outputVariables(outcome), reportPath: files?.report ?? '' };
  end(outputs, stepResult(outcome, inputs.inputs.failTask));
}

async function finishDoctor(results: readonly ProbeResult[]): Promise<void> {
  for (const { text } of showLines(results, 110)) task.log.info(text);
  for (const { answer } of results) {
    if (answer.kind === 'problem') task.log.warning(`${answer.explanation.problem} ${answer.explanation.fix}`);
  }
  const files = await writeReportFiles(reportFolder(), 'doctor', showJson(results), showMarkdown(results));
  task.uploadSummary(files.summary);
  const { exitCode, sentence } = concludeFrom(results);
  const result = exitCode === 0 ? 'succeeded' : exitCode === 1 ? 'failed' : 'issues';
  end({ verdict: 'EXAMINED', reportPath: files.report }, { result, message: sentence });
}

async function finishSweep(outcome: SweepOutcome, inputs: InputReading): Promise<void> {
  const paths = new Map<number, string>();
  for (const one of outcome.kind === 'swept' ? outcome.pullRequests : []) {
    const files = await keepReport(one.outcome);
    if (files !== undefined) paths.set(one.id, files.report);
    if (one.outcome.kind === 'stopped') debugUnexpected(one.outcome.stopped.code, one.outcome.cause);
  }
  if (outcome.kind === 'refused') debugUnexpected(outcome.stopped.code, outcome.cause);
  const list = sweepJson(outcome, (id) => paths.get(id) ?? '');
  const files = await writeReportFiles(reportFolder(), 'sweep', list, sweepSummary(outcome));
  task.uploadSummary(files.summary);
  const outputs = { ...sweepVariables(outcome), reportPath: files.report };
  end(outputs, sweepResult(outcome, inputs.inputs.failTask));
}

function end(outputs: Readonly<Record<string, string>>, { message, result }: StepResult): void {
  task.log.endSection();
  for (const [name, value] of Object.entries(outputs)) task.setOutput(name, value);
  task.log.progress(100, 'Done');
  task.log.info(message);
  task.finish(result, message);
  if (result === 'failed') process.exitCode = 1;
}

function debugUnexpected(code: string, cause: unknown): void {
  if (code !== 'unexpected-error') return;
  task.log.debug(cause instanceof Error ? (cause.stack ?? '') : String(cause));
}

/** Writes the report of a review; `undefined` where there is none. */
async function keepReport(outcome: Outcome) {
  if (outcome.kind !== 'reviewed') return undefined;
  const { json, summary } = outcome.texts;
  return writeReportFiles(reportFolder(), `pull-request-${outcome.report.pullRequestId}`, json, summary);
}

function reportFolder(): string {
  return task.variable('Agent.TempDirectory');
}
