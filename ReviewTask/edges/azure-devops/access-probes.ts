// The AccessProbes port on Azure DevOps.
import type { FoundRepository, PermissionReading, WritePlace, WriteProof } from '../../model/access.ts';
import type { AccessProbes } from '../../ports.ts';
import { missingPermission } from './explain-forbidden.ts';
import type { GitRest } from './git-rest.ts';
import { type Operation, operations, type Target } from './operations.ts';
import { readEvaluations, readMade, readPipelineSettings, readRepository } from './read-access.ts';
import { readPolicies } from './read-policies.ts';
import { repositoryOrWhy } from './repository-or-why.ts';
import { RequestFailure } from './request-failure.ts';
import type { ServiceClock } from './service-clock.ts';
import type { Session } from './session.ts';

/** Bits of the namespace "Git Repositories". */
const bits = { read: 2, contribute: 16_384 } as const;

export function createAccessProbes(session: Session, serviceClock: ServiceClock): AccessProbes {
  const write = (operation: Operation, place: WritePlace, call: (rest: GitRest) => Promise<WriteProof>) =>
    session.perform(operation, { ...place, pullRequest: place.pullRequestId }, call);
  return {
    async repository(project, repository) {
      const found = await session.perform(operations.readRepository, { project, repository }, async (rest) =>
        readRepository(await repositoryOrWhy(rest, project, repository)),
      );
      session.remember(found.project, found.projectName);
      session.remember(found.id, found.name);
      return found;
    },
    writeThread: (place) => write(operations.writeThread, place, (rest) => proveThread(rest, place)),
    writeStatus: (place) => write(operations.postStatus, place, (rest) => proveStatus(rest, place)),
    permissions: (repository) => permissions(session, repository),
    async policies(repository, ref) {
      const read = (rest: GitRest) => rest.policies(repository, ref);
      return readPolicies(await session.perform(operations.readPolicies, targetOf(repository), read));
    },
    async jobScope(project) {
      const read = (rest: GitRest) => rest.pipelineSettings(project);
      return readPipelineSettings(await session.perform(operations.readPipelineSettings, { project }, read));
    },
    clockAhead: () => serviceClock.ahead(),
  };
}

const targetOf = ({ name, projectName }: FoundRepository): Target => ({ project: projectName, repository: name });

async function permissions(session: Session, repository: FoundRepository) {
  const ask = (rest: GitRest) => rest.permissions(repository, [bits.read, bits.contribute]);
  const answer = await session.perform(operations.readPermissions, targetOf(repository), ask);
  const [read, contribute] = readEvaluations(answer, 2);
  return {
    read: await reading(session, repository, operations.readRepository, read === true),
    contribute: await reading(session, repository, operations.writeThread, contribute === true),
  };
}

async function reading(
  session: Session,
  repository: FoundRepository,
  operation: Operation,
  isHeld: boolean,
): Promise<PermissionReading> {
  if (isHeld) return { isHeld };
  const { displayName } = await session.identity();
  const said = { who: `"${displayName}"`, permission: operation.permission, isCertain: true };
  const { collectionUrl, tokenKind } = session;
  return {
    isHeld,
    explanation: missingPermission(said, { collectionUrl, tokenKind, operation, target: targetOf(repository) }),
  };
}

async function proveThread(rest: GitRest, place: WritePlace): Promise<WriteProof> {
  const made = await refusedOr(() => rest.impossibleThread(place));
  if ('kind' in made) return made;
  await rest.removeFirstComment(place, readMade(made.answer, operations.writeThread));
  return { kind: 'taken-back' };
}

async function proveStatus(rest: GitRest, place: WritePlace): Promise<WriteProof> {
  const made = await refusedOr(() => rest.impossibleStatus(place));
  if ('kind' in made) return made;
  await rest.removeStatus(place, readMade(made.answer, operations.postStatus));
  return { kind: 'taken-back' };
}

/** What a refusal proves. Rejects with a refusal that is about the token or the identity, and with every failure. */
async function refusedOr(request: () => Promise<unknown>): Promise<WriteProof | { readonly answer: unknown }> {
  try {
    return { answer: await request() };
  } catch (error) {
    const proof = error instanceof RequestFailure ? proofIn(error) : undefined;
    if (proof === undefined) throw error;
    return proof;
  }
}

function proofIn({ kind, status, text, typeKey }: RequestFailure): WriteProof | undefined {
  if (kind !== 'status') return undefined;
  if (status === 404) return { kind: 'place-refused' };
  if (status === 400 || status === 409 || status === 422) {
    // An unknown project comes as 400 too; a refused version says nothing of the token.
    if (/^Vss(InvalidPreviewVersion|VersionNotSpecified|VersionOutOfRange)/.test(typeKey ?? '')) return undefined;
    return { kind: /VS800075|TF200016/.test(text) ? 'place-refused' : 'content-refused' };
  }
  // A branch's status policy looks at a status only after the identity was found to be allowed.
  return typeKey === 'GitPullRequestStatusRejectedByPolicyException' ? { kind: 'content-refused' } : undefined;
}
