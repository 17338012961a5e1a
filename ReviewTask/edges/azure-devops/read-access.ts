// Reads what the service says of repositories, permissions and pipeline settings.
import * as z from 'zod';
import type { FoundRepository, JobScope } from '../../model/access.ts';
import { type Operation, operations } from './operations.ts';
import { readAnswer } from './unusable.ts';

const repository = z.looseObject({
  id: z.string(),
  name: z.string(),
  project: z.looseObject({ id: z.string(), name: z.string().nullish() }),
});

export function readRepository(answer: unknown): FoundRepository {
  const { id, name, project } = readAnswer(repository, answer, operations.readRepository);
  return { id, name, project: project.id, projectName: project.name ?? project.id };
}

const evaluations = z.looseObject({ evaluations: z.array(z.looseObject({ value: z.boolean().nullish() })) });

/** One answer for each permission that was asked for, in their order. */
export function readEvaluations(answer: unknown, count: number): readonly boolean[] {
  const schema = evaluations.refine((read) => read.evaluations.length === count);
  return readAnswer(schema, answer, operations.readPermissions).evaluations.map(({ value }) => value === true);
}

const pipelineSettings = z.looseObject({
  enforceJobAuthScope: z.boolean().nullish(),
  enforceReferencedRepoScopedToken: z.boolean().nullish(),
});

export function readPipelineSettings(answer: unknown): JobScope {
  const read = readAnswer(pipelineSettings, answer, operations.readPipelineSettings);
  return {
    isLimitedToProject: read.enforceJobAuthScope ?? undefined,
    isLimitedToNamedRepositories: read.enforceReferencedRepoScopedToken ?? undefined,
  };
}

const made = z.looseObject({ id: z.number() });

/** The id of something that was made against all expectation. */
export function readMade(answer: unknown, operation: Operation): number {
  return readAnswer(made, answer, operation).id;
}
