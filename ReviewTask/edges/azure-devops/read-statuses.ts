// Reads the statuses of an iteration, whoever posted them.
import * as z from 'zod';
import { type PostedStatus, propertyKeys, type StatusState } from '../../model/publication.ts';
import { operations } from './operations.ts';
import { readDate } from './read-date.ts';
import { identityReference } from './read-identity.ts';
import { propertiesBag, readProperties } from './read-properties.ts';
import { readAnswer } from './unusable.ts';

/** `GitStatusState` by its number; the last one is of version 7.2. */
export const statusStates = [
  'notSet',
  'pending',
  'succeeded',
  'failed',
  'error',
  'notApplicable',
  'partiallySucceeded',
] as const;

const status = z.looseObject({
  id: z.number(),
  state: z.union([z.number(), z.string()]).nullish(),
  description: z.string().nullish(),
  context: z.looseObject({ genre: z.string().nullish(), name: z.string().nullish() }).nullish(),
  createdBy: identityReference.nullish(),
  creationDate: z.string().nullish(),
  properties: propertiesBag.nullish(),
});

/** In the order in which they were posted. Throws ServiceError where the answer has another shape. */
export function readStatuses(answer: unknown): readonly PostedStatus[] {
  const all = readAnswer(z.array(status), answer, operations.readStatuses);
  return all.map(postedStatus).sort((one, other) => one.id - other.id);
}

function postedStatus(one: z.output<typeof status>): PostedStatus {
  return {
    id: one.id,
    state: stateOf(one.state),
    description: one.description ?? '',
    genre: one.context?.genre ?? '',
    name: one.context?.name ?? '',
    author: one.createdBy ?? { id: '', displayName: '' },
    run: readProperties(one.properties ?? {}).get(propertyKeys.run) ?? '',
    createdAt: readDate(one.creationDate),
  };
}

/** What is not decided counts as pending, half a success as one. */
function stateOf(state: number | string | null | undefined): StatusState {
  const name = statusStates.find((each, number) => each === state || number === state) ?? 'notSet';
  if (name === 'partiallySucceeded') return 'succeeded';
  return name === 'notSet' ? 'pending' : name;
}
