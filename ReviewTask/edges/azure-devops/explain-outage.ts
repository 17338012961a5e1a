// Explains what is nobody's permission: the service, the network, or an answer that cannot be used.
import type { Explanation } from '../../errors.ts';
import { explainConnection } from '../network-explanation.ts';
import type { Situation } from './explain.ts';
import type { RequestFailure } from './request-failure.ts';

/** True for the service in the cloud. */
function isHosted(collectionUrl: string): boolean {
  return /(^|\.)(dev\.azure\.com|visualstudio\.com)$/i.test(new URL(collectionUrl).hostname);
}

/** What the service wrote, for the end of a text; empty where it wrote nothing. */
export function serviceSays({ activityId, status, text, typeKey }: RequestFailure): string {
  const parts = [
    status === undefined ? '' : `status ${status}`,
    typeKey ?? '',
    activityId === undefined ? '' : `activity ${activityId}`,
  ].filter((part) => part !== '');
  const head = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return text === '' && head === '' ? '' : ` Azure DevOps wrote${head}: ${text || 'nothing'}`;
}

/** Explains every failure that is not about access. */
export function explainOutage(failure: RequestFailure, situation: Situation): Explanation {
  switch (failure.kind) {
    case 'network':
      return explainNetwork(failure, situation);
    case 'redirect':
      return {
        code: 'unexpected-redirect',
        problem: `Azure DevOps sent us elsewhere (${failure.text}). Redirects are not followed: they would carry the token along.`,
        fix: `Use the address that it names if it is yours. The run used ${situation.collectionUrl}.`,
      };
    case 'foreign-address':
      return {
        code: 'foreign-address',
        problem: 'The service named an address outside the organization for a request; it was not sent.',
        fix: `Check that ${situation.collectionUrl} is the organization's address, and that no proxy changes its answers.`,
      };
    case 'too-large':
      return {
        code: 'answer-too-large',
        problem: `The answer was too large when trying to ${situation.operation.doing}.`,
        fix: 'Exclude generated or binary files from the review, or run it with a checkout of the repository.',
      };
    case 'unusable':
      return unusableAnswer(situation.operation.doing, 'it was no JSON, or empty');
    default:
      return explainStatus(failure, situation);
  }
}

/** An answer with a good status that does not have the documented shape. `why` has no trailing full stop. */
export function unusableAnswer(doing: string, why: string): Explanation {
  return {
    code: 'unexpected-answer',
    problem: `Azure DevOps gave an answer that cannot be used when asked to ${doing}: ${why}.`,
    fix: 'Run it again. If it stays, check that no proxy changes the answers, and report it with this text.',
  };
}

function explainStatus(failure: RequestFailure, { collectionUrl, operation }: Situation): Explanation {
  if (failure.text.includes('TF24668')) {
    return {
      code: 'organization-stopped',
      problem: 'The Azure DevOps organization is stopped or deactivated.',
      fix: `An owner can start it by signing in to it in a browser.${serviceSays(failure)}`,
    };
  }
  if (failure.status === 429) {
    return {
      code: 'rate-limited',
      problem: `Azure DevOps refused to ${operation.doing}: the identity has used up its share of the service for now.`,
      fix: `Wait five minutes, or run fewer pipelines at once under the same identity.${serviceSays(failure)}`,
    };
  }
  if ((failure.status ?? 0) >= 500 || failure.status === 408) {
    return {
      code: 'service-unavailable',
      problem: `Azure DevOps failed several times when asked to ${operation.doing}.`,
      fix: `${isHosted(collectionUrl) ? 'Look at https://status.dev.azure.com' : 'Ask those who run the server'} and run it again later.${serviceSays(failure)}`,
    };
  }
  return {
    code: 'request-refused',
    problem: `Azure DevOps refused to ${operation.doing}.${serviceSays(failure)}`,
    fix: 'Its message may say why; its support can find the request by the activity. Run it again, and report it with this text if it stays.',
  };
}

function explainNetwork(failure: RequestFailure, { collectionUrl, network, operation }: Situation): Explanation {
  const detail = ` (${failure.networkCode ?? failure.text})`;
  const { host, protocol } = new URL(collectionUrl);
  const wanted = {
    ...{ host, name: 'Azure DevOps', certificateCode: 'certificate-not-trusted' },
    isSecure: protocol === 'https:',
  };
  const known = explainConnection(failure.networkCode ?? '', wanted, network);
  if (known !== undefined) return known;
  if (failure.networkCode === 'ENOTFOUND' || failure.networkCode === 'EAI_AGAIN') {
    return {
      code: 'host-not-found',
      problem: `The host ${host} was not found${detail}.`,
      fix: 'Check the address of the organization, and the name resolution and proxy of the agent.',
    };
  }
  return {
    code: failure.networkCode === 'ETIMEDOUT' ? 'connection-timeout' : 'connection-failed',
    problem: `The connection to ${host} failed several times when trying to ${operation.doing}${detail}.`,
    fix: 'Check that the agent can reach the host (firewall, proxy), and run it again.',
  };
}
