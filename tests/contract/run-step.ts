// Sends one step to the emulator and remembers what it wants to keep.
import type { Exchange } from './check-exchange.ts';
import { sendRequest } from './send-request.ts';
import { fill, fillBody, keepValues, type Step, type StepValues } from './step.ts';

/** Where steps are sent, and as whom. */
export interface Stage {
  /** With a trailing slash. */
  readonly collectionUrl: string;
  readonly values: StepValues;
  /** Authorization header by token name; a name without one sends none. */
  readonly authorization: ReadonlyMap<string, string>;
}

function withVersion(step: Step, path: string): string {
  if (step.withoutVersion === true || /[?&]api-version=/.test(path)) return path;
  return `${path}${path.includes('?') ? '&' : '?'}api-version=7.1`;
}

/** Sends the step, keeps what it keeps, and gives the exchange back. Throws where a value is missing. */
export async function runStep(stage: Stage, step: Step): Promise<Exchange> {
  const authorization = stage.authorization.get(step.as ?? 'full');
  const exchange = await sendRequest({
    method: step.method,
    url: `${stage.collectionUrl}${withVersion(step, fill(step.path, stage.values))}`,
    headers: { ...(authorization === undefined ? {} : { Authorization: authorization }), ...step.headers },
    body: fillBody(step.body, stage.values),
  });
  keepValues(step, exchange, stage.values);
  return exchange;
}
