// Where the pull request is: build variables, ids, addresses in all their forms, and what is refused.
import assert from 'node:assert/strict';
import { type Connection, readConnection } from '../../ReviewTask/config/connection.ts';
import type { InputName } from '../../ReviewTask/config/input-names.ts';
import { parsePullRequestUrl } from '../../ReviewTask/config/pull-request-url.ts';
import { ConfigError } from '../../ReviewTask/errors.ts';

interface Given {
  readonly inputs?: Partial<Record<InputName, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly jobToken?: string;
}

const build: Readonly<Record<string, string>> = {
  'System.CollectionUri': 'https://dev.azure.com/acme/',
  'System.TeamProjectId': 'project-guid',
  'Build.Reason': 'PullRequest',
  'Build.Repository.Provider': 'TfsGit',
  'System.PullRequest.PullRequestId': '42',
};

function read({ inputs = {}, variables = {}, jobToken = 'job-token' }: Given): Connection | ConfigError {
  const all: Readonly<Record<string, string>> = { ...build, ...variables };
  return readConnection(
    (name) => inputs[name] ?? '',
    (name) => all[name] ?? '',
    jobToken,
  );
}

const scheduled = {
  'System.PullRequest.PullRequestId': '',
  'Build.Reason': 'Schedule',
  'Build.Repository.ID': 'repository-guid',
  'Build.Repository.Name': 'web',
};
const manual = { 'System.PullRequest.PullRequestId': '', 'Build.Reason': 'Manual' };

