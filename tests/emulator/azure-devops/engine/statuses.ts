// Posting statuses, with the refusal of policies that want an iteration.
import { flagMember, isRecord, member, numberMember, recordOf, textMember } from '../http/json.ts';
import { invalidArgument, missingBody, partNotFound, statusNeedsIteration } from '../http/refusals.ts';
import { readMember, statusStates } from '../state/enumerations.ts';
import type { EmulatedIdentity } from '../state/identity.ts';
import { policyTypes } from '../state/policy.ts';
import { mergedBag } from '../state/properties.ts';
import type { PullRequestRecord, StatusRecord } from '../state/pull-request.ts';
import { timestamp, type World } from '../state/world.ts';
import { policiesFor } from './policy-evaluation.ts';

interface StatusPlace {
  readonly id: number;
  readonly iterationId: number | undefined;
}

/** Reads a status from a request body. */
export function readStatusBody(
  world: World,
  body: unknown,
  createdBy: EmulatedIdentity,
  { id, iterationId }: StatusPlace,
): StatusRecord {
  if (!isRecord(body)) throw missingBody('status');
  const context = member(body, 'context');
  const name = textMember(context, 'name');
  if (name === undefined || name === '') throw invalidArgument('The name of the status context must be specified.');
  const state = readMember(statusStates, member(body, 'state') ?? 'notSet');
  if (state === undefined) throw invalidArgument('state');
  const date = timestamp(world);
  const properties = member(body, 'properties');
  return {
    id,
    iterationId,
    state,
    description: textMember(body, 'description'),
    context: { genre: textMember(context, 'genre'), name },
    creationDate: date,
    updatedDate: date,
    createdBy,
    targetUrl: textMember(body, 'targetUrl'),
    properties: isRecord(properties) ? mergedBag({}, recordOf(properties)) : undefined,
  };
}

function wantsIteration(world: World, pullRequest: PullRequestRecord, status: StatusRecord): boolean {
  return policiesFor(world, pullRequest).some(
    ({ type, settings }) =>
      type.id === policyTypes.status.id &&
      flagMember(settings, 'invalidateOnSourceUpdate') === true &&
      (settings['statusGenre'] ?? '') === (status.context.genre ?? '') &&
      settings['statusName'] === status.context.name,
  );
}

/** Adds a status to a pull request; `iterationId` from the URL wins over the body's. */
export function postStatus(
  world: World,
  pullRequest: PullRequestRecord,
  createdBy: EmulatedIdentity,
  body: unknown,
  iterationInUrl: number | undefined,
): StatusRecord {
  const iterationId = iterationInUrl ?? numberMember(body, 'iterationId');
  const status = readStatusBody(world, body, createdBy, { id: pullRequest.lastStatusId + 1, iterationId });
  if (iterationId !== undefined && !pullRequest.iterations.some(({ id }) => id === iterationId)) {
    throw partNotFound('pull request iteration', 'GitPullRequestIterationNotFoundException', iterationId);
  }
  if (iterationId === undefined && wantsIteration(world, pullRequest, status)) throw statusNeedsIteration();
  pullRequest.lastStatusId = status.id;
  pullRequest.statuses.push(status);
  return status;
}
