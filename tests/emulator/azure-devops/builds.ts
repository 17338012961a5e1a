// A build as tests handle it: what the agent would do to it while it runs.
import type { Repository } from './repository.ts';
import type { BuildAttachment, BuildState } from './state/build.ts';
import { type EmulatedIdentity, stableGuid } from './state/identity.ts';
import { type ProjectState, timestamp, type World } from './state/world.ts';

export interface BuildOptions {
  readonly project: ProjectState;
  readonly repository?: Repository;
  readonly requestedFor: EmulatedIdentity;
  /** Id of a pull request that the build validates. */
  readonly pullRequest?: number;
  readonly definition?: { readonly id: number; readonly name: string };
  readonly sourceBranch?: string;
  readonly sourceVersion?: string;
}

/** A build as its agent drives it. */
export interface EmulatedBuild {
  readonly id: number;
  readonly timelineId: string;
  readonly recordId: string;
  /** What `task.addattachment` stores, on the build's one timeline record. */
  attach(type: string, name: string, content: string | Uint8Array): void;
  finish(result: 'succeeded' | 'partiallySucceeded' | 'failed' | 'canceled'): void;
  state(): { readonly tags: readonly string[]; readonly attachments: readonly BuildAttachment[] };
}

function sourceOf(world: World, options: BuildOptions) {
  const found = world.pullRequests.find(({ id }) => id === options.pullRequest);
  if (!found) return { reason: 'manual', branch: 'refs/heads/main', version: '', triggerInfo: {} };
  return {
    reason: 'pullRequest',
    branch: `refs/pull/${found.id}/merge`,
    version: found.mergeCommit?.id ?? '',
    triggerInfo: {
      'pr.number': String(found.id),
      'pr.sourceBranch': found.sourceRef,
      'pr.sourceSha': found.mergeSource,
    },
  };
}

export function addBuild(world: World, options: BuildOptions): EmulatedBuild {
  world.lastBuildId += 1;
  const id = world.lastBuildId;
  const source = sourceOf(world, options);
  const build: BuildState = {
    id,
    project: options.project,
    repository: world.repositories.find((repository) => repository.id === options.repository?.id),
    buildNumber: `20260105.${id}`,
    definition: options.definition ?? { id: 1, name: 'review' },
    requestedFor: options.requestedFor,
    reason: source.reason,
    sourceBranch: options.sourceBranch ?? source.branch,
    sourceVersion: options.sourceVersion ?? source.version,
    queueTime: timestamp(world),
    triggerInfo: source.triggerInfo,
    timelineId: stableGuid(world.organization, 'timeline', id),
    recordId: stableGuid(world.organization, 'record', id),
    status: 'inProgress',
    result: 'none',
    tags: [],
    properties: {},
    attachments: [],
    artifacts: [],
  };
  world.builds.push(build);
  const { timelineId, recordId } = build;
  return {
    id,
    timelineId,
    recordId,
    attach: (type, name, content) => {
      build.attachments.push({ type, name, timelineId, recordId, content: Buffer.from(content) });
    },
    finish: (result) => {
      build.status = 'completed';
      build.result = result;
    },
    state: () => ({ tags: [...build.tags], attachments: [...build.attachments] }),
  };
}
