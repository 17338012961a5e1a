// Reads a repository, and finds out whether one that is not found has been disabled: lists still show it.
import * as z from 'zod';
import { AccessError } from '../../errors.ts';
import type { GitRest } from './git-rest.ts';
import { RequestFailure } from './request-failure.ts';

const list = z.array(z.looseObject({ id: z.string(), name: z.string(), isDisabled: z.boolean().nullish() }));
const one = z.looseObject({ name: z.string(), isDisabled: z.literal(true) });

/** The service's answer. Throws AccessError `repository-disabled`, else what the request fails with. */
export async function repositoryOrWhy(rest: GitRest, project: string, repository: string): Promise<unknown> {
  try {
    const answer = await rest.repository(project, repository);
    const disabled = one.safeParse(answer);
    if (disabled.success) throw repositoryDisabled(disabled.data.name);
    return answer;
  } catch (error) {
    if (!(error instanceof RequestFailure) || error.status !== 404) throw error;
    const name = await nameOfDisabled(rest, project, repository);
    throw name === undefined ? error : repositoryDisabled(name);
  }
}

/** A question on the side: its own failure tells nothing. */
async function nameOfDisabled(rest: GitRest, project: string, repository: string): Promise<string | undefined> {
  const answer = await rest.repositories(project).catch(() => undefined);
  const all = list.safeParse(answer).data ?? [];
  const wanted = repository.toLowerCase();
  return all.find(
    ({ id, isDisabled, name }) => isDisabled === true && (id.toLowerCase() === wanted || name.toLowerCase() === wanted),
  )?.name;
}

function repositoryDisabled(name: string): AccessError {
  return new AccessError({
    code: 'repository-disabled',
    problem: `The repository "${name}" is disabled: Azure DevOps lets nobody read it.`,
    fix: 'An administrator of the repository can switch it on under Project settings > Repositories > the repository > Settings.',
  });
}
