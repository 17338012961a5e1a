// Identities as answers show them.
import type { JsonRecord } from '../http/json.ts';
import type { EmulatedIdentity } from '../state/identity.ts';
import type { World } from '../state/world.ts';
import { avatarUrl, identityUrl, imageUrl, link } from './links.ts';

export function identityRef(world: World, identity: EmulatedIdentity): JsonRecord {
  return {
    displayName: identity.displayName,
    url: identityUrl(world, identity),
    _links: { avatar: link(avatarUrl(world, identity)) },
    id: identity.id,
    uniqueName: identity.uniqueName,
    imageUrl: imageUrl(world, identity),
    ...(identity.isContainer ? { isContainer: true } : {}),
    descriptor: identity.descriptor,
  };
}
