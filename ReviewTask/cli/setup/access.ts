// What the token may do, as lines with ticks: the probes of doctor, which leave no trace.
import type { Token } from '../../config/connection.ts';
import { inputDefaults } from '../../config/input-names.ts';
import { readInputs } from '../../config/inputs.ts';
import type { PullRequestAddress } from '../../config/pull-request-url.ts';
import { examine } from '../../doctor.ts';
import type { AzureDevOps } from '../../edges/azure-devops.ts';
import { systemClock } from '../../edges/clock.ts';
import { ConfigError } from '../../errors.ts';
import type { ProbeResult } from '../../model/access.ts';
import type { AccessLine } from './world.ts';

/** Everything but the model, which the pipeline asks and not this token. Never rejects. */
export async function lookAtAccess(
  { access, pullRequests }: Pick<AzureDevOps, 'access' | 'pullRequests'>,
  { collectionUrl, id, project, repository }: PullRequestAddress,
  token: Token,
): Promise<readonly AccessLine[]> {
  const reading = readInputs((name) => (name === 'modelProvider' ? 'none' : inputDefaults[name]));
  const place = { collectionUrl, project, repository, pullRequestId: id, tokenKind: token.kind };
  const results = await examine({ access, pullRequests, clock: systemClock, model: noModel }, reading, place);
  return results.map(lineOf);
}

function noModel(): never {
  throw new ConfigError({ code: 'no-model', problem: 'No model is probed here.', fix: 'Use doctor for that.' });
}

function lineOf({ title, answer }: ProbeResult): AccessLine {
  if (answer.kind === 'pass') return { title, state: 'pass', says: answer.detail, fix: '' };
  if (answer.kind === 'unknown') return { title, state: 'unknown', says: answer.why, fix: '' };
  return { title, state: 'problem', says: answer.explanation.problem, fix: answer.explanation.fix };
}
