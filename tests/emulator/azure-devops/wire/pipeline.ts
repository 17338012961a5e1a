// Definitions of pipelines as answers show them.
import type { JsonRecord } from '../http/json.ts';
import type { PipelineState } from '../state/pipeline.ts';
import type { World } from '../state/world.ts';
import { identityRef } from './identity.ts';
import { gitUrl, link } from './links.ts';
import { projectRef } from './repository.ts';

/** What the list shows without `includeAllProperties`. */
export function pipelineReference(world: World, pipeline: PipelineState): JsonRecord {
  const url = `${world.collectionUrl}${pipeline.project.id}/_apis/build/Definitions/${pipeline.id}?revision=1`;
  const web = `${world.collectionUrl}${pipeline.project.id}/_build/definition?definitionId=${pipeline.id}`;
  return {
    _links: { self: link(url), web: link(web) },
    quality: 'definition',
    authoredBy: identityRef(world, pipeline.authoredBy),
    drafts: [],
    ...(pipeline.queue === undefined ? {} : { queue: { id: 12, name: pipeline.queue } }),
    id: pipeline.id,
    name: pipeline.name,
    url,
    uri: `vstfs:///Build/Definition/${pipeline.id}`,
    path: '\\',
    type: 'build',
    queueStatus: pipeline.queueStatus,
    revision: 1,
    createdDate: pipeline.createdDate,
    project: projectRef(world, pipeline.project),
  };
}

/** The members that clients ask for; a real definition has more. */
export function pipelineView(world: World, pipeline: PipelineState): JsonRecord {
  const { repository } = pipeline;
  return {
    ...pipelineReference(world, pipeline),
    process: { yamlFilename: pipeline.yamlFilename, type: 2 },
    repository: {
      id: repository.id,
      type: 'TfsGit',
      name: repository.name,
      url: gitUrl(world, repository),
      defaultBranch: repository.defaultBranch,
      clean: null,
      checkoutSubmodules: false,
    },
  };
}
