// The inputs in a build of a fork: variables that are secret do not reach it, on purpose, and must not stop it.
import type { InputTexts } from './input-texts.ts';
import { unexpandedVariable } from './unexpanded.ts';

export interface ForkInputs {
  readonly texts: InputTexts;
  /** A model was asked for, and its key did not come along: the texts ask for the built-in checks alone. */
  readonly isModelWithheld: boolean;
}

/** A token that did not come along gives way to the job's own. */
export function inputsOfFork(texts: InputTexts): ForkInputs {
  const isModelWithheld = isWithheld(texts);
  return {
    isModelWithheld,
    texts(name) {
      const text = texts(name);
      if (name === 'azureDevOpsToken' && unexpandedVariable(text) !== undefined) return '';
      if (!isModelWithheld) return text;
      if (name === 'modelProvider') return 'none';
      return name === 'modelApiKey' ? '' : text;
    },
  };
}

function isWithheld(texts: InputTexts): boolean {
  const provider = (texts('modelProvider') || 'openai').toLowerCase();
  if (provider === 'none') return false;
  const key = texts('modelApiKey');
  if (unexpandedVariable(key) !== undefined) return true;
  return key === '' && provider !== 'compatible' && texts('azureSubscription') === '';
}
