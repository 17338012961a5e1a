// Where the key of the model comes from in a pipeline: the input, or the identity of an Azure service connection.
import { ConfigError } from '../errors.ts';
import type { ModelChoice } from '../model/config.ts';
import type { AzureTask } from './azure-task.ts';
import { createEntraKey, type EntraOptions } from './entra.ts';
import { readCredential } from './entra-credential.ts';
import type { LanguageModelOptions } from './openai.ts';
import { readAddress } from './openai-address.ts';

type Choice = Exclude<ModelChoice, { readonly provider: 'none' }>;

/** How the model client gets its key. Throws ConfigError where the connection cannot be used. */
export function modelKey(
  choice: Choice,
  task: AzureTask,
  collectionUrl: string,
  world: Pick<EntraOptions, 'clock' | 'signal' | 'fetch' | 'network'>,
): Pick<LanguageModelOptions, 'apiKey' | 'onKeyRefused'> {
  if (choice.serviceConnection === '') return { apiKey: choice.apiKey };
  const connection = task.serviceConnection(choice.serviceConnection);
  if (connection === undefined) throw notHandedOver();
  task.maskSecret(connection.parameter('serviceprincipalkey'));
  const { jobToken, variable, log, maskSecret } = task;
  const key = createEntraKey({
    credential: readCredential(connection, { collectionUrl, jobToken, variable }),
    modelHost: readAddress(choice.provider, choice.baseUrl).host,
    ...{ ...world, log, maskSecret },
  });
  return { apiKey: key.token, onKeyRefused: key.refused };
}

function notHandedOver(): ConfigError {
  return new ConfigError({
    code: 'entra-connection-missing',
    problem: 'The agent handed over no service connection for the input "azureSubscription".',
    fix: 'Name an Azure Resource Manager connection of this project in the YAML itself, not by a variable that is set while the pipeline runs, and allow this pipeline to use it.',
  });
}
