// What Microsoft's examples are replayed in: a repository with the files they ask for, and one of each thing they name.
import {
  type AzureDevOps,
  type EmulatedIdentity,
  type Repository,
  startAzureDevOps,
} from '../emulator/azure-devops.ts';
import type { Stage } from './run-step.ts';
import { runStep } from './run-step.ts';
import type { Step, StepValues } from './step.ts';

export interface ReplayScene extends Stage {
  readonly emulator: AzureDevOps;
}

const status = { state: 'succeeded', description: 'Sample', context: { name: 'sample', genre: 'samples' } };
const withTarget = { ...status, targetUrl: 'http://fabrikam-fiber-inc.com/CI/builds/1' };

function createStatus(name: string, path: string, keep: string): Step {
  return { name, method: 'POST', path, body: withTarget, status: 200, keep: { [keep]: 'id' } };
}

/** What the examples take for granted; each must succeed. */
const preparations: readonly Step[] = [
  createStatus('status to read and delete', '{R}/pullRequests/{second}/statuses', 'status'),
  createStatus('status to remove', '{R}/pullRequests/{second}/statuses', 'removed'),
  createStatus('another status to remove', '{R}/pullRequests/{second}/statuses', 'alsoRemoved'),
  createStatus('iteration status to read and delete', '{P}/iterations/1/statuses', 'iterationStatus'),
  createStatus('iteration status to remove', '{P}/iterations/1/statuses', 'iterationRemoved'),
  createStatus('another iteration status to remove', '{P}/iterations/1/statuses', 'alsoIterationRemoved'),
  {
    name: 'thread to answer',
    method: 'POST',
    path: '{P}/threads',
    body: { comments: [{ parentCommentId: 0, content: 'Why?', commentType: 1 }], status: 1 },
    status: 200,
    keep: { thread: 'id' },
  },
  {
    name: 'policy to read, change and delete',
    method: 'POST',
    path: '{project}/_apis/policy/configurations',
    body: {
      isEnabled: true,
      isBlocking: false,
      type: { id: 'fd2167ab-b0be-447a-8ec8-39368250530e' },
      settings: {
        requiredReviewerIds: ['{other}'],
        filenamePatterns: ['*/API*.cs'],
        addedFilesOnly: false,
        message: null,
        scope: [{ refName: 'refs/heads/elsewhere', matchKind: 'exact', repositoryId: null }],
      },
    },
    status: 200,
    keep: { policy: 'id' },
  },
  {
    name: 'blob to read',
    method: 'GET',
    path: '{R}/items?path=/MyWebSite/MyWebSite/Views/Home/_Home.cshtml&$format=json',
    headers: { Accept: 'application/json' },
    status: 200,
    keep: { blob: 'objectId' },
  },
  {
    name: 'tree to read',
    method: 'GET',
    path: '{R}/items?path=/MyWebSite/MyWebSite/Views&$format=json',
    headers: { Accept: 'application/json' },
    status: 200,
    keep: { tree: 'objectId' },
  },
];

const views = 'MyWebSite/MyWebSite/Views';
const files = {
  'README.md': '# Fabrikam\n',
  [`${views}/Home/_Home.cshtml`]: '<p>Home</p>\n',
  [`${views}/Shared/_Layout.cshtml`]: '<html></html>\n',
  [`${views}/Web.config`]: '<configuration />\n',
  [`${views}/_ViewStart.cshtml`]: '@{ }\n',
};
const feature = 'int one = 1;\nint two = 2;\nint three = 3;\nint four = 4;\nint five = 5;\n';

async function addBranches(repository: Repository): Promise<string> {
  const base = await repository.commit({ branch: 'main', message: 'First cut', files });
  const [edit, changed] = [
    { [`${views}/Web.config`]: '<configuration> </configuration>\n' },
    { 'docs/a.md': 'a\n', 'docs/b.md': 'b\n' },
  ];
  await repository.commit({ branch: 'develop', message: 'home page', files: { ...edit, ...changed } });
  await repository.commit({ branch: 'refs/tags/v0.1', message: 'Release', files: { 'release.md': '0.1\n' } });
  await repository.commit({ branch: 'my_work', message: 'Work', files: { 'work.cpp': feature } });
  await repository.commit({ branch: 'known_issues', message: 'Known issues', files: { 'issues.md': '# Issues\n' } });
  await repository.commit({ branch: 'done', message: 'Done', files: { 'done.md': '# Done\n' } });
  await repository.commit({
    branch: 'feature',
    message: 'Added new_feature.cpp',
    files: { 'new_feature.cpp': feature },
  });
  return base;
}

async function addPullRequests(repository: Repository, author: EmulatedIdentity, other: EmulatedIdentity) {
  const open = (source: string, title: string) =>
    repository.createPullRequest({ source, target: 'main', title, description: title, author, reviewers: [other] });
  const first = await open('feature', 'A new feature');
  const head = await repository.commit({
    branch: 'feature',
    message: 'Updated new_feature.cpp',
    files: { 'new_feature.cpp': `${feature}int six = 6;\n` },
  });
  const second = await open('known_issues', 'Added known issues document');
  const done = await open('done', 'Done');
  await done.complete();
  return { first: first.id, second: second.id, head };
}

/** Starts and fills an emulator for the replay. The caller closes it. Throws where a preparation is refused. */
export async function openReplayScene(): Promise<ReplayScene> {
  const emulator = await startAzureDevOps({ organization: 'fabrikam' });
  const me = emulator.addIdentity('Normal Paulk');
  const other = emulator.addIdentity('Johnnie McLeod');
  const project = emulator.addProject('MyProject');
  const repository = await emulator.addRepository(project, 'Fabrikam');
  const base = await addBranches(repository);
  const { first, second, head } = await addPullRequests(repository, me, other);
  const { value } = emulator.addToken({ name: 'full', identity: me });
  const values: StepValues = new Map<string, string | number>([
    ['project', project.name],
    ['projectId', project.id],
    ['repositoryId', repository.id],
    ['R', '{project}/_apis/git/repositories/{repositoryId}'],
    ['P', '{R}/pullRequests/{id}'],
    ['id', first],
    ['second', second],
    ['me', me.id],
    ['other', other.id],
    ['base', base],
    ['head', head],
    ['authorName', 'Riley Developer'],
  ]);
  const authorization = new Map([['full', `Basic ${Buffer.from(`:${value}`).toString('base64')}`]]);
  const scene = { emulator, collectionUrl: emulator.collectionUrl, values, authorization };
  for (const step of preparations) {
    const { status: actual, responseBody } = await runStep(scene, step);
    if (actual !== step.status) throw new Error(`${step.name}: ${actual} ${JSON.stringify(responseBody)}`);
  }
  return scene;
}
