// The rest of the answers: which repository and branch, which file, which model, which policies.
import { ConfigError } from '../../errors.ts';
import type { RepositoryPlace } from '../../model/provision.ts';
import type { PullRequest } from '../../model/pull-request.ts';
import type { ModelWish, PolicyLevel, SetupWishes } from '../../setup/facts.ts';
import { answerChoice, answerText } from './answer.ts';
import type { SetupService, SetupWorld } from './world.ts';

/**
 * The repository: that of the pull request, or another of its project. `addressed` is the name in the address: numbers of pull
 * requests count through a whole project, so an address that was put together by hand may name another repository.
 */
export async function chooseRepository(
  world: SetupWorld,
  { provisioning }: SetupService,
  pullRequest: PullRequest,
  addressed: string,
): Promise<RepositoryPlace> {
  const all = await provisioning.repositories(pullRequest.project);
  const given = world.flags.repository?.trim().toLowerCase();
  const own = all.find(({ repository }) => repository === pullRequest.repository);
  const isElsewhere =
    own !== undefined &&
    ![own.repository, own.repositoryName].some((one) => one.toLowerCase() === addressed.toLowerCase());
  if (isElsewhere && given === undefined) throw elsewhere(pullRequest.id, own.repositoryName, addressed);
  if (given === undefined && own !== undefined && (world.isUnattended || all.length === 1)) return own;
  const choices = all.map(({ repository, repositoryName }) => ({
    value: repository,
    label: repositoryName,
    ...(repository === own?.repository ? { hint: 'of the pull request' } : {}),
  }));
  const chosen =
    given === undefined
      ? await world.prompter.choose('Repository to review', choices, own?.repository ?? choices[0]?.value ?? '')
      : all.find((one) => [one.repository, one.repositoryName.toLowerCase()].includes(given))?.repository;
  const place = all.find(({ repository }) => repository === chosen);
  if (place !== undefined) return place;
  throw new ConfigError({
    code: 'setup-repository-unknown',
    problem: `The project has no repository "${world.flags.repository ?? ''}" that the token may read.`,
    fix: `Use one of: ${all.map(({ repositoryName }) => repositoryName).join(', ')}.`,
  });
}

function elsewhere(id: number, actual: string, addressed: string): ConfigError {
  return new ConfigError({
    code: 'setup-pull-request-elsewhere',
    problem: `Pull request ${id} is one of the repository "${actual}", and its address names "${addressed}".`,
    fix: 'Copy the address from the browser, or name the repository that is meant with --repository.',
  });
}

/** The branch that pull requests are merged into, as a full ref name. `branches` by full ref name. */
export async function chooseBranch(
  world: SetupWorld,
  place: RepositoryPlace,
  pullRequest: PullRequest,
  branches: ReadonlyMap<string, string>,
): Promise<string> {
  const isOwn = place.repository === pullRequest.repository;
  const usual = [isOwn ? pullRequest.targetRef : undefined, place.defaultBranch, ...branches.keys()];
  const names = [...new Set(usual)].filter((name) => name !== undefined && branches.has(name)).map(short);
  const [initial = ''] = names;
  const given = world.flags.branch === undefined ? undefined : short(world.flags.branch.trim());
  const question = { flag: 'branch', given, message: 'Branch whose pull requests are reviewed' };
  if (names.length === 0) {
    throw new ConfigError({
      code: 'setup-no-branches',
      problem: `The repository "${place.repositoryName}" has no branches.`,
      fix: 'Push a branch first, and run setup again.',
    });
  }
  const choices = names.map((value) => ({ value, label: value }));
  return `refs/heads/${await answerChoice(world, question, choices, initial)}`;
}