describe('readConnection', () => {
  const accepted: readonly { name: string; given: Given; expect: Partial<Connection> }[] = [
    {
      name: 'a pull request build',
      given: {},
      expect: {
        project: 'project-guid',
        target: { kind: 'pull-request', id: 42 },
        token: { kind: 'bearer', value: 'job-token' },
      },
    },
    {
      name: 'an id',
      given: { inputs: { pullRequest: '7' }, variables: manual },
      expect: { project: 'project-guid', target: { kind: 'pull-request', id: 7 } },
    },
    {
      name: 'an id as people write it',
      given: { inputs: { pullRequest: '!7' }, variables: manual },
      expect: { target: { kind: 'pull-request', id: 7 } },
    },
    {
      name: 'an address of another project',
      given: {
        inputs: { pullRequest: 'https://dev.azure.com/acme/My%20Project/_git/repo/pullrequest/9?_a=files' },
        variables: manual,
      },
      expect: { project: 'My Project', target: { kind: 'pull-request', id: 9 } },
    },
    {
      name: 'the older host of the same organization',
      given: { inputs: { pullRequest: 'https://acme.visualstudio.com/shop/_git/repo/pullrequest/9' } },
      expect: {
        project: 'shop',
        target: { kind: 'pull-request', id: 9 },
        collectionUrl: 'https://dev.azure.com/acme/',
      },
    },
    {
      name: 'a sweep over the repository of the build',
      given: { inputs: { mode: 'sweep' }, variables: scheduled },
      expect: { project: 'project-guid', target: { kind: 'sweep', repository: 'repository-guid' } },
    },
    {
      name: 'a sweep where the repository is known by its name only',
      given: { inputs: { mode: 'Sweep' }, variables: { ...scheduled, 'Build.Repository.ID': '' } },
      expect: { target: { kind: 'sweep', repository: 'web' } },
    },
    {
      name: 'a sweep over the project',
      given: { inputs: { mode: 'sweep', sweepScope: 'project' }, variables: scheduled },
      expect: { target: { kind: 'sweep', repository: undefined } },
    },
    {
      name: 'a sweep in a build of a pull request: the build does not narrow it',
      given: { inputs: { mode: 'sweep' }, variables: { 'Build.Repository.ID': 'repository-guid' } },
      expect: { target: { kind: 'sweep', repository: 'repository-guid' } },
    },
    {
      name: 'a review whatever the scope of sweeps',
      given: { inputs: { mode: 'review', sweepScope: 'project' } },
      expect: { target: { kind: 'pull-request', id: 42 } },
    },
    {
      name: 'a personal access token',
      given: { inputs: { azureDevOpsToken: 'a'.repeat(52) } },
      expect: { token: { kind: 'pat', value: 'a'.repeat(52) } },
    },
    {
      name: 'the job token given by hand',
      given: { inputs: { azureDevOpsToken: 'job-token' } },
      expect: { token: { kind: 'bearer', value: 'job-token' } },
    },
    {
      name: 'an Entra token',
      given: { inputs: { azureDevOpsToken: 'eyJ0.eyJh.c2ln' } },
      expect: { token: { kind: 'bearer', value: 'eyJ0.eyJh.c2ln' } },
    },
    {
      name: 'the older name of the collection variable',
      given: {
        variables: { 'System.CollectionUri': '', 'System.TeamFoundationCollectionUri': 'https://tfs.local/tfs/Main' },
      },
      expect: { collectionUrl: 'https://tfs.local/tfs/Main/' },
    },
  ];
  for (const { name, given, expect } of accepted) {
    it(`reads ${name}`, () => {
      const connection = read(given);
      assert.ok(!(connection instanceof ConfigError), JSON.stringify(connection));
      assert.deepEqual({ ...connection, ...expect }, connection);
    });
  }

  const refused: readonly { name: string; given: Given; expect: RegExp }[] = [
    { name: 'a build that no pull request started', given: { variables: manual }, expect: /Build\.Reason is Manual/ },
    {
      name: 'no collection',
      given: { variables: { 'System.CollectionUri': '' } },
      expect: /System\.CollectionUri is not set/,
    },
    {
      name: 'a repository elsewhere',
      given: { variables: { 'Build.Repository.Provider': 'GitHub' } },
      expect: /kind "GitHub"/,
    },
    { name: 'no token', given: { jobToken: '' }, expect: /There is no token/ },
    {
      name: 'an unexpanded token',
      given: { inputs: { azureDevOpsToken: '$(PAT)' } },
      expect: /no variable named "PAT"/,
    },
    {
      name: 'a mode that there is not',
      given: { inputs: { mode: 'sweeep' } },
      expect: /"mode" is "sweeep".*/,
    },
    {
      name: 'a scope that there is not',
      given: { inputs: { mode: 'sweep', sweepScope: 'organization' }, variables: scheduled },
      expect: /"sweepScope" is "organization"/,
    },
    {
      name: 'a sweep with a pull request',
      given: { inputs: { mode: 'sweep', pullRequest: '42' }, variables: scheduled },
      expect: /"pullRequest" is "42", and "mode" is sweep/,
    },
    {
      name: 'a sweep with a variable for a pull request that is not there',
      given: { inputs: { mode: 'sweep', pullRequest: '$(PR)' }, variables: scheduled },
      expect: /"pullRequest" is "\$\(PR\)", and "mode" is sweep/,
    },
    {
      name: 'a sweep over a repository that nobody knows',
      given: {
        inputs: { mode: 'sweep' },
        variables: { ...scheduled, 'Build.Repository.ID': '', 'Build.Repository.Name': '' },
      },
      expect: /Build\.Repository\.ID is not set/,
    },
    {
      name: 'an unexpanded pull request',
      given: { inputs: { pullRequest: '$(PR)' } },
      expect: /no variable named "PR"/,
    },
    {
      name: 'words for a pull request',
      given: { inputs: { pullRequest: 'the last one' } },
      expect: /neither a number nor the address/,
    },
    {
      name: 'a pull request of another organization: the token must not go there',
      given: { inputs: { pullRequest: 'https://dev.azure.com/evil/shop/_git/repo/pullrequest/9' } },
      expect: /belongs to https:\/\/dev\.azure\.com\/evil\//,
    },
    {
      name: 'a host that only looks like ours',
      given: { inputs: { pullRequest: 'https://dev.azure.com.evil.example/acme/shop/_git/repo/pullrequest/9' } },
      expect: /belongs to/,
    },
  ];
  for (const { name, given, expect } of refused) {
    it(`refuses ${name}`, () => {
      const connection = read(given);
      assert.ok(connection instanceof ConfigError);
      assert.match(connection.problem, expect);
      assert.ok(connection.fix.length > 20);
    });
  }

  it('names every problem at once', () => {
    const connection = read({ variables: { ...manual, 'System.CollectionUri': '' }, jobToken: '' });
    assert.ok(connection instanceof ConfigError);
    assert.match(connection.problem, /3 problems: \(1\).*\(2\).*\(3\)/);
  });
});

