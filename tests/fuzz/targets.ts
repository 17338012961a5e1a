// Every fuzz target there is.
import type { FuzzTarget } from './target.ts';
import { azureDevopsTargets } from './targets/azure-devops.ts';
import { contentTargets } from './targets/content.ts';
import { modelAnswerTargets } from './targets/model-answers.ts';
import { ownRecordTargets } from './targets/own-records.ts';
import { peopleTargets } from './targets/people.ts';
import { settingsTargets } from './targets/settings.ts';

/** In the order in which they are run. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...contentTargets,
  ...settingsTargets,
  ...modelAnswerTargets,
  ...ownRecordTargets,
  ...peopleTargets,
  ...azureDevopsTargets,
];
