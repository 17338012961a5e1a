// Discovery: resource areas, and who the caller is.
import { collection, json } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { areas } from '../http/locations.ts';
import { partNotFound } from '../http/refusals.ts';
import type { Route } from '../http/router.ts';
import { type EmulatedIdentity, stableGuid } from '../state/identity.ts';

const anonymous: EmulatedIdentity = {
  id: 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa',
  displayName: 'Anonymous',
  uniqueName: '',
  descriptor: 'unknown.AAAA',
  isContainer: false,
};

function user(identity: EmulatedIdentity) {
  const known = identity !== anonymous;
  return {
    id: identity.id,
    descriptor: known
      ? `Microsoft.IdentityModel.Claims.ClaimsIdentity;${identity.uniqueName}`
      : 'Microsoft.TeamFoundation.UnauthenticatedIdentity;aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa',
    subjectDescriptor: identity.descriptor,
    providerDisplayName: identity.displayName,
    isActive: true,
    properties: known ? { Account: { $type: 'System.String', $value: identity.uniqueName } } : {},
    resourceVersion: 2,
    metaTypeId: 0,
  };
}

function connectionData(call: Call) {
  const { world } = call;
  const shown = user(call.token?.identity ?? anonymous);
  return json({
    authenticatedUser: shown,
    authorizedUser: shown,
    instanceId: stableGuid(world.organization, 'instance'),
    deploymentId: stableGuid('deployment'),
    deploymentType: world.profile === 'services' ? 'hosted' : 'onPremises',
    locationServiceData: {
      serviceOwner: '00025394-6065-48ca-87d9-7f5672854ef7',
      defaultAccessMappingMoniker: 'PublicAccessMapping',
      lastChangeId: 1,
      lastChangeId64: 1,
    },
  });
}

const hostedAreas = (call: Call) => areas.map(({ id, name }) => ({ id, name, locationUrl: call.world.collectionUrl }));

function resourceAreas(call: Call) {
  if (call.world.profile !== 'services') return json({ count: 0, value: null });
  return collection(hostedAreas(call));
}

function resourceArea(call: Call) {
  const id = call.values['areaId']?.toLowerCase();
  const found = hostedAreas(call).find((area) => area.id === id);
  if (!found || call.world.profile !== 'services')
    throw partNotFound('resource area', 'ResourceAreaNotFoundException', id ?? '');
  return json(found);
}

const areasLocation = 'e81700f7-3be2-46de-8624-2eb35882fcaa';

export const locationRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '_apis/connectionData',
    scopes: [],
    location: '00d9565f-ed9c-4a06-9a50-00e7896ccab4',
    versionOptional: true,
    handle: connectionData,
  },
  {
    method: 'GET',
    template: '_apis/ResourceAreas',
    scopes: [],
    location: areasLocation,
    versionOptional: true,
    handle: resourceAreas,
  },
  {
    method: 'GET',
    template: '_apis/ResourceAreas/{areaId}',
    scopes: [],
    location: areasLocation,
    versionOptional: true,
    handle: resourceArea,
  },
];