describe('parsePullRequestUrl', () => {
  const table: readonly {
    readonly given: string;
    readonly within?: string;
    readonly expect: readonly [string, string, string, number] | undefined;
  }[] = [
    {
      given: 'https://dev.azure.com/acme/shop/_git/web/pullrequest/1',
      expect: ['https://dev.azure.com/acme/', 'shop', 'web', 1],
    },
    {
      given: 'https://dev.azure.com/acme/_git/shop/pullrequest/2',
      expect: ['https://dev.azure.com/acme/', 'shop', 'shop', 2],
    },
    {
      given: 'https://dev.azure.com/acme/My%20Shop/_git/caf%C3%A9/pullrequest/3',
      expect: ['https://dev.azure.com/acme/', 'My Shop', 'café', 3],
    },
    {
      given: 'https://acme.visualstudio.com/shop/_git/web/pullrequest/4',
      expect: ['https://acme.visualstudio.com/', 'shop', 'web', 4],
    },
    {
      given: 'https://acme.visualstudio.com/DefaultCollection/shop/_git/web/pullrequest/5',
      expect: ['https://acme.visualstudio.com/DefaultCollection/', 'shop', 'web', 5],
    },
    {
      given: 'https://tfs.acme.local/tfs/Main/shop/_git/web/pullrequest/6',
      expect: ['https://tfs.acme.local/tfs/Main/', 'shop', 'web', 6],
    },
    {
      given: 'https://tfs.acme.local/Main/shop/_git/web/pullRequest/7/',
      expect: ['https://tfs.acme.local/Main/', 'shop', 'web', 7],
    },
    {
      given: 'https://tfs.acme.local/tfs/Main/_git/shop/pullrequest/8',
      expect: ['https://tfs.acme.local/tfs/Main/', 'shop', 'shop', 8],
    },
    {
      given: 'https://devops.acme.local/apps/Main/_git/shop/pullrequest/9',
      within: 'https://devops.acme.local/Apps/main/',
      expect: ['https://devops.acme.local/apps/Main/', 'shop', 'shop', 9],
    },
    {
      given: 'https://kim@dev.azure.com/acme/shop/_git/web/pullrequest/8?_a=files&path=/a.ts#12',
      expect: ['https://dev.azure.com/acme/', 'shop', 'web', 8],
    },
    {
      given: 'http://dev.azure.com/acme/shop/_git/web/pullrequest/8',
      expect: ['https://dev.azure.com/acme/', 'shop', 'web', 8],
    },
    {
      given: 'https://dev.azure.com/acme/shop/_git/_full/web/pullrequest/9',
      expect: ['https://dev.azure.com/acme/', 'shop', 'web', 9],
    },
    {
      given: 'https://acme.visualstudio.com/DefaultCollection/_git/web/pullrequest/10',
      expect: ['https://acme.visualstudio.com/DefaultCollection/', 'web', 'web', 10],
    },
    {
      given: 'https://acme.visualstudio.com/_git/web/pullrequest/11',
      expect: ['https://acme.visualstudio.com/', 'web', 'web', 11],
    },
    {
      given: 'http://tfs:8080/tfs/DefaultCollection/_git/web/pullrequest/12',
      expect: ['http://tfs:8080/tfs/DefaultCollection/', 'web', 'web', 12],
    },
    {
      given: 'https://devops.acme.local/My%20Collection/My%20Shop/_git/R%26D%20%23web/pullrequest/13',
      expect: ['https://devops.acme.local/My%20Collection/', 'My Shop', 'R&D #web', 13],
    },
    {
      given: 'https://devops.acme.local/a/b/Main/shop/_git/web/pullrequest/14',
      expect: ['https://devops.acme.local/a/b/Main/', 'shop', 'web', 14],
    },
    { given: 'https://dev.azure.com/acme/shop/_git/_full/pullrequest/9', expect: undefined },
    { given: 'https://dev.azure.com/acme/shop/_git/web/pullrequest/%zz', expect: undefined },
    { given: 'https://dev.azure.com/acme/shop/_git/web/pullrequests', expect: undefined },
    { given: 'https://dev.azure.com/acme/shop/_git/web/pullrequest/x', expect: undefined },
    { given: 'https://dev.azure.com/acme/%E0%A4%A/_git/web/pullrequest/1', expect: undefined },
    { given: 'ftp://dev.azure.com/acme/shop/_git/web/pullrequest/1', expect: undefined },
    { given: 'not an address', expect: undefined },
  ];
  for (const { given, within, expect } of table) {
    it(given, () => {
      const parsed = parsePullRequestUrl(given, within);
      assert.deepEqual(parsed && [parsed.collectionUrl, parsed.project, parsed.repository, parsed.id], expect);
    });
  }
});
