// The failure catalogue: how the service answers when it will not take the caller's credentials.
import type { TokenFailure } from '../state/identity.ts';
import type { Toggles } from '../state/toggles.ts';
import type { Profile, World } from '../state/world.ts';
import { type Answer, errorBody, json, nothing, textAnswer } from './answer.ts';
import type { ApiRequest } from './request.ts';

const html = 'text/html; charset=utf-8';
const signInPage =
  '<!DOCTYPE html>\r\n<html lang="en-US"><head><title>Azure DevOps Services | Sign In</title></head>\r\n<body class="lwp"><div id="signin"></div></body></html>';
const challenge = {
  'WWW-Authenticate': 'Basic realm="https://tfsprodsin1.app.visualstudio.com/"',
  'X-TFS-FedAuthRealm': 'https://tfsprodsin1.app.visualstudio.com/',
  'X-VSS-AuthorizationEndpoint': 'https://vssps.dev.azure.com/',
};
const services = 'Microsoft.VisualStudio.Services.WebApi';

function unauthorized(user: string): Answer {
  const body = errorBody({
    message: `TF400813: The user '${user}' is not authorized to access this resource.`,
    type: 'Microsoft.TeamFoundation.Framework.Server.UnauthorizedRequestException',
    assembly: 'Microsoft.TeamFoundation.Framework.Server',
  });
  return json(body, 401, challenge);
}

/** IIS answers for a server, and offers the ways of Windows. */
function windowsSignIn(): Answer {
  const page =
    '<!DOCTYPE html>\r\n<html><head><title>401 - Unauthorized: Access is denied due to invalid credentials.</title></head><body></body></html>';
  return textAnswer('text/html', page, 401, { 'WWW-Authenticate': 'Bearer, Negotiate, NTLM' });
}

/**
 * A browser is sent to the sign-in page; a program is shown it; one that suppresses redirects gets a plain 401. A server knows no
 * such page.
 */
export function notSignedIn(request: ApiRequest, profile: Profile): Answer {
  if (profile !== 'services') return windowsSignIn();
  const suppressed = request.header('x-tfs-fedauthredirect')?.toLowerCase() === 'suppress';
  if (suppressed) return nothing(401, { ...challenge, 'Content-Length': '0' });
  const browser =
    /mozilla/i.test(request.header('user-agent') ?? '') || /text\/html/i.test(request.header('accept') ?? '');
  if (browser) {
    const location = `https://spsprodcus1.vssps.visualstudio.com/_signin?realm=dev.azure.com&reply_to=${encodeURIComponent(request.url)}`;
    const page = `<html><head><title>Object moved</title></head><body>\r\n<h2>Object moved to <a href="${location.replaceAll('&', '&amp;')}">here</a>.</h2>\r\n</body></html>`;
    return textAnswer(html, page, 302, { Location: location });
  }
  if (request.method === 'PATCH' || request.method === 'PUT' || request.method === 'DELETE') return unauthorized('');
  return textAnswer(html, signInPage, 203);
}

function expired(): Answer {
  const message = 'Access Denied: The Personal Access Token used has expired.';
  const body = errorBody({
    message,
    type: 'Microsoft.VisualStudio.Services.Security.AccessCheckException',
    assembly: services,
    customProperties: {
      Descriptor: null,
      IdentityDisplayName: null,
      Token: null,
      RequestedPermissions: 0,
      NamespaceId: '00000000-0000-0000-0000-000000000000',
    },
  });
  return json(body, 401, { ...challenge, 'X-TFS-ServiceError': encodeURIComponent(message) });
}

function stopped(organization: string): Answer {
  const message = `TF24668: The following team project collection is stopped: ${organization}. Start the collection, and then try again. Administrator Reason: This Azure DevOps organization has been deactivated due to inactivity. Please sign-in to https://dev.azure.com/${organization} to reactivate.`;
  const body = errorBody({
    message,
    type: 'Microsoft.VisualStudio.Services.Common.VssServiceException',
    assembly: 'Microsoft.VisualStudio.Services.Common',
  });
  const text = `\uFEFF${JSON.stringify(body)}`;
  return textAnswer('application/json; charset=utf-8', text, 503, {
    'X-TFS-ServiceError': encodeURIComponent(message),
  });
}

function conditionalAccess(status: number): Answer {
  const body = errorBody({
    message: 'VS403463: The conditional access policy defined by your Azure Active Directory administrator has failed.',
    type: 'Microsoft.VisualStudio.Services.Security.AccessCheckException',
    assembly: services,
  });
  return json(body, status);
}

function throttled(): Answer {
  const message =
    'TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource Concurrency in namespace User.';
  return textAnswer(html, `<html><body><h1>${message}</h1></body></html>`, 429, {
    'Retry-After': '1',
    'X-RateLimit-Resource': 'core',
    'X-RateLimit-Limit': '200',
    'X-RateLimit-Remaining': '0',
    'X-TFS-ServiceError': encodeURIComponent(message),
  });
}

/** The answer that a token with this failure gets, whatever it asks for. */
export function failureAnswer(failure: TokenFailure, request: ApiRequest, { organization, profile }: World): Answer {
  switch (failure) {
    case 'invalid':
      return notSignedIn(request, profile);
    case 'expired':
      return expired();
    case 'anonymous':
      return unauthorized('aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa');
    case 'organizationStopped':
      return stopped(organization);
    case 'conditionalAccess':
      return conditionalAccess(403);
    case 'conditionalAccessUnauthorized':
      return conditionalAccess(401);
    case 'ipRestricted':
      return unauthorized('');
    case 'throttled':
      return throttled();
  }
}

/** The 401 for a token without the scope; what it says is not established, hence the switch. */
export function scopeMissing(toggles: Toggles): Answer {
  switch (toggles.missingScopeBody) {
    case 'empty':
      return nothing(401, { ...challenge, 'Content-Length': '0' });
    case 'html':
      return textAnswer(html, signInPage, 401, challenge);
    case 'json':
      return unauthorized('');
  }
}
