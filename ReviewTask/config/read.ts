// The config stage: inputs and the target branch's configuration file in, the Config out, or every problem at once.
import type { Config } from '../model/config.ts';
import { configure } from './configure.ts';
import { readConfigFile } from './file.ts';
import type { InputReading } from './inputs.ts';
import { configErrorOf } from './problem.ts';

/**
 * Makes the Config. `fileText` is the configuration file at the target branch's commit, `undefined` where there is none.
 * Throws ConfigError naming every problem of the inputs, or else every problem of the file.
 */
export function readConfig(reading: InputReading, fileText: string | undefined): Config {
  if (reading.problems.length > 0) throw configErrorOf(reading.problems, 'input-invalid', 'The task');
  if (fileText === undefined) return configure(reading.inputs, {});
  const path = reading.inputs.configFile;
  const file = readConfigFile(fileText, path);
  if (file.kind === 'problems') throw configErrorOf(file.problems, 'config-file-invalid', path);
  return configure(reading.inputs, file.settings);
}
