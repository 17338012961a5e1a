// The checker itself: exchanges that it must let pass and exchanges that it must catch.
import assert from 'node:assert/strict';
import {
  absenceNote,
  type Checker,
  createChecker,
  describeProblems,
  type Exchange,
  openApiFolder,
} from './check-exchange.ts';
import {
  createdStatus,
  createdThread,
  iterationChanges,
  listedPullRequest,
  refusal,
  repositoryUrl,
  systemThread,
} from './recorded-shapes.ts';

const pullRequest = `${repositoryUrl}/pullRequests/57`;
const thread: Exchange = {
  method: 'POST',
  url: `${pullRequest}/threads?api-version=7.1`,
  requestBody: {
    comments: [{ parentCommentId: 0, content: 'The total is rounded twice.', commentType: 1 }],
    status: 1,
    threadContext: createdThread.threadContext,
    properties: { 'Reviewer.Fingerprint': 'abc' },
  },
  status: 200,
  responseBody: createdThread,
};
const changes: Exchange = {
  method: 'GET',
  url: `${pullRequest}/iterations/2/changes?$top=2000&$compareTo=1&api-version=7.1`,
  status: 200,
  responseBody: iterationChanges,
};
const threads: Exchange = {
  method: 'GET',
  url: `${pullRequest}/threads`,
  status: 200,
  responseBody: { count: 2, value: [createdThread, systemThread] },
};
const posted: Exchange = {
  method: 'POST',
  url: `${pullRequest}/statuses`,
  requestBody: { iterationId: 2, state: 'succeeded', context: { name: 'ai-pr-review', genre: 'threadline' } },
  status: 200,
  responseBody: createdStatus,
};
const pullRequests: Exchange = {
  method: 'GET',
  url: 'https://dev.azure.com/contoso/Shop/_apis/git/pullrequests?searchCriteria.status=active',
  status: 200,
  responseBody: { value: [listedPullRequest], count: 1 },
};
const deletion: Exchange = { method: 'DELETE', url: `${pullRequest}/statuses/3`, status: 204 };
const entry = iterationChanges.changeEntries[0];

