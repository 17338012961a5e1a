// Routes that the service has and the specification lacks: each with its reason and the shape that is known of it.
import type { JsonObject } from './specification.ts';

/** A route that is checked against a schema of ours instead of the specification's. */
export interface UnspecifiedRoute {
  readonly name: string;
  readonly method: string;
  /** Matched against the path from `_apis` on. */
  readonly path: RegExp;
  readonly reason: string;
  readonly status: number;
  readonly answer: JsonObject;
}

const typedText = {
  type: 'object',
  required: ['$type', '$value'],
  properties: { $type: { enum: ['System.String'] }, $value: { type: 'string' } },
  additionalProperties: false,
};

const identity = {
  type: 'object',
  required: ['id', 'descriptor', 'subjectDescriptor', 'providerDisplayName', 'isActive', 'properties'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    descriptor: { type: 'string' },
    subjectDescriptor: { type: 'string' },
    providerDisplayName: { type: 'string' },
    customDisplayName: { type: 'string' },
    isActive: { type: 'boolean' },
    // A map of typed values; anonymous callers have none.
    properties: {
      type: 'object',
      properties: { Account: typedText },
      additionalProperties: false,
    },
    resourceVersion: { type: 'integer' },
    metaTypeId: { type: 'integer' },
  },
  additionalProperties: false,
};

const locationServiceData = {
  type: 'object',
  required: ['serviceOwner', 'defaultAccessMappingMoniker', 'lastChangeId', 'lastChangeId64'],
  properties: {
    serviceOwner: { type: 'string', format: 'uuid' },
    defaultAccessMappingMoniker: { type: 'string' },
    lastChangeId: { type: 'integer' },
    lastChangeId64: { type: 'integer' },
  },
  additionalProperties: false,
};

const connectionData = {
  type: 'object',
  required: [
    'authenticatedUser',
    'authorizedUser',
    'instanceId',
    'deploymentId',
    'deploymentType',
    'locationServiceData',
  ],
  properties: {
    authenticatedUser: identity,
    authorizedUser: identity,
    instanceId: { type: 'string', format: 'uuid' },
    deploymentId: { type: 'string', format: 'uuid' },
    deploymentType: { enum: ['hosted', 'onPremises'] },
    locationServiceData,
  },
  additionalProperties: false,
};

function listOf(element: JsonObject): JsonObject {
  return {
    type: 'object',
    required: ['count', 'value'],
    properties: { count: { type: 'integer' }, value: { type: 'array', items: element } },
    additionalProperties: false,
  };
}

const location = {
  type: 'object',
  required: [
    'id',
    'area',
    'resourceName',
    'routeTemplate',
    'resourceVersion',
    'minVersion',
    'maxVersion',
    'releasedVersion',
  ],
  properties: {
    id: { type: 'string', format: 'uuid' },
    area: { type: 'string' },
    resourceName: { type: 'string' },
    routeTemplate: { type: 'string' },
    resourceVersion: { type: 'integer' },
    minVersion: { type: 'string', pattern: '^\\d+\\.\\d$' },
    maxVersion: { type: 'string', pattern: '^\\d+\\.\\d$' },
    releasedVersion: { type: 'string', pattern: '^\\d+\\.\\d$' },
  },
  additionalProperties: false,
};

const resourceArea = {
  type: 'object',
  required: ['id', 'name', 'locationUrl'],
  properties: { id: { type: 'string', format: 'uuid' }, name: { type: 'string' }, locationUrl: { type: 'string' } },
  additionalProperties: false,
};

const lineBlock = {
  type: 'object',
  required: [
    'changeType',
    'originalLineNumberStart',
    'originalLinesCount',
    'modifiedLineNumberStart',
    'modifiedLinesCount',
  ],
  properties: {
    changeType: { enum: ['none', 'add', 'delete', 'edit'] },
    originalLineNumberStart: { type: 'integer', minimum: 0 },
    originalLinesCount: { type: 'integer', minimum: 0 },
    modifiedLineNumberStart: { type: 'integer', minimum: 0 },
    modifiedLinesCount: { type: 'integer', minimum: 0 },
  },
  additionalProperties: false,
};

const fileDiff = {
  type: 'object',
  required: ['lineDiffBlocks'],
  properties: {
    path: { type: 'string' },
    originalPath: { type: 'string' },
    lineDiffBlocks: { type: 'array', items: lineBlock },
  },
  additionalProperties: false,
};

/** Every such route. One that the contract test never calls fails it. */
export const unspecifiedRoutes: readonly UnspecifiedRoute[] = [
  {
    name: 'connection data',
    method: 'GET',
    path: /^_apis\/connectionData$/i,
    reason: 'Area Location has no published specification; the answer is recorded by azure-devops-cli-extension.',
    status: 200,
    answer: connectionData,
  },
  {
    name: 'locations of an area',
    method: 'OPTIONS',
    path: /^_apis(\/[^/]+)?$/i,
    reason: 'The version handshake of the client library; a real answer is recorded by azure-devops-cli-extension.',
    status: 200,
    answer: listOf(location),
  },
  {
    name: 'resource areas',
    method: 'GET',
    path: /^_apis\/ResourceAreas$/i,
    reason: 'The host handshake of the client library. A server on premises answers a count of 0 and a null value.',
    status: 200,
    answer: {
      anyOf: [
        listOf(resourceArea),
        {
          type: 'object',
          required: ['count', 'value'],
          properties: { count: { enum: [0] }, value: { type: 'null' } },
          additionalProperties: false,
        },
      ],
    },
  },
  {
    name: 'resource area',
    method: 'GET',
    path: /^_apis\/ResourceAreas\/[^/]+$/i,
    reason: 'As the list of resource areas.',
    status: 200,
    answer: resourceArea,
  },
  {
    name: 'line blocks of files',
    method: 'POST',
    path: /^_apis\/git\/repositories\/[^/]+\/fileDiffs$/i,
    reason: 'Released but undocumented; the client library has it as getFileDiffs.',
    status: 200,
    answer: listOf(fileDiff),
  },
  {
    name: 'token of a job for a service connection',
    method: 'POST',
    path: /^[^/]*\/?_apis\/distributedtask\/hubs\/[^/]+\/plans\/[^/]+\/jobs\/[^/]+\/oidctoken$/i,
    reason: 'Distributed task is not among the specifications; the client library has it as createOidcToken.',
    status: 200,
    answer: {
      type: 'object',
      required: ['oidcToken'],
      properties: { oidcToken: { type: 'string' } },
      additionalProperties: false,
    },
  },
];
