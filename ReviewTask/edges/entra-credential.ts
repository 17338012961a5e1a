// How the identity behind an Azure service connection proves who it is, read from what the agent hands over.
import { ConfigError } from '../errors.ts';

/** An Azure service connection as the agent hands it over. Names are matched without regard to case. */
export interface ServiceConnection {
  readonly id: string;
  readonly scheme: string;
  /** An authorization parameter; empty when absent. */
  readonly parameter: (name: string) => string;
  /** A piece of endpoint data; empty when absent. */
  readonly data: (name: string) => string;
}

/** The running job, for an OIDC token that Azure DevOps issues to it. */
export interface JobFacts {
  /** With a trailing slash. */
  readonly collectionUrl: string;
  readonly jobToken: string;
  /** A variable of the job or of the agent's machine; empty when absent. */
  readonly variable: (name: string) => string;
}

/** What is shown to the authority. */
export type EntraCredential =
  | {
      readonly kind: 'federated';
      readonly tokenUrl: string;
      readonly clientId: string;
      /** Where Azure DevOps issues the assertion, to the job's own token. */
      readonly assertionUrl: string;
      readonly jobToken: string;
    }
  | { readonly kind: 'secret'; readonly tokenUrl: string; readonly clientId: string; readonly secret: string }
  | {
      readonly kind: 'managed-identity';
      /** Without the resource. */
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
    };

/** Reads the credential. Throws ConfigError that names what the connection lacks. */
export function readCredential(connection: ServiceConnection, job: JobFacts): EntraCredential {
  switch (connection.scheme.toLowerCase()) {
    case 'workloadidentityfederation':
      return federated(connection, job);
    case 'serviceprincipal':
      return withSecret(connection);
    case 'managedserviceidentity':
      return managedIdentity(connection, job);
    default:
      throw unusable(
        `is of a kind that cannot get a token ("${connection.scheme.slice(0, 60)}")`,
        'Name an Azure Resource Manager connection',
      );
  }
}

function federated(connection: ServiceConnection, job: JobFacts): EntraCredential {
  const names = ['System.TeamProjectId', 'System.HostType', 'System.PlanId', 'System.JobId'] as const;
  const [project = '', hub = '', plan = '', jobId = ''] = names.map((name) => encodeURIComponent(job.variable(name)));
  const missing = names.filter((name) => job.variable(name) === '');
  if (missing.length > 0 || job.jobToken === '' || job.collectionUrl === '') {
    throw new ConfigError({
      code: 'entra-outside-pipeline',
      problem: `The service connection in "azureSubscription" proves itself by a token that Azure DevOps issues to a running job, and this is none${missing.length > 0 ? ` (${missing.join(', ')} not set)` : ''}.`,
      fix: 'Run the task in an Azure Pipelines job, or use "modelApiKey".',
    });
  }
  const route = `${project}/_apis/distributedtask/hubs/${hub}/plans/${plan}/jobs/${jobId}/oidctoken`;
  return {
    kind: 'federated',
    ...application(connection),
    assertionUrl: `${job.collectionUrl}${route}?api-version=7.1-preview.1&serviceConnectionId=${encodeURIComponent(connection.id)}`,
    jobToken: job.jobToken,
  };
}

function withSecret(connection: ServiceConnection): EntraCredential {
  const secret = connection.parameter('serviceprincipalkey');
  if (secret !== '') return { kind: 'secret', ...application(connection), secret };
  const hasCertificate = connection.parameter('authenticationType').toLowerCase() === 'spncertificate';
  throw unusable(
    hasCertificate ? 'proves itself by a certificate, which is not supported' : 'holds no secret',
    'Convert the connection to workload identity federation, which needs neither',
  );
}

/** The application and the address of its tenant's authority. */
function application(connection: ServiceConnection): { readonly tokenUrl: string; readonly clientId: string } {
  const clientId = connection.parameter('serviceprincipalid');
  const tenant = connection.parameter('tenantid');
  if (clientId === '' || !/^[\w.-]+$/.test(tenant)) {
    throw unusable(
      'names no application or no tenant',
      'Open the connection, save it again, and check that it verifies',
    );
  }
  return { clientId, tokenUrl: `${authority(connection)}${tenant}/oauth2/v2.0/token` };
}

/** The secret or assertion goes there, so it must be https, unless it is this machine. With a slash at the end. */
function authority(connection: ServiceConnection): string {
  const text = connection.data('environmentAuthorityUrl') || 'https://login.microsoftonline.com/';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname);
  if (
    url === undefined ||
    url.username !== '' ||
    (url.protocol !== 'https:' && !(isLocal && url.protocol === 'http:'))
  ) {
    throw unusable('names an authority that is no https address', 'Check the environment of the connection');
  }
  return `${url.origin}${url.pathname.replace(/\/*$/, '/')}`;
}

/** App Service and its like name their own endpoint; a virtual machine or scale set answers at a fixed address. */
function managedIdentity(connection: ServiceConnection, { variable }: JobFacts): EntraCredential {
  const clientId = connection.data('msiClientId') || variable('AZURE_CLIENT_ID');
  const [own, header] = [variable('IDENTITY_ENDPOINT'), variable('IDENTITY_HEADER')];
  const isOwn = own !== '' && header !== '' && URL.canParse(own);
  const url = new URL(isOwn ? own : 'http://169.254.169.254/metadata/identity/oauth2/token');
  url.searchParams.set('api-version', isOwn ? '2019-08-01' : '2018-02-01');
  if (clientId !== '') url.searchParams.set('client_id', clientId);
  const headers: Readonly<Record<string, string>> = isOwn ? { 'x-identity-header': header } : { metadata: 'true' };
  return { kind: 'managed-identity', url: url.href, headers };
}

function unusable(what: string, fix: string): ConfigError {
  return new ConfigError({
    code: 'entra-connection-unusable',
    problem: `The service connection in "azureSubscription" ${what}.`,
    fix: `${fix} (Project settings, Service connections), or use "modelApiKey" instead.`,
  });
}
