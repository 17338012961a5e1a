// What inputs and configuration file declare that concerns access, for doctor: it goes on where a review would stop.
import type { DeclaredConfiguration } from '../model/access.ts';
import { readConfigFile } from './file.ts';
import type { InputReading } from './inputs.ts';

/** `fileText` is the configuration file at the target branch's commit; `undefined` where there is none. */
export function declaredIn({ inputs, problems }: InputReading, fileText: string | undefined): DeclaredConfiguration {
  if (fileText === undefined) return { patExpiresOn: undefined, problems };
  const file = readConfigFile(fileText, inputs.configFile);
  if (file.kind === 'problems') return { patExpiresOn: undefined, problems: [...problems, ...file.problems] };
  return { patExpiresOn: file.settings.patExpiresOn, problems };
}
