// Builds as answers show them.
import type { JsonRecord } from '../http/json.ts';
import type { BuildState } from '../state/build.ts';
import type { World } from '../state/world.ts';
import { identityRef } from './identity.ts';
import { link } from './links.ts';
import { projectRef } from './repository.ts';

export const buildUrl = (world: World, build: BuildState): string =>
  `${world.collectionUrl}${build.project.id}/_apis/build/Builds/${build.id}`;

export function buildView(world: World, build: BuildState): JsonRecord {
  const url = buildUrl(world, build);
  const project = projectRef(world, build.project);
  const web = `${world.collectionUrl}${encodeURIComponent(build.project.name)}/_build/results?buildId=${build.id}`;
  return {
    _links: { self: link(url), web: link(web), timeline: link(`${url}/Timeline`) },
    properties: build.properties,
    tags: build.tags,
    validationResults: [],
    plans: [{ planId: build.timelineId }],
    triggerInfo: build.triggerInfo,
    id: build.id,
    buildNumber: build.buildNumber,
    status: build.status,
    ...(build.status === 'completed' ? { result: build.result } : {}),
    queueTime: build.queueTime,
    startTime: build.queueTime,
    url,
    definition: {
      id: build.definition.id,
      name: build.definition.name,
      type: 'build',
      queueStatus: 'enabled',
      project,
    },
    project,
    uri: `vstfs:///Build/Build/${build.id}`,
    sourceBranch: build.sourceBranch,
    sourceVersion: build.sourceVersion,
    reason: build.reason,
    requestedFor: identityRef(world, build.requestedFor),
    requestedBy: identityRef(world, build.requestedFor),
    orchestrationPlan: { planId: build.timelineId },
    ...(build.repository
      ? {
          repository: {
            id: build.repository.id,
            type: 'TfsGit',
            name: build.repository.name,
            clean: null,
            checkoutSubmodules: false,
          },
        }
      : {}),
    retainedByRelease: false,
  };
}
