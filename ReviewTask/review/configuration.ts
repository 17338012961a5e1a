// The chapter of the configuration: the inputs and the file at the target's commit become one value.
import type { InputReading } from '../config/inputs.ts';
import { readConfig } from '../config/read.ts';
import type { Config } from '../model/config.ts';
import type { World } from '../ports.ts';
import type { Occasion } from './occasion.ts';
import type { ReviewRequest } from './request.ts';

/** Throws ConfigError where an input is wrong. */
export function demandInputs(reading: InputReading): void {
  if (reading.problems.length > 0) readConfig(reading, undefined);
}

/** Throws ConfigError; the file is not asked for when the inputs are wrong already. */
export async function readConfiguration(
  { inputs: reading }: ReviewRequest,
  { pullRequests }: World,
  { pullRequest }: Occasion,
): Promise<Config> {
  const { inputs, problems } = reading;
  if (problems.length > 0) return readConfig(reading, undefined);
  return readConfig(reading, await pullRequests.file(pullRequest, pullRequest.targetCommit, inputs.configFile));
}
