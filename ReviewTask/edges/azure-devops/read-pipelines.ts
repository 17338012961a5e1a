// Reads repositories, branches and pipelines from the service's answers.
import * as z from 'zod';
import type { Pipeline, RepositoryPlace } from '../../model/provision.ts';
import { operations } from './operations.ts';
import { readAnswer } from './unusable.ts';

const repositories = z.array(
  z.looseObject({
    id: z.string(),
    name: z.string(),
    defaultBranch: z.string().nullish(),
    isDisabled: z.boolean().nullish(),
    remoteUrl: z.string().nullish(),
    sshUrl: z.string().nullish(),
    webUrl: z.string().nullish(),
    project: z.looseObject({ id: z.string(), name: z.string() }),
  }),
);

/** Repositories that are not disabled, by name. `collectionUrl` ends in a slash. */
export function readRepositories(answer: unknown, collectionUrl: string): readonly RepositoryPlace[] {
  return readAnswer(repositories, answer, operations.listRepositories)
    .filter(({ isDisabled }) => isDisabled !== true)
    .map(({ id, name, defaultBranch, project, remoteUrl, sshUrl, webUrl }) => ({
      collectionUrl,
      project: project.id,
      projectName: project.name,
      repository: id,
      repositoryName: name,
      defaultBranch: defaultBranch ?? undefined,
      remotes: [remoteUrl, sshUrl, webUrl].filter((url) => url !== null && url !== undefined),
    }))
    .sort((one, other) => one.repositoryName.localeCompare(other.repositoryName));
}

const heads = z.array(z.looseObject({ name: z.string(), objectId: z.string() }));

/** Tips by full ref name. */
export function readHeads(answer: unknown): ReadonlyMap<string, string> {
  return new Map(readAnswer(heads, answer, operations.listRepositories).map(({ name, objectId }) => [name, objectId]));
}

const definition = z.looseObject({
  id: z.number(),
  name: z.string(),
  queueStatus: z.string().nullish(),
  process: z.looseObject({ yamlFilename: z.string().nullish() }).nullish(),
});

/** YAML pipelines alone; one that was made in the classic editor has no file. */
export function readPipelines(answer: unknown): readonly Pipeline[] {
  return readAnswer(z.array(definition), answer, operations.readPipelines).flatMap(asPipeline);
}

/** The pipeline that was made. */
export function readPipeline(answer: unknown): Pipeline | undefined {
  return asPipeline(readAnswer(definition, answer, operations.createPipeline))[0];
}

function asPipeline({ id, name, process, queueStatus }: z.output<typeof definition>): readonly Pipeline[] {
  const file = process?.yamlFilename ?? '';
  const isEnabled = queueStatus !== 'paused' && queueStatus !== 'disabled';
  return file === '' ? [] : [{ id, name, yamlPath: file.replace(/^\/+/, ''), isEnabled }];
}
