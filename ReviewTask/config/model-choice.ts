// The inputs that say which model answers and how it is reached.
import type { ModelChoice } from '../model/config.ts';
import { inputOptions } from './input-names.ts';
import type { InputTexts } from './input-texts.ts';
import { nearestOf, type Problem } from './problem.ts';
import { unexpanded, unexpandedVariable } from './unexpanded.ts';

const none: ModelChoice = { provider: 'none' };

/** Reads the model inputs together: what is needed depends on the provider. Problems are added to the list. */
export function readModelChoice(texts: InputTexts, problems: Problem[]): ModelChoice {
  const provider = texts('modelProvider') || 'openai';
  if (provider === 'none') return none;
  if (provider !== 'openai' && provider !== 'azureOpenAI' && provider !== 'compatible') {
    problems.push(unknownProvider(provider));
    return none;
  }
  const found: Problem[] = [];
  const name = readModelName(texts, provider, found);
  const baseUrl = provider === 'openai' ? undefined : readModelUrl(texts, provider, found);
  const serviceConnection = readServiceConnection(texts, provider, found);
  const apiKey = readModelKey(texts, provider, serviceConnection, found);
  problems.push(...found);
  return found.length > 0 ? none : { provider, name, baseUrl, apiKey, serviceConnection };
}

function unknownProvider(provider: string): Problem {
  const options = inputOptions.modelProvider ?? [];
  const near = nearestOf(provider, options);
  return {
    problem: `The input "modelProvider" is "${provider}", which it does not know.`,
    fix: `${near === undefined ? '' : `Did you mean "${near}"? `}Use one of: ${options.join(', ')}.`,
  };
}

function readModelName(texts: InputTexts, provider: string, problems: Problem[]): string {
  const name = texts('model');
  const variable = unexpandedVariable(name);
  if (variable !== undefined) problems.push(unexpanded('model', variable));
  if (name === '') {
    problems.push({
      problem: `The input "model" is empty, and the provider "${provider}" needs to know which model to ask.`,
      fix:
        provider === 'azureOpenAI'
          ? 'Set "model" to the name of your deployment, or set "modelProvider: none" for the built-in checks alone.'
          : 'Set "model" to the name of a model, or set "modelProvider: none" for the built-in checks alone.',
    });
  }
  return name;
}

function readModelUrl(texts: InputTexts, provider: string, problems: Problem[]): string {
  const url = texts('modelUrl');
  const variable = unexpandedVariable(url);
  const example = provider === 'azureOpenAI' ? 'https://NAME.openai.azure.com/openai/v1/' : 'http://localhost:11434/v1';
  if (variable !== undefined) {
    problems.push(unexpanded('modelUrl', variable));
  } else if (url === '') {
    problems.push({
      problem: `The input "modelUrl" is empty, and the provider "${provider}" has no address of its own.`,
      fix: `Set "modelUrl" to the base URL of the server, for example ${example}.`,
    });
  } else if (!isWebAddress(url)) {
    problems.push({
      problem: 'The input "modelUrl" is not an http or https address without user and password.',
      fix: `Set "modelUrl" to the base URL of the server, for example ${example}; the key goes into "modelApiKey".`,
    });
  }
  return url;
}

const bothGiven: Problem = {
  problem: 'The inputs "modelApiKey" and "azureSubscription" are both set, and a model is reached by one of them.',
  fix: 'Leave "modelApiKey" out to use the service connection, which needs no secret, or leave "azureSubscription" out to use the key.',
};

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
}

/** An Entra token is for Azure OpenAI; it is not shown to any other server. */
function readServiceConnection(texts: InputTexts, provider: string, problems: Problem[]): string {
  const id = texts('azureSubscription');
  const variable = unexpandedVariable(id);
  if (variable !== undefined) {
    problems.push(unexpanded('azureSubscription', variable));
  } else if (id !== '' && provider !== 'azureOpenAI') {
    problems.push({
      problem: `The input "azureSubscription" is set, and the provider "${provider}" takes no token of Azure.`,
      fix: 'Set "modelProvider: azureOpenAI", also for a gateway in front of it, or leave "azureSubscription" out.',
    });
  }
  return id;
}

function readModelKey(texts: InputTexts, provider: string, connection: string, problems: Problem[]): string {
  const key = texts('modelApiKey');
  const variable = unexpandedVariable(key);
  if (connection !== '') {
    if (key !== '') problems.push(bothGiven);
  } else if (variable !== undefined) {
    problems.push(unexpanded('modelApiKey', variable));
  } else if (key === '' && provider !== 'compatible') {
    problems.push({
      problem: `The input "modelApiKey" is empty, and the provider "${provider}" needs a key. In a build of a fork, secret variables are empty on purpose.`,
      fix: `Set "modelApiKey" to a secret variable, for example $(MODEL_KEY), and define that variable as secret in the pipeline.${provider === 'azureOpenAI' ? ' Or set "azureSubscription" to a service connection; no key is needed then.' : ''}`,
    });
  }
  return key;
}
