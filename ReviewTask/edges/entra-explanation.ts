// Says in plain words why no Entra token was issued, and what to do.
import { AccessError, type Explanation, ServiceError } from '../errors.ts';
import type { Network } from '../model/network.ts';
import type { EntraCredential } from './entra-credential.ts';
import type { TokenFailure } from './entra-request.ts';
import { explainConnection } from './network-explanation.ts';
import { excerptOf, type Redact } from './openai-outside-text.ts';

/** Who was asked: Azure DevOps for the assertion, or the authority or the machine for the token. */
export type Asked = 'assertion' | EntraCredential['kind'];

/** The error to throw. It carries no cause, because that would hold words nobody has cleaned. */
export function explainTokenFailure(
  failure: TokenFailure,
  asked: Asked,
  address: URL,
  redact: Redact,
  network: Network,
) {
  const noWay = failure.status === 0 ? noConnection(failure.reason, asked, address, network) : undefined;
  if (noWay !== undefined) return new ServiceError(noWay);
  const said = excerptOf(redact(failure.reason));
  const { code, problem, fix } = explanationOf(failure, asked, address.host);
  const isRefusal = failure.status >= 400 && failure.status < 500 && failure.status !== 429;
  const explanation = {
    code,
    problem: `${problem} (${failure.status === 0 ? 'no answer' : failure.status})${said === '' ? '.' : `: "${said}"`}`,
    fix,
  };
  return isRefusal ? new AccessError(explanation) : new ServiceError(explanation);
}

function noConnection(code: string, asked: Asked, { host, protocol }: URL, network: Network): Explanation | undefined {
  const name = asked === 'assertion' ? 'Azure DevOps' : 'Microsoft Entra';
  const wanted = { host, name, certificateCode: 'entra-certificate-not-trusted', isSecure: protocol === 'https:' };
  return explainConnection(code, wanted, network);
}

function explanationOf(failure: TokenFailure, asked: Asked, host: string): Explanation {
  const { status } = failure;
  if (status >= 300 && status < 400) return redirected(host);
  if (asked === 'assertion') return noAssertion(host);
  if (asked === 'managed-identity') return noManagedIdentity();
  const known = reasons.find((one) => one.when.test(failure.reason));
  return known ?? tokenRefused(host, status);
}

/** Error numbers as Microsoft Entra documents them. */
const reasons: readonly (Explanation & { readonly when: RegExp })[] = [
  {
    when: /AADSTS70021\d?\b|AADSTS700212\b|AADSTS700238\b/,
    code: 'entra-federation-mismatch',
    problem: 'Entra knows no federated credential for this service connection',
    fix: 'Compare issuer and subject of the service connection (Project settings, Service connections) with the federated credential of its app registration or managed identity, letter by letter; a renamed organization, project or connection changes them.',
  },
  {
    when: /AADSTS70002(15|22)\b|AADSTS7000215\b|AADSTS7000222\b/,
    code: 'entra-secret-refused',
    problem: 'Entra refused the secret of the service connection: it is wrong or has expired',
    fix: 'Put a new secret into the service connection, or convert it to workload identity federation, which needs none.',
  },
  {
    when: /AADSTS700016\b|AADSTS90002\b/,
    code: 'entra-identity-not-found',
    problem: 'Entra does not know the application or the tenant of the service connection',
    fix: 'Check that the app registration still exists in the tenant that the service connection names, and create the connection anew where it does not.',
  },
];

function tokenRefused(host: string, status: number): Explanation {
  return {
    code: 'entra-token-refused',
    problem: `${host} issued no token for the service connection in "azureSubscription"`,
    fix:
      status === 0 || status >= 500 || status === 429
        ? 'Check that the agent can reach this host, then run the step again.'
        : 'Open the service connection (Project settings, Service connections), verify it, and look the error number up in the Entra documentation.',
  };
}

function noAssertion(host: string): Explanation {
  return {
    code: 'entra-assertion-refused',
    problem: `Azure DevOps (${host}) issued no OIDC token to this job for the service connection in "azureSubscription"`,
    fix: 'Allow this pipeline to use the service connection (Project settings, Service connections, Security), and check that it still exists.',
  };
}

function noManagedIdentity(): Explanation {
  return {
    code: 'entra-no-managed-identity',
    problem: 'The machine of this agent gave no token of a managed identity',
    fix: 'Assign a managed identity to the machine or scale set that the agent runs on; Microsoft-hosted agents have none: use a service connection with workload identity federation there.',
  };
}

function redirected(host: string): Explanation {
  return {
    code: 'entra-redirected',
    problem: `${host} sends the request for a token on to another address. That was not followed, because a credential would have gone along`,
    fix: `A proxy or a sign-in page is in between: let the agent reach ${host} directly.`,
  };
}
