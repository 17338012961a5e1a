// The plug for other tests: holds everything that an emulator was asked and answered against the specification.
import type { LoggedRequest } from '../emulator/azure-devops.ts';
import { checkExchange, type Exchange, type Problem } from './check-exchange.ts';
import { readBody } from './send-request.ts';

/** Faults that replace or spoil the answer: what the test made up is not held against the specification. */
const inventions = new Set(['answer', 'html', 'dropBefore', 'dropAfter', 'truncate']);

/** The exchange as the checker reads it; `undefined` where a fault of the test stood in for the answer, or there was none. */
function exchangeOf(logged: LoggedRequest): Exchange | undefined {
  if (logged.status === 0 || inventions.has(logged.fault ?? '')) return undefined;
  const query = new URLSearchParams({ ...logged.query }).toString();
  // Only the path and the query matter: the log has no host.
  const url = new URL(`http://emulator${encodeURI(logged.path)}${query === '' ? '' : `?${query}`}`);
  const mediaType = logged.answerHeaders['content-type'] ?? logged.answerHeaders['Content-Type'] ?? '';
  const { answer } = logged;
  return {
    method: logged.method,
    url: url.href,
    requestBody: logged.body,
    status: logged.status,
    responseBody: answer instanceof Uint8Array ? readBody(answer, mediaType) : answer,
  };
}

/**
 * Problems of a whole run: pass the `requests` of the emulator when a test is over. Throws when the OpenAPI folder is
 * absent, so ask `openApiFolder` first:
 *
 *     if (openApiFolder !== undefined) assert.equal(describeProblems(checkRequests(emulator.requests)), '');
 */
export function checkRequests(requests: readonly LoggedRequest[]): readonly Problem[] {
  return requests.flatMap((logged) => {
    const exchange = exchangeOf(logged);
    return exchange === undefined ? [] : checkExchange(exchange);
  });
}
