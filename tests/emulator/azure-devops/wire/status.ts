// Statuses of pull requests, iterations and commits as answers show them.
import { compact, type JsonRecord } from '../http/json.ts';
import type { StatusRecord } from '../state/pull-request.ts';
import type { World } from '../state/world.ts';
import { identityRef } from './identity.ts';
import { link } from './links.ts';

/** `url` is the collection of statuses that it belongs to. */
export function statusView(world: World, status: StatusRecord, url: string, repository: string): JsonRecord {
  return compact({
    properties: status.properties,
    iterationId: status.iterationId,
    id: status.id,
    state: status.state,
    description: status.description,
    context: compact({ name: status.context.name, genre: status.context.genre }),
    creationDate: status.creationDate,
    updatedDate: status.updatedDate,
    createdBy: identityRef(world, status.createdBy),
    targetUrl: status.targetUrl,
    _links: { self: link(`${url}/${status.id}`), repository: link(repository) },
  });
}
