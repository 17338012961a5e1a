// Generated from task.json by `npm run fix`: the names, defaults and choices of the task's inputs.

const inputNames = [
  'modelProvider',
  'model',
  'modelUrl',
  'modelApiKey',
  'azureSubscription',
  'effort',
  'azureDevOpsToken',
  'pullRequest',
  'mode',
  'sweepScope',
  'dryRun',
  'configFile',
  'include',
  'exclude',
  'instructions',
  'minSeverity',
  'maxComments',
  'threadStatus',
  'maxTokens',
  'maxChangedLines',
  'timeoutMinutes',
  'statusGenre',
  'statusName',
  'failOn',
  'failTask',
  'onModelFailure',
] as const;

/** The name of an input in task.json. */
export type InputName = (typeof inputNames)[number];

/** What the agent hands over for an input that the YAML leaves out. */
export const inputDefaults: Readonly<Record<InputName, string>> = {
  modelProvider: 'openai',
  model: '',
  modelUrl: '',
  modelApiKey: '',
  azureSubscription: '',
  effort: 'standard',
  azureDevOpsToken: '',
  pullRequest: '',
  mode: 'review',
  sweepScope: 'repository',
  dryRun: 'false',
  configFile: '.threadline.yml',
  include: '',
  exclude: '',
  instructions: '',
  minSeverity: 'warning',
  maxComments: '10',
  threadStatus: 'active',
  maxTokens: '0',
  maxChangedLines: '20000',
  timeoutMinutes: '15',
  statusGenre: 'threadline',
  statusName: 'ai-pr-review',
  failOn: 'blocker',
  failTask: 'false',
  onModelFailure: 'error',
};

/** The choices of the pick lists. */
export const inputOptions: Readonly<Partial<Record<InputName, readonly string[]>>> = {
  modelProvider: ['openai', 'azureOpenAI', 'compatible', 'none'],
  effort: ['quick', 'standard', 'deep'],
  mode: ['review', 'sweep', 'doctor'],
  sweepScope: ['repository', 'project'],
  minSeverity: ['suggestion', 'warning', 'blocker'],
  threadStatus: ['active', 'pending', 'closed'],
  failOn: ['none', 'warning', 'blocker'],
  onModelFailure: ['error', 'neutral'],
};