const short = (ref: string | undefined) => (ref ?? '').replace(/^refs\/heads\//, '');

/** What to make, besides the place. `usualYaml` is the path unless told otherwise. */
export async function chooseWishes(world: SetupWorld, branch: string, usualYaml: string): Promise<SetupWishes> {
  const { flags } = world;
  const yamlPath = await answerText(
    world,
    { flag: 'yaml', given: flags.yaml, message: "Path of the pipeline's YAML in the repository" },
    usualYaml,
    (answer) => (/^[^\\:\p{Cc}]+\.ya?ml$/iu.test(answer) ? undefined : 'it has to be a path that ends in .yml.'),
  );
  const model = await chooseModel(world);
  const pool = flags.pool ?? (world.isUnattended ? '' : await askPool(world));
  return {
    ...{ branch, model, pool: pool.trim(), isEarly: flags.policiesNow },
    yamlPath: yamlPath.replace(/^[./]+(?=[^/])/, (start) => (start.endsWith('/') ? '' : start)),
    policies: await answerChoice<PolicyLevel>(
      world,
      { flag: 'policies', given: flags.policies, message: 'Branch policies' },
      [
        { value: 'advise', label: 'Show the review, hold nothing up', hint: 'both policies optional' },
        { value: 'require', label: 'Require the review', hint: 'completion waits for it' },
        { value: 'none', label: 'None for now' },
      ],
      'advise',
    ),
  };
}

async function askPool({ prompter }: SetupWorld): Promise<string> {
  const kinds = [
    { value: 'hosted', label: 'Agents that Microsoft hosts' },
    { value: 'own', label: 'A pool of your own' },
  ] as const;
  if ((await prompter.choose('Where builds run', kinds, 'hosted')) === 'hosted') return '';
  return prompter.text('Name of the agent pool', 'Default', notEmpty);
}

async function chooseModel(world: SetupWorld): Promise<ModelWish> {
  const { flags } = world;
  const provider = await answerChoice<ModelWish['provider']>(
    world,
    { flag: 'model-provider', given: flags.modelProvider, message: 'Model' },
    [
      { value: 'none', label: 'None', hint: 'built-in checks alone; nothing leaves Azure DevOps' },
      { value: 'openai', label: 'OpenAI' },
      { value: 'azureOpenAI', label: 'Azure OpenAI' },
      { value: 'compatible', label: 'Another server that speaks the OpenAI chat API' },
    ],
    'none',
  );
  if (provider === 'none') return { provider, name: '', url: '', keyVariable: '' };
  const name = { flag: 'model', given: flags.model, message: 'Name of the model, or of its deployment' };
  const url = { flag: 'model-url', given: flags.modelUrl, message: 'Base URL of the server' };
  return {
    provider,
    name: await answerText(world, name, '', notEmpty),
    url: provider === 'openai' ? '' : await answerText(world, url, '', urlProblem),
    keyVariable: await askKeyVariable(world, provider),
  };
}

/** Only the name of the variable is ever asked for: the key belongs into Azure Pipelines, not here. */
async function askKeyVariable(world: SetupWorld, provider: ModelWish['provider']): Promise<string> {
  const given = world.flags.modelKeyVariable;
  if (provider === 'compatible' && given === undefined) {
    if (world.isUnattended || !(await world.prompter.confirm('Does the server ask for a key?', false))) return '';
  }
  const message = 'Name of the secret pipeline variable with the key (the name, not the key)';
  const question = { flag: 'model-key-variable', given, message };
  return answerText(world, question, 'MODEL_KEY', (answer) =>
    /^[A-Za-z_][\w.]{0,60}$/.test(answer) ? undefined : 'it has to be the name of a variable: letters, digits and _.',
  );
}

function notEmpty(answer: string): string | undefined {
  return answer === '' ? 'it is empty.' : undefined;
}

function urlProblem(answer: string): string | undefined {
  if (!/^https?:\/\//i.test(answer) || !URL.canParse(answer)) return 'it has to begin with https://.';
  // The address is written into a file that is committed, and the task takes none with a password.
  const { password, username } = new URL(answer);
  if (username === '' && password === '') return undefined;
  return 'it must not hold a user or a password: it is written into a file that everybody can read.';
}
