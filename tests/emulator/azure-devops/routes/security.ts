// Permissions of the caller, for preflight checks.
import { collection, json } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { isRecord, listOf, member, numberMember, textMember } from '../http/json.ts';
import { missingBody } from '../http/refusals.ts';
import type { Route } from '../http/router.ts';
import { permissionsOn } from '../state/identity.ts';
import { gitNamespace, permissionBits } from '../state/permissions.ts';

/** Bits that the caller holds for a token such as `repoV2/{projectId}/{repositoryId}`. */
function bitsFor(call: Call, token: string): number {
  const [kind, projectId, repositoryId] = token.split('/');
  if (kind?.toLowerCase() !== 'repov2' || !call.token) return 0;
  const covered = call.world.repositories.filter(
    (repository) =>
      repository.project.id === projectId && (repositoryId === undefined || repository.id === repositoryId),
  );
  const caller = call.token;
  const held = covered.map(({ id, name }) =>
    permissionsOn(caller, id, name).reduce((bits, permission) => bits | permissionBits[permission], 0),
  );
  // What holds for the project holds in each of its repositories.
  return held.length === 0 ? 0 : held.reduce((all, bits) => all & bits);
}

function allowed(call: Call, namespace: string, token: string, bits: number): boolean {
  return namespace.toLowerCase() === gitNamespace && (bitsFor(call, token) & bits) === bits;
}

function has(call: Call) {
  const namespace = call.values['securityNamespaceId'] ?? '';
  const delimiter = call.request.parameter('delimiter') ?? ',';
  const tokens = (call.request.parameter('tokens') ?? '').split(delimiter);
  const bits = Number(call.values['permissions']);
  return collection(tokens.map((token) => allowed(call, namespace, token, bits)));
}

function batch(call: Call) {
  const { body } = call.request;
  if (!isRecord(body)) throw missingBody('evaluationBatch');
  const evaluations = listOf(member(body, 'evaluations')).map((evaluation) => {
    const securityNamespaceId = textMember(evaluation, 'securityNamespaceId') ?? '';
    const token = textMember(evaluation, 'token') ?? '';
    const permissions = numberMember(evaluation, 'permissions') ?? 0;
    return { securityNamespaceId, token, permissions, value: allowed(call, securityNamespaceId, token, permissions) };
  });
  const everyone = member(body, 'alwaysAllowAdministrators') === true;
  return json({ alwaysAllowAdministrators: everyone, evaluations });
}

function namespaces(call: Call) {
  const names = Object.entries(permissionBits);
  const wanted = call.values['securityNamespaceId']?.toLowerCase() ?? gitNamespace;
  if (wanted !== gitNamespace) return collection([]);
  const actions = names.map(([name, bit]) => ({ bit, name, displayName: name, namespaceId: gitNamespace }));
  return collection([
    {
      namespaceId: gitNamespace,
      name: 'Git Repositories',
      displayName: 'Git Repositories',
      separatorValue: '/',
      elementLength: -1,
      writePermission: permissionBits.ManagePermissions,
      readPermission: permissionBits.GenericRead,
      dataspaceCategory: 'Git',
      actions,
      structureValue: 1,
      extensionType: null,
      isRemotable: true,
      useTokenTranslator: true,
      systemBitMask: 0,
    },
  ]);
}

const list = 'ce7b9f95-fde9-4be8-a86d-83b366f0b87a';

export const securityRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '_apis/permissions/{securityNamespaceId}/{permissions}',
    scopes: [],
    location: 'dd3b8bd6-c7fc-4cbd-929a-933d9c011c9d',
    handle: has,
  },
  {
    method: 'POST',
    template: '_apis/security/permissionEvaluationBatch',
    scopes: [],
    location: 'cf1faa59-1b63-4448-bf04-13d981a46f5d',
    handle: batch,
  },
  { method: 'GET', template: '_apis/securityNamespaces', scopes: [], location: list, handle: namespaces },
  {
    method: 'GET',
    template: '_apis/securityNamespaces/{securityNamespaceId}',
    scopes: [],
    location: list,
    handle: namespaces,
  },
];
