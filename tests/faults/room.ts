// One emulated organization for many small pull requests, and runs against them in this process with the real edges.
import { randomUUID } from 'node:crypto';
import { inputDefaults } from '../../ReviewTask/config/input-names.ts';
import { readInputs } from '../../ReviewTask/config/inputs.ts';
import { connectAzureDevOps } from '../../ReviewTask/edges/azure-devops.ts';
import { ServiceError } from '../../ReviewTask/errors.ts';
import type { Outcome } from '../../ReviewTask/model/outcome.ts';
import type { Clock, LanguageModel, Log, World } from '../../ReviewTask/ports.ts';
import { review } from '../../ReviewTask/review.ts';
import {
  type AzureDevOps,
  type EmulatedIdentity,
  type EmulatedPullRequest,
  type EmulatedToken,
  type Project,
  type Repository,
  startAzureDevOps,
  type Toggles,
} from '../emulator/azure-devops.ts';
import { rewordingOracle } from '../pushes/oracle.ts';
import { base, defects, firstPush, secondPush } from './change.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** An emulator with one repository. */
export interface Room {
  readonly azureDevOps: AzureDevOps;
  readonly project: Project;
  readonly repository: Repository;
  readonly author: EmulatedIdentity;
  readonly reviewer: EmulatedIdentity;
  /** The identity that runs act as. */
  readonly service: EmulatedIdentity;
  /** What runs act with unless told. */
  readonly jobToken: EmulatedToken;
  /** So many pull requests of one branch with two defects. */
  openCases(count: number): Promise<readonly Case[]>;
  /** The second push, for all cases of the last `openCases`: it fixes one defect, moves the other, and adds a third. */
  push(): Promise<void>;
  close(): Promise<void>;
}

/** A pull request, its model, and its time. */
export interface Case {
  readonly pullRequest: EmulatedPullRequest;
  readonly clock: VirtualClock;
  /** A person asks a question in the thread of the defect that moves. */
  ask(): Promise<void>;
  run(given?: RunOptions): Promise<CaseRun>;
}

export interface RunOptions {
  /** Who we are; the job token unless told. */
  readonly token?: EmulatedToken;
  /** Over the usual inputs: an OpenAI-compatible model and effort `standard`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** The run is cancelled when it is aborted. */
  readonly cancel?: AbortSignal;
  /** The run is dead when it is aborted: it cannot even say so. */
  readonly kill?: AbortSignal;
  /** Told of each question before the model answers. */
  readonly onQuestion?: () => Promise<void> | void;
  readonly isByHand?: boolean;
}

export interface CaseRun {
  readonly outcome: Outcome;
  readonly log: readonly string[];
  /** Questions that the model was asked. */
  readonly questions: number;
}

export async function openRoom(toggles: Partial<Toggles> = {}): Promise<Room> {
  const azureDevOps = await startAzureDevOps({ toggles });
  const project = azureDevOps.addProject('shop');
  const repository = await azureDevOps.addRepository(project, 'web');
  const author = azureDevOps.addIdentity('Kim Author');
  const reviewer = azureDevOps.addIdentity('Robin Reviewer');
  const service = azureDevOps.addIdentity('shop Build Service (acme)', { kind: 'build' });
  const jobToken = azureDevOps.addToken({ identity: service, name: 'job token', scheme: 'bearer' });
  await repository.commit({ branch: 'main', message: 'Base', files: base });
  const room = { azureDevOps, project, repository, author, reviewer, service, jobToken };
  let branches = 0;
  return {
    ...room,
    async openCases(count) {
      branches += 1;
      const source = `feature-${branches}`;
      await repository.commit({ branch: source, message: 'Change', files: firstPush });
      const cases: Case[] = [];
      while (cases.length < count) cases.push(await openCase(room, source));
      return cases;
    },
    async push() {
      await repository.commit({ branch: `feature-${branches}`, message: 'Push', files: secondPush });
    },
    close: () => azureDevOps.close(),
  };
}

type Place = Omit<Room, 'openCases' | 'push' | 'close'>;

