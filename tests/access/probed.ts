// Probes the emulator through the real adapter, and says what came of it in one word for each probe.
import { probeAccess } from '../../ReviewTask/access/probe-access.ts';
import { connectAzureDevOps } from '../../ReviewTask/edges/azure-devops.ts';
import type { AccessRequest, ProbeName, ProbeResult } from '../../ReviewTask/model/access.ts';
import type { Clock, ModelProbes } from '../../ReviewTask/ports.ts';
import { recordingLog } from '../edges/azure-devops-server.ts';
import type { Scene } from '../emulator/azure-devops/testing/scene.ts';
import type { EmulatedToken } from '../emulator/azure-devops.ts';
import { createFakeClock } from '../fakes/clock.ts';

/** The three scopes that a review needs. */
export const leastScopes = ['vso.code', 'vso.code_status', 'vso.threads_full'];

/** A token by a person; `scopes` and `permissions` as the emulator takes them. */
export function patOf(
  scene: Scene,
  options: Partial<Parameters<Scene['emulator']['addToken']>[0]> = {},
): EmulatedToken {
  return scene.emulator.addToken({ identity: scene.author, scopes: leastScopes, ...options });
}

export function jobTokenOf(scene: Scene, options: Partial<Parameters<Scene['emulator']['addToken']>[0]> = {}) {
  return scene.emulator.addToken({ identity: scene.bot, scheme: 'bearer', ...options });
}

export interface Probed {
  readonly results: readonly ProbeResult[];
  /** `pass`, `unknown`, or the code of the problem, with a question mark behind what does not stop reviews. */
  readonly words: Readonly<Partial<Record<ProbeName, string>>>;
}

export interface Probing {
  readonly request?: Partial<AccessRequest>;
  readonly model?: ModelProbes;
  readonly clock?: Clock;
}

export async function probe(
  scene: Scene,
  token: EmulatedToken,
  { clock, model, request }: Probing = {},
): Promise<Probed> {
  const used = clock ?? createFakeClock({ automatic: true, start: Date.now() });
  const { access, pullRequests } = connectAzureDevOps({
    collectionUrl: scene.emulator.collectionUrl,
    token: { kind: token.scheme, value: token.value },
    clock: used,
    signal: new AbortController().signal,
    log: recordingLog(),
    userAgent: 'threadline-test',
  });
  const results = await probeAccess(
    { access, pullRequests, model, clock: used },
    {
      collectionUrl: scene.emulator.collectionUrl,
      tokenKind: token.scheme,
      project: scene.project.name,
      repository: scene.repository.name,
      pullRequestId: scene.pullRequest.id,
      statusGenre: 'threadline',
      statusName: 'ai-pr-review',
      ...request,
    },
  );
  return { results, words: Object.fromEntries(results.map((result) => [result.probe, wordOf(result)])) };
}

function wordOf({ answer }: ProbeResult): string {
  if (answer.kind !== 'problem') return answer.kind;
  return `${answer.explanation.code}${answer.stopsReviews ? '' : '?'}`;
}
