// What the contract tests play in: an emulator with a repository, a pull request of two iterations, and tokens of every kind.
import {
  type AzureDevOps,
  type AzureDevOpsOptions,
  type EmulatedIdentity,
  type Repository,
  startAzureDevOps,
  type TokenOptions,
} from '../emulator/azure-devops.ts';
import type { Stage } from './run-step.ts';
import type { StepValues } from './step.ts';

export interface Scene extends Stage {
  readonly emulator: AzureDevOps;
}

function lines(count: number, name: string): string {
  return Array.from({ length: count }, (_, i) => `export const ${name}${i + 1} = ${i + 1};\n`).join('');
}

const files = {
  'README.md': '# Contract\n',
  'src/edited.ts': lines(20, 'edited'),
  'src/deleted.ts': lines(3, 'deleted'),
  'src/old-name.ts': lines(12, 'renamed'),
};

/** The first commit, branches off it, and the first half of the pull request. */
async function addHistory(repository: Repository): Promise<{ base: string }> {
  const base = await repository.commit({ branch: 'main', message: 'Begin\n\nWith a body.', files });
  await repository.commit({ branch: 'release', message: 'Release', files: { 'RELEASE.md': '1\n' } });
  await repository.commit({ branch: 'other', message: 'Other', files: { 'other.ts': lines(2, 'other') } });
  await repository.commit({
    branch: 'feature',
    message: 'First half',
    files: { 'src/edited.ts': lines(21, 'edited'), 'src/added.ts': lines(5, 'added') },
  });
  return { base };
}

async function addSecondIteration(repository: Repository): Promise<string> {
  return repository.commit({
    branch: 'feature',
    message: 'Second half',
    files: {
      'src/edited.ts': lines(22, 'edited'),
      'src/deleted.ts': null,
      'src/old-name.ts': null,
      'src/new-name.ts': `${lines(12, 'renamed')}export const more = 1;\n`,
    },
  });
}

function tokens(identity: EmulatedIdentity): readonly TokenOptions[] {
  return [
    { name: 'full', identity },
    { name: 'reader', identity, scopes: ['vso.code'] },
    { name: 'onlooker', identity, permissions: ['GenericRead'] },
    { name: 'stranger', identity, permissions: [] },
    ...(['invalid', 'expired', 'conditionalAccess', 'throttled', 'organizationStopped'] as const).map((failure) => ({
      name: failure,
      identity,
      failure,
    })),
  ];
}

function authorizations(emulator: AzureDevOps, identity: EmulatedIdentity): ReadonlyMap<string, string> {
  return new Map(
    tokens(identity).map((options) => {
      const { name, value } = emulator.addToken(options);
      return [name, `Basic ${Buffer.from(`:${value}`).toString('base64')}`];
    }),
  );
}

function addBuild(
  emulator: AzureDevOps,
  repository: Repository,
  pullRequest: number,
  me: EmulatedIdentity,
): StepValues {
  const build = emulator.addBuild({ project: repository.project, repository, pullRequest, requestedFor: me });
  build.attach('contract.report', 'report.json', '{}');
  return new Map<string, string | number>([
    ['B', '{project}/_apis/build/builds/{build}'],
    ['connection', emulator.addServiceConnection('azure-openai')],
    ['build', build.id],
    ['timeline', build.timelineId],
    ['record', build.recordId],
  ]);
}

/** Starts an emulator and fills it. The caller closes it. */
export async function openScene(options: AzureDevOpsOptions = {}): Promise<Scene> {
  const emulator = await startAzureDevOps(options);
  const me = emulator.addIdentity('Jamal Hartnett');
  const other = emulator.addIdentity('Norman Paulk');
  const project = emulator.addProject('Shop');
  const repository = await emulator.addRepository(project, 'shop');
  const { base } = await addHistory(repository);
  const pullRequest = await repository.createPullRequest({
    title: 'Change it',
    description: 'In two halves',
    source: 'feature',
    target: 'main',
    author: me,
    reviewers: [other],
    workItems: ['12'],
  });
  const head = await addSecondIteration(repository);
  const values: StepValues = new Map<string, string | number>([
    ['project', project.name],
    ['projectId', project.id],
    ['repository', repository.name],
    ['repositoryId', repository.id],
    ['id', pullRequest.id],
    ['R', '{project}/_apis/git/repositories/{repositoryId}'],
    ['P', '{R}/pullRequests/{id}'],
    ['me', me.id],
    ['other', other.id],
    ['base', base],
    ['head', head],
    ...addBuild(emulator, repository, pullRequest.id, me),
  ]);
  return { emulator, collectionUrl: emulator.collectionUrl, values, authorization: authorizations(emulator, me) };
}