async function openCase(place: Place, source: string): Promise<Case> {
  const { author, repository, reviewer } = place;
  const pullRequest = await repository.createPullRequest({ title: 'Change', source, target: 'main', author });
  const clock = createVirtualClock(Date.now());
  const script = rewordingOracle(defects);
  return {
    ...{ pullRequest, clock },
    async ask() {
      const { threads } = pullRequest.state();
      const thread = threads.find(({ threadContext }) => threadContext?.filePath === '/src/find.ts');
      if (thread === undefined) throw new Error('There is no thread to reply in.');
      await pullRequest.reply(thread.id, reviewer, 'Is that so? The name comes from our own form.');
    },
    run: (given = {}) => runOnce(place, { pullRequest, clock, script }, { token: place.jobToken, ...given }),
  };
}

interface Running {
  readonly pullRequest: EmulatedPullRequest;
  readonly clock: Clock;
  readonly script: ReturnType<typeof rewordingOracle>;
}

async function runOnce(
  { azureDevOps, project }: Place,
  { pullRequest, clock, script }: Running,
  given: RunOptions & { readonly token: EmulatedToken },
): Promise<CaseRun> {
  const log: string[] = [];
  let questions = 0;
  const texts: Readonly<Record<string, string>> = {
    ...inputDefaults,
    ...{ modelProvider: 'compatible', modelUrl: 'http://127.0.0.1:9/v1', model: 'oracle' },
    ...given.inputs,
  };
  const request = {
    inputs: readInputs((name) => texts[name] ?? ''),
    project: project.name,
    pullRequestId: pullRequest.id,
    runUrl: `${azureDevOps.collectionUrl}shop/_build/results?buildId=77`,
    run: randomUUID(),
    isByHand: given.isByHand ?? false,
    linkHosts: [new URL(azureDevOps.collectionUrl).host],
  };
  const model: LanguageModel = {
    async ask({ system, user, schema, maxOutputTokens }) {
      questions += 1;
      await given.onQuestion?.();
      given.kill?.throwIfAborted();
      given.cancel?.throwIfAborted();
      const form = { preamble: '', format: 'json_schema', toolResults: [], tools: [], stream: false } as const;
      const question = { ...form, model: 'oracle', number: questions, system, user, schema, maxOutputTokens };
      const step = await script(question);
      if (step.kind !== 'answer') throw new Error('The oracle always answers.');
      return { text: JSON.stringify(step.object), ending: 'complete', usage: undefined };
    },
  };
  const outcome = await review(request, worldOf(azureDevOps, clock, model, logInto(log), given));
  return { outcome, log, questions };
}

/** As the entry of the task makes it, but for the agent. */
function worldOf(
  { collectionUrl }: AzureDevOps,
  clock: Clock,
  model: LanguageModel,
  log: Log,
  { cancel, kill, token }: RunOptions & { readonly token: EmulatedToken },
): World {
  const never = new AbortController().signal;
  const dead = kill ?? never;
  const cancelled = cancel === undefined ? dead : AbortSignal.any([cancel, dead]);
  const access = {
    collectionUrl,
    token: { kind: token.scheme, value: token.value },
    clock,
    log,
    userAgent: 'Threadline',
  };
  const { blobs, folders, publisher, pullRequests } = connectAzureDevOps({ ...access, signal: cancelled });
  const last = connectAzureDevOps({ ...access, signal: dead });
  return {
    ...{ pullRequests, blobs, checkout: undefined, folders, publisher, model: () => model, log, clock, cancelled },
    ...{ lastWords: last.publisher, lastLook: last.pullRequests },
  };
}

/** What a run is killed or cancelled with. */
export function ended(): ServiceError {
  return new ServiceError({ code: 'run-cancelled', problem: 'The run was cancelled.', fix: 'Queue it again.' });
}

function logInto(lines: string[]): Log {
  return {
    info: (line) => lines.push(line),
    warning: (line) => lines.push(`warning: ${line}`),
    debug: (line) => lines.push(`debug: ${line}`),
    section: (title) => lines.push(`== ${title}`),
    endSection: () => undefined,
    progress: () => undefined,
  };
}
