// A pull request on the emulator that is reviewed push after push, in this process, with the real edges and a scripted model.
import { randomUUID } from 'node:crypto';
import { inputDefaults } from '../../ReviewTask/config/input-names.ts';
import { readInputs } from '../../ReviewTask/config/inputs.ts';
import { connectAzureDevOps } from '../../ReviewTask/edges/azure-devops.ts';
import { systemClock } from '../../ReviewTask/edges/clock.ts';
import { createLanguageModel } from '../../ReviewTask/edges/openai.ts';
import type { Outcome } from '../../ReviewTask/model/outcome.ts';
import type { Clock, Log, World } from '../../ReviewTask/ports.ts';
import { review } from '../../ReviewTask/review.ts';
import {
  type AzureDevOps,
  type EmulatedIdentity,
  type EmulatedPullRequest,
  type EmulatedToken,
  type FileChange,
  type LoggedRequest,
  type Project,
  type Repository,
  type ShownThread,
  startAzureDevOps,
  type Toggles,
} from '../emulator/azure-devops.ts';
import { type ModelScript, type ModelServer, startModelServer, testModelKey } from '../emulator/model-server.ts';
import { allDefects, type Defect } from './defects.ts';
import { rewordingOracle } from './oracle.ts';

type Files = Readonly<Record<string, FileChange>>;

export interface PushSceneOptions {
  /** What the model knows; all of `defects.ts` unless told. */
  readonly defects?: readonly Defect[];
  /** What the model server says, in place of the oracle. */
  readonly script?: ModelScript;
  readonly title?: string;
  readonly isDraft?: boolean;
  readonly toggles?: Partial<Toggles>;
}

export interface RunOptions {
  /** Task inputs by name, over the scene's: an OpenAI-compatible model and effort `standard`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Who we are; the job token unless told. */
  readonly token?: EmulatedToken;
  /** True: a person started the run. */
  readonly isByHand?: boolean;
  /** Names the run; a new name each time unless told. */
  readonly run?: string;
  /** The machine's own unless told. */
  readonly clock?: Clock;
  /** The run ends without a word as soon as it is aborted: nothing that it does afterwards reaches the service. */
  readonly kill?: AbortSignal;
}

/** What one run came to. */
export interface PushRun {
  readonly outcome: Outcome;
  /** Requests of this run alone, whatever else is going on. */
  readonly requests: readonly LoggedRequest[];
  /** Requests that change something. */
  readonly writes: readonly LoggedRequest[];
  /** Questions that the model server was asked while the run went on. */
  readonly modelCalls: ModelServer['questions'];
  /** What it wrote to the log; warnings begin with "warning: ". */
  readonly log: readonly string[];
}

export interface PushScene {
  readonly azureDevOps: AzureDevOps;
  readonly model: ModelServer;
  readonly project: Project;
  readonly repository: Repository;
  readonly pullRequest: EmulatedPullRequest;
  /** Opened the pull request. */
  readonly author: EmulatedIdentity;
  /** Another person. */
  readonly reviewer: EmulatedIdentity;
  readonly jobToken: EmulatedToken;
  /** Commits on the source branch; null deletes a file. */
  push(files: Files): Promise<string>;
  run(options?: RunOptions): Promise<PushRun>;
  /** Threads of findings, in the order of opening; deleted ones are left out. */
  findings(): readonly ShownThread[];
  /** The tracking comments that are there, as threads. */
  trackings(): readonly ShownThread[];
  /** Text of the newest tracking comment; empty where there is none. */
  tracking(): string;
  /** State and words of the last status of ours on the latest iteration; empty for none. */
  status(): string;
  close(): Promise<void>;
}

/** Opens a pull request that turns `base` into `head`; `head` holds what differs, null deletes. */
export async function openPushScene(
  { base, head }: { readonly base: Files; readonly head: Files },
  options: PushSceneOptions = {},
): Promise<PushScene> {
  const azureDevOps = await startAzureDevOps({ toggles: options.toggles ?? {} });
  const model = await startModelServer({ script: options.script ?? rewordingOracle(options.defects ?? allDefects) });
  const project = azureDevOps.addProject('shop');
  const repository = await azureDevOps.addRepository(project, 'web');
  const author = azureDevOps.addIdentity('Kim Author');
  const reviewer = azureDevOps.addIdentity('Robin Reviewer');
  await repository.commit({ branch: 'main', message: 'Base', files: base });
  await repository.commit({ branch: 'feature', message: 'Change', files: head });
  const title = options.title ?? 'Change something';
  const isDraft = options.isDraft ?? false;
  const pullRequest = await repository.createPullRequest({ title, source: 'feature', target: 'main', author, isDraft });
  const identity = azureDevOps.addIdentity('shop Build Service (acme)', { kind: 'build' });
  const jobToken = azureDevOps.addToken({ identity, name: 'job token', scheme: 'bearer' });
  const place = { azureDevOps, model, project, pullRequest, jobToken };
  const trackings = () => threadsWith(pullRequest, 'Threadline.Tracking');
  return {
    ...{ ...place, repository, author, reviewer, trackings },
    push: (files) => repository.commit({ branch: 'feature', message: 'Push', files }),
    run: (given = {}) => runOnce(place, given),
    findings: () => threadsWith(pullRequest, 'Threadline.Fingerprint'),
    tracking: () => trackings().at(-1)?.comments[0]?.content ?? '',
    status: () => statusOf(pullRequest),
    async close() {
      await Promise.all([azureDevOps.close(), model.close()]);
    },
  };
}

