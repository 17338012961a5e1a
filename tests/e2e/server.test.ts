// Azure DevOps Server: the same reviews where the collection is in the path and the interface is older.
import assert from 'node:assert/strict';
import type { AzureDevOpsOptions } from '../emulator/azure-devops.ts';
import { lastStatus, openScene, type Scene, statusStates } from './scene.ts';

const base = { 'src/a.ts': 'export const a = 1;\n', 'src/b.ts': 'export const b = 1;\n' };
const insecure = (name: string) => `export const ${name} = get({ rejectUnauthorized: false });\n`;

const servers: readonly {
  readonly name: string;
  readonly given: AzureDevOpsOptions;
  readonly path: RegExp;
  readonly previews: number;
}[] = [
  {
    name: 'Server 2020 in a virtual directory',
    given: { profile: 'server2020' },
    path: /\/tfs\/DefaultCollection\/$/,
    previews: 3,
  },
  {
    name: 'Server 2022 at the root, with a blank in the name of the collection',
    given: { profile: 'server2022', organization: 'Team Collection', virtualDirectory: '' },
    path: /:\d+\/Team%20Collection\/$/,
    previews: 0,
  },
];

for (const { name, given, path, previews } of servers) {
  describe(`on Azure DevOps ${name}`, () => {
    let scene: Scene;
    before(async () => {
      scene = await openScene(base, { 'src/a.ts': insecure('a') }, { azureDevOps: given });
      assert.match(scene.azureDevOps.collectionUrl, path);
    });
    after(() => scene.close());

    it('reviews a pull request and posts threads, comment and status', async () => {
      const run = await scene.review();
      assert.equal(run.result, 'Succeeded', run.lines.join('\n'));
      assert.deepEqual(
        scene.findings().map(({ threadContext }) => threadContext?.filePath),
        ['/src/a.ts'],
      );
      assert.match(scene.tracking(), /^## Threadline review: /);
      assert.equal(statusStates(scene)[0], 'pending');
      assert.match(lastStatus(scene), /^AI review complete/);
      const [status] = scene.pullRequest.state().statuses.filter(({ genre }) => genre === 'threadline');
      assert.equal(status?.targetUrl, `${scene.azureDevOps.collectionUrl}shop/_build/results?buildId=77`);
      assert.doesNotMatch(run.lines.join('\n'), /##vso\[task\.issue|\(node:\d+\)/, 'no warning');
    });

    it('reviews what a push adds, by the address of the pull request, and repeats nothing', async () => {
      await scene.repository.commit({ branch: 'feature', message: 'More', files: { 'src/b.ts': insecure('b') } });
      const pullRequest = `${scene.azureDevOps.collectionUrl}shop/_git/web/pullrequest/${scene.pullRequest.id}?_a=files`;
      const run = await scene.review({ inputs: { pullRequest } });
      assert.equal(run.result, 'Succeeded', run.lines.join('\n'));
      assert.deepEqual(
        scene.findings().map(({ threadContext }) => threadContext?.filePath),
        ['/src/a.ts', '/src/b.ts'],
      );
    });

    it('knows again what was moved, answers what people wrote, and sweeps', async () => {
      const [thread] = scene.findings();
      const author = scene.azureDevOps.addIdentity('Kim Reader');
      await scene.pullRequest.reply(thread?.id ?? 0, author, '/threadline ignore It is a test server.');
      await scene.repository.commit({
        branch: 'feature',
        message: 'Moved',
        files: { 'src/b.ts': `// one more line\n${insecure('b')}` },
      });
      const run = await scene.review({
        inputs: { mode: 'sweep' },
        variables: {
          'Build.Reason': 'Schedule',
          'Build.Repository.ID': scene.repository.id,
          'Build.SourceBranch': 'refs/heads/main',
          'System.PullRequest.PullRequestId': '',
        },
      });
      assert.equal(run.outputs['verdict'], 'SWEPT', run.lines.join('\n'));
      assert.equal(run.outputs['reviewedPullRequests'], '1', run.lines.join('\n'));
      assert.deepEqual(
        scene.findings().map(({ status }) => status),
        ['wontFix', 'active'],
      );
    });

    it('asks for no version that it does not have, and nothing outside the collection', () => {
      const { pathname } = new URL(scene.azureDevOps.collectionUrl);
      for (const { path: asked, status } of scene.azureDevOps.requests) {
        assert.ok(asked.startsWith(decodeURIComponent(pathname)), asked);
        assert.ok(status < 500 && status !== 0, `${asked} ${status}`);
      }
      const refused = scene.azureDevOps.requests.filter(({ status }) => status === 400);
      const where = refused.map(({ method, path: asked }) => `${method} ${asked}`).join('\n');
      assert.equal(refused.length, previews, `a preview is found out once a run:\n${where}`);
    });

    it('explains a PAT that IIS keeps for itself', async () => {
      const azureDevOpsToken = 'a'.repeat(52);
      const run = await scene.review({ inputs: { azureDevOpsToken } });
      assert.equal(run.result, 'Failed');
      assert.match(run.lines.join('\n'), /Invalid or expired PAT.*Basic authentication/s);
    });
  });
}
