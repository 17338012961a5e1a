// What issues tokens on Azure: the authority of a tenant, the endpoint of App Service, and that of a virtual machine.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import * as z from 'zod';

export interface EntraServerOptions {
  readonly tenant?: string;
  readonly clientId?: string;
  readonly secret?: string;
  /** `sub` of the assertion that the federated credential expects. */
  readonly subject?: string;
  /** Listens for https, under a name that a proxy leads to this machine. */
  readonly secure?: { readonly host: string; readonly key: string; readonly cert: string };
  /** Audiences that are known. */
  readonly audiences?: readonly string[];
  /** Seconds that a token holds. */
  readonly lifetime?: number;
  /** Answers instead of the server, as often as it gives something. */
  readonly fault?: (
    request: TokenRequestSeen,
  ) => { status: number; headers?: Record<string, string>; body?: unknown } | undefined;
}

/** A request for a token as it arrived. */
export interface TokenRequestSeen {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly form: Readonly<Record<string, string>>;
}

export interface EntraServer {
  /** With a slash at the end. */
  readonly url: string;
  readonly requests: readonly TokenRequestSeen[];
  /** True for a token that was issued for one of the audiences. */
  readonly isGood: (token: string, audiences?: readonly string[]) => boolean;
  readonly close: () => Promise<void>;
}

export const testTenant = '11111111-2222-3333-4444-555555555555';
export const testClient = '66666666-7777-8888-9999-000000000000';
export const testSecret = 'Qw8~secret-of-the-service-principal';
/** What the endpoint of App Service wants to see in `x-identity-header`. */
export const testIdentityHeader = 'header-of-the-app-service';

/** Starts it on a free port of 127.0.0.1. It does not keep the process alive. */
export async function startEntra(options: EntraServerOptions = {}): Promise<EntraServer> {
  const requests: TokenRequestSeen[] = [];
  const issued = new Map<string, string>();
  const issue = (audience: string) => {
    const token = `entra.${Buffer.from(`${audience} ${issued.size + 1}`).toString('base64url')}.signature`;
    issued.set(token, audience);
    return token;
  };
  const take = (request: IncomingMessage, response: ServerResponse) => {
    read(request)
      .then((seen) => {
        requests.push(seen);
        const fault = options.fault?.(seen);
        if (fault !== undefined) return send(response, fault.status, fault.body ?? {}, fault.headers);
        const { status, body } = answerTo(seen, options, issue);
        return send(response, status, body);
      })
      .catch(() => response.destroy());
  };
  const { secure } = options;
  const server = secure === undefined ? createServer(take) : createSecureServer(secure, take);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `${secure === undefined ? 'http://127.0.0.1' : `https://${secure.host}`}:${port}/`,
    requests,
    isGood: (token, audiences = ['https://cognitiveservices.azure.com']) =>
      audiences.includes(issued.get(token) ?? '-'),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<TokenRequestSeen> {
  let text = '';
  request.setEncoding('utf8');
  for await (const piece of request) text += piece;
  const url = new URL(request.url ?? '', 'http://localhost');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, value?.toString()])),
    form: Object.fromEntries(new URLSearchParams(text)),
  };
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

interface Given {
  readonly status: number;
  readonly body: unknown;
}

function answerTo(seen: TokenRequestSeen, options: EntraServerOptions, issue: (audience: string) => string): Given {
  const { audiences = ['https://cognitiveservices.azure.com'], lifetime = 3599 } = options;
  const route = `${seen.method} ${seen.path}`;
  if (route === `POST /${options.tenant ?? testTenant}/oauth2/v2.0/token`) {
    const problem = problemOf(seen, options, audiences);
    if (problem !== undefined) return refused(...problem);
    const audience = seen.form['scope']?.replace(/\/\.default$/, '') ?? '';
    return { status: 200, body: { token_type: 'Bearer', expires_in: lifetime, access_token: issue(audience) } };
  }
  const isAppService = route === 'GET /msi/token' && seen.headers['x-identity-header'] === testIdentityHeader;
  const isMachine = route === 'GET /metadata/identity/oauth2/token' && seen.headers['metadata'] === 'true';
  if (!isAppService && !isMachine) return { status: 400, body: { error: 'invalid_request', error_description: 'No.' } };
  const audience = seen.query['resource'] ?? '';
  if (!audiences.includes(audience)) return refused('invalid_resource', `AADSTS500011: ${audience} was not found.`);
  // Managed identities give numbers as texts, and App Service the end alone.
  const end = { expires_on: String(Math.floor(Date.now() / 1000) + lifetime) };
  const times = isAppService ? end : { ...end, expires_in: String(lifetime) };
  return { status: 200, body: { token_type: 'Bearer', resource: audience, access_token: issue(audience), ...times } };
}

function refused(error: string, description: string): Given {
  return { status: error === 'invalid_client' ? 401 : 400, body: { error, error_description: description } };
}

function problemOf(
  { form }: TokenRequestSeen,
  options: EntraServerOptions,
  audiences: readonly string[],
): [string, string] | undefined {
  const { clientId = testClient, secret = testSecret, subject } = options;
  if (form['grant_type'] !== 'client_credentials') return ['unsupported_grant_type', 'AADSTS70003: Unsupported grant.'];
  if (form['client_id'] !== clientId) return ['unauthorized_client', 'AADSTS700016: Application was not found.'];
  if (form['client_secret'] !== undefined) {
    if (form['client_secret'] !== secret) return ['invalid_client', 'AADSTS7000215: Invalid client secret provided.'];
  } else if (subjectOf(form['client_assertion'] ?? '') !== (subject ?? '-')) {
    return [
      'invalid_client',
      'AADSTS700213: No matching federated identity record found for presented assertion subject.',
    ];
  }
  if (!audiences.some((audience) => form['scope'] === `${audience}/.default`)) {
    return [
      'invalid_resource',
      `AADSTS500011: The resource principal named ${form['scope']} was not found in the tenant.`,
    ];
  }
  return undefined;
}

function subjectOf(assertion: string): string | undefined {
  const [, claims = ''] = assertion.split('.');
  try {
    return z.object({ sub: z.string() }).parse(JSON.parse(Buffer.from(claims, 'base64url').toString())).sub;
  } catch {
    return undefined;
  }
}