function threadsWith(pullRequest: EmulatedPullRequest, property: string): readonly ShownThread[] {
  return pullRequest
    .state()
    .threads.filter(({ isDeleted, properties }) => !isDeleted && properties[property] !== undefined);
}

function statusOf(pullRequest: EmulatedPullRequest): string {
  const { iterations, statuses } = pullRequest.state();
  const latest = iterations.at(-1)?.id;
  const ours = statuses.filter(({ genre, iterationId }) => genre === 'threadline' && iterationId === latest);
  const last = ours.at(-1);
  return last === undefined ? '' : `${last.state}: ${last.description}`;
}

type Place = Pick<PushScene, 'azureDevOps' | 'jobToken' | 'model' | 'project' | 'pullRequest'>;

/** As the entry of the task does it, but for the agent. */
async function runOnce(place: Place, options: RunOptions): Promise<PushRun> {
  const { azureDevOps, model, project, pullRequest } = place;
  const run = options.run ?? randomUUID();
  const log: string[] = [];
  const inputs = readInputs(inputTexts(model, options.inputs));
  const request = {
    inputs,
    project: project.name,
    pullRequestId: pullRequest.id,
    runUrl: `${azureDevOps.collectionUrl}${project.name}/_build/results?buildId=77`,
    run,
    isByHand: options.isByHand ?? false,
    linkHosts: [new URL(azureDevOps.collectionUrl).host],
  };
  const questionsBefore = model.questions.length;
  const outcome = await review(request, connect(place, options, `Threadline/run-${run}`, logInto(log)));
  const requests = azureDevOps.requests.filter(({ headers }) => headers['user-agent']?.includes(`run-${run}`));
  return {
    ...{ outcome, requests, log },
    writes: requests.filter(isWrite),
    modelCalls: model.questions.slice(questionsBefore),
  };
}

function connect(place: Place, options: RunOptions, userAgent: string, log: Log): World {
  const token = options.token ?? place.jobToken;
  const clock = options.clock ?? systemClock;
  const signal = options.kill ?? new AbortController().signal;
  const open = () =>
    connectAzureDevOps({
      collectionUrl: place.azureDevOps.collectionUrl,
      token: { kind: token.scheme, value: token.value },
      ...{ clock, signal, log, userAgent },
    });
  const azureDevOps = open();
  return {
    pullRequests: azureDevOps.pullRequests,
    blobs: azureDevOps.blobs,
    checkout: undefined,
    folders: azureDevOps.folders,
    publisher: azureDevOps.publisher,
    lastWords: open().publisher,
    model: ({ apiKey, baseUrl, name, provider }) =>
      createLanguageModel({ provider, model: name, baseUrl, apiKey, clock, signal, log }),
    log,
    clock,
    cancelled: signal,
  };
}

function inputTexts(model: ModelServer, given: Readonly<Record<string, string>> = {}) {
  const texts: Readonly<Record<string, string>> = {
    ...inputDefaults,
    ...{ modelProvider: 'compatible', modelUrl: model.url, model: 'oracle', modelApiKey: testModelKey },
    ...given,
  };
  return (name: string) => texts[name] ?? '';
}

function logInto(lines: string[]): Log {
  return {
    info: (line) => lines.push(line),
    warning: (line) => lines.push(`warning: ${line}`),
    debug: () => undefined,
    section: (title) => lines.push(`== ${title}`),
    endSection: () => undefined,
    progress: () => undefined,
  };
}

/** Contents of several blobs are asked for with a POST that changes nothing. */
function isWrite({ method, route, path }: LoggedRequest): boolean {
  if (method === 'GET' || method === 'OPTIONS') return false;
  return !/(?:blobs|itemsbatch|filediffs)$/i.test(route ?? path);
}
