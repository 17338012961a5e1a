// The token by which a running job proves to Entra that it is allowed to use a service connection.
import { json } from '../http/answer.ts';
import { type Call, callerIdentity, requiredProject } from '../http/call.ts';
import { partNotFound } from '../http/refusals.ts';
import type { Route } from '../http/router.ts';

function createToken(call: Call) {
  callerIdentity(call);
  const id = call.request.parameter('serviceConnectionId') ?? '';
  const name = call.world.serviceConnections.get(id);
  if (name === undefined) throw partNotFound('service connection', 'ServiceEndpointNotFoundException', id);
  const claims = {
    aud: 'api://AzureADTokenExchange',
    iss: `https://vstoken.dev.azure.com/${call.world.organization}`,
    sub: `sc://${call.world.organization}/${requiredProject(call).name}/${name}`,
  };
  const parts = [{ typ: 'JWT', alg: 'RS256' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return json({ oidcToken: [...parts, 'c2lnbmF0dXJl'].join('.') });
}

export const oidcTokenRoutes: readonly Route[] = [
  {
    method: 'POST',
    template: '{project}/_apis/distributedtask/hubs/{hubName}/plans/{planId}/jobs/{jobId}/oidctoken',
    scopes: [],
    handle: createToken,
  },
];