function without(value: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

const passing: { name: string; given: Exchange }[] = [
  { name: 'a created thread', given: thread },
  {
    name: 'the same with another letter case in the path',
    given: { ...thread, url: thread.url.replace('pullRequests', 'PULLREQUESTS') },
  },
  { name: 'threads of people and of the service', given: threads },
  { name: 'changes with joined flags and a deletion without a path', given: changes },
  { name: 'a created status', given: posted },
  { name: 'a list of pull requests with trimmed projects', given: pullRequests },
  { name: 'a status deleted with 204', given: deletion },
  {
    name: 'removal of statuses by patch',
    given: {
      method: 'PATCH',
      url: `${pullRequest}/statuses`,
      requestBody: [{ op: 'remove', path: '/3' }],
      status: 204,
    },
  },
  { name: 'a refusal', given: { ...thread, status: 403, responseBody: refusal } },
  { name: 'an empty 401', given: { ...thread, status: 401, responseBody: '' } },
  { name: 'a sign-in page', given: { ...changes, status: 203, responseBody: '<html>Sign In</html>' } },
  {
    name: 'one item, found by its query',
    given: {
      method: 'GET',
      url: `${repositoryUrl}/items?path=/total.ts&$format=octetStream`,
      status: 200,
      responseBody: 'const total = 1;',
    },
  },
  {
    name: 'a pull request found without project',
    given: {
      method: 'GET',
      url: 'https://dev.azure.com/contoso/_apis/git/pullRequests/57',
      status: 200,
      responseBody: {
        ...listedPullRequest,
        artifactId: 'vstfs:///Git/PullRequestId/a%2fb%2f57',
        repository: {
          ...listedPullRequest.repository,
          project: { ...listedPullRequest.repository.project, url: 'https://dev.azure.com/contoso/_apis/projects/1' },
        },
      },
    },
  },
];

const failing: { name: string; given: Exchange; expect: RegExp }[] = [
  { name: 'an unknown path', given: { ...thread, url: `${pullRequest}/threads/1/2/3` }, expect: /path: no operation/ },
  { name: 'an unknown method', given: { ...thread, method: 'PUT' }, expect: /path: no operation/ },
  {
    name: 'a project left out beside a repository name',
    given: { ...threads, url: 'https://dev.azure.com/contoso/_apis/git/repositories/shop/pullRequests/57/threads' },
    expect: /path: the project is left out/,
  },
  {
    name: 'a misspelled query parameter',
    given: { ...changes, url: `${pullRequest}/iterations/2/changes?top=5` },
    expect: /query: the parameter top is unknown/,
  },
  {
    name: 'a missing query parameter',
    given: {
      method: 'GET',
      url: `${repositoryUrl}/commits/abc/mergebases`,
      status: 200,
      responseBody: { count: 0, value: [] },
    },
    expect: /query: .*otherCommitId is missing/,
  },
  {
    name: 'the documented status where another is sent',
    given: { ...deletion, status: 200 },
    expect: /status: 200 is not an answer/,
  },
  { name: 'an undocumented status', given: { ...thread, status: 201 }, expect: /status: 201 is not an answer/ },
  {
    name: 'a wrong type',
    given: { ...thread, responseBody: { ...createdThread, id: '147' } },
    expect: /response\/id: must be integer/,
  },
  {
    name: 'a number where a name is answered',
    given: { ...thread, responseBody: { ...createdThread, status: 1 } },
    expect: /response\/status: must be equal/,
  },
  {
    name: 'an unknown field',
    given: { ...thread, responseBody: { ...createdThread, state: 'open' } },
    expect: /response: .*additional properties: state/,
  },
  {
    name: 'an unknown field deep within',
    given: {
      ...thread,
      responseBody: { ...createdThread, threadContext: { ...createdThread.threadContext, path: '/a' } },
    },
    expect: /response\/threadContext: .*: path/,
  },
  {
    name: 'a missing field',
    given: { ...thread, responseBody: without(createdThread, 'identities') },
    expect: /response: .*identities/,
  },
  {
    name: 'a missing field in a list',
    given: { ...threads, responseBody: { count: 1, value: [without(systemThread, 'comments')] } },
    expect: /response\/value\/0: .*comments/,
  },
  {
    name: 'a field that this answer alone must have',
    given: { ...thread, responseBody: without(createdThread, 'status') },
    expect: /response: lacks status/,
  },
  {
    name: 'a null that is never sent',
    given: { ...thread, responseBody: { ...createdThread, comments: null } },
    expect: /response\/comments: must be array/,
  },
  {
    name: 'a date without a zone',
    given: { ...thread, responseBody: { ...createdThread, publishedDate: '2026-06-02T11:56:00.63' } },
    expect: /response\/publishedDate: must match format/,
  },
  {
    name: 'a bare list',
    given: { ...threads, responseBody: [createdThread] },
    expect: /response: must be a list wrapped/,
  },
  {
    name: 'a wrong count',
    given: { ...threads, responseBody: { count: 3, value: [systemThread] } },
    expect: /response: count is 3 for 1/,
  },
  {
    name: 'flags joined without a blank',
    given: { ...changes, responseBody: { changeEntries: [{ ...entry, changeType: 'edit,rename' }] } },
    expect: /response\/changeEntries\/0\/changeType/,
  },
  { name: 'a body where there is none', given: { ...deletion, responseBody: {} }, expect: /response: .*empty body/ },
  {
    name: 'no body where there is one',
    given: { ...thread, responseBody: undefined },
    expect: /response: the body is missing/,
  },
  { name: 'text where JSON is answered', given: { ...thread, responseBody: 'ok' }, expect: /response: .*JSON only/ },
  {
    name: 'a request with an unknown field',
    given: { ...thread, requestBody: { comments: [{ content: 'a', text: 'b' }] } },
    expect: /request\/comments\/0: .*text/,
  },
  {
    name: 'a request with a number beyond the enumeration',
    given: { ...thread, requestBody: { comments: [{ content: 'a' }], status: 7 } },
    expect: /request\/status: must be equal/,
  },
  {
    name: 'a request without what it needs',
    given: { ...posted, requestBody: { state: 'succeeded', context: { genre: 'threadline' } } },
    expect: /request\/context: lacks name/,
  },
  {
    name: 'a request without its body',
    given: { ...posted, requestBody: undefined },
    expect: /request: the body is missing/,
  },
  {
    name: 'a refusal without a type',
    given: { ...thread, status: 403, responseBody: without(refusal, 'typeKey') },
    expect: /response: .*typeKey/,
  },
  {
    name: 'an empty refusal',
    given: { ...thread, status: 403, responseBody: '' },
    expect: /response: a 403 is not answered with an empty body/,
  },
];

describe(`contract: the checker${absenceNote}`, () => {
  let checker: Checker;

  before(function () {
    if (openApiFolder === undefined) this.skip();
    checker = createChecker(openApiFolder);
  });

  for (const { name, given } of passing) {
    it(`lets pass ${name}`, () => {
      assert.equal(describeProblems(checker.check(given)), '');
    });
  }

  for (const { name, given, expect } of failing) {
    it(`catches ${name}`, () => {
      const problems = checker.check(given);
      assert.ok(
        problems.some(({ where, problem }) => expect.test(`${where}: ${problem}`)),
        `${expect} is not among:\n${describeProblems(problems)}`,
      );
    });
  }

  it('notes which waivers were needed', () => {
    const fresh = createChecker(String(openApiFolder));
    assert.ok(fresh.unused().includes('number for a thread status'));
    fresh.check(thread);
    assert.ok(!fresh.unused().includes('number for a thread status'));
    assert.ok(fresh.unused().includes('number for a status state'));
  });
});
