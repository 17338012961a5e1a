// Fuzz targets: what Azure DevOps, or something that answers in its place, sends.
import assert from 'node:assert/strict';
import { failureIn } from '../../../ReviewTask/edges/azure-devops/inspect-answer.ts';
import {
  readEvaluations,
  readPipelineSettings,
  readRepository,
} from '../../../ReviewTask/edges/azure-devops/read-access.ts';
import { changeEntries, readChangesPage } from '../../../ReviewTask/edges/azure-devops/read-changes.ts';
import { readIdentities, readIdentity } from '../../../ReviewTask/edges/azure-devops/read-identity.ts';
import { readIterations } from '../../../ReviewTask/edges/azure-devops/read-iterations.ts';
import { readPolicies } from '../../../ReviewTask/edges/azure-devops/read-policies.ts';
import { readPullRequest, readTip } from '../../../ReviewTask/edges/azure-devops/read-pull-request.ts';
import { readStatuses } from '../../../ReviewTask/edges/azure-devops/read-statuses.ts';
import { readThreads } from '../../../ReviewTask/edges/azure-devops/read-threads.ts';
import { encodeKeptFinding } from '../../../ReviewTask/model/kept-finding-text.ts';
import { withMarker } from '../../../ReviewTask/model/marker.ts';
import { propertyKeys } from '../../../ReviewTask/model/publication.ts';
import { encodeState } from '../../../ReviewTask/model/review-state-text.ts';
import { standingOf } from '../../../ReviewTask/model/thread-standing.ts';
import { readOwn } from '../../../ReviewTask/snapshot/own-threads.ts';
import { aKeptFinding, aState } from '../../fakes/kept-findings.ts';
import type { FuzzTarget } from '../target.ts';

const me = { id: 'me', displayName: 'Build Service', uniqueName: 'Build\\1', descriptor: 'svc.1' };
const you = { id: 'you', displayName: 'Ada', uniqueName: 'ada@example.com' };
const commit = (sign: string) => ({ commitId: sign.repeat(40) });

const pullRequest = {
  ...{ pullRequestId: 42, title: 'Basket', description: 'Adds it', createdBy: you, status: 'active', isDraft: false },
  ...{ sourceRefName: 'refs/heads/basket', targetRefName: 'refs/heads/main', mergeStatus: 'succeeded' },
  ...{ lastMergeSourceCommit: commit('a'), lastMergeTargetCommit: commit('b') },
  repository: { id: 'r', name: 'basket', project: { id: 'p', name: 'Shop' } },
};
const iterations = [
  {
    id: 1,
    sourceRefCommit: commit('a'),
    commonRefCommit: commit('b'),
    createdDate: '2026-01-02T03:04:05.1234567Z',
    reason: 'push',
  },
  { id: 2, sourceRefCommit: commit('c'), commonRefCommit: commit('b'), reason: 'forcePush, rebase' },
];
const changes = {
  changeEntries: [
    {
      changeTrackingId: 1,
      changeType: 'edit',
      item: { path: '/src/a.ts', objectId: 'a'.repeat(40), originalObjectId: 'b'.repeat(40) },
    },
    {
      changeTrackingId: 2,
      changeType: 'edit, rename',
      originalPath: '/old.ts',
      item: { path: '/new.ts', objectId: 'c'.repeat(40) },
    },
    {
      changeTrackingId: 3,
      changeType: 16,
      item: { originalObjectId: 'd'.repeat(40), isFolder: false },
      originalPath: '/gone.ts',
    },
  ],
  nextSkip: 0,
};
const finding = encodeKeptFinding(aKeptFinding());
const state = encodeState(aState());
const threads = [
  {
    ...{ id: 1, status: 'active', threadContext: { filePath: '/src/basket.ts' } },
    comments: [
      {
        id: 1,
        author: me,
        content: withMarker('It fails', 'finding', finding),
        commentType: 'text',
        parentCommentId: 0,
      },
      { id: 2, author: you, content: '/threadline ignore', publishedDate: '2026-01-02T03:04:05Z', usersLiked: [you] },
    ],
    properties: {
      [propertyKeys.finding]: { $type: 'System.String', $value: finding },
      [propertyKeys.fingerprint]: aKeptFinding().fingerprint,
    },
  },
  {
    ...{ id: 2, status: 4 },
    comments: [{ id: 1, author: me, content: withMarker('Summary', 'state', state), commentType: 1 }],
    properties: { [propertyKeys.state]: state, [propertyKeys.tracking]: '1' },
  },
];
const statuses = [
  {
    id: 1,
    state: 'succeeded',
    description: 'PASS',
    context: { genre: 'threadline', name: 'ai-pr-review' },
    createdBy: me,
    creationDate: '2026-01-02T03:04:05Z',
  },
];
const policies = {
  value: [
    {
      isEnabled: true,
      isBlocking: true,
      type: { id: 'cbdc66da-9728-4af8-aada-9a5a32e4a226' },
      settings: { statusGenre: 'threadline', statusName: 'ai' },
    },
    { isEnabled: true, type: { id: '0609b952-1397-4640-95ec-e00a01b2c241' }, settings: { displayName: 'Build' } },
  ],
};

/** Every answer is JSON by the time it is read by a schema; what is none ends before that. */
function reading(
  name: string,
  file: string,
  samples: readonly unknown[],
  check: (answer: unknown) => void,
): FuzzTarget {
  return {
    name: `azure-devops-${name}`,
    parser: `ReviewTask/edges/azure-devops/${file}.ts`,
    form: 'json',
    samples: samples.map((sample) => JSON.stringify(sample)),
    check(input) {
      const answer = parsed(input);
      if (answer !== undefined) check(answer.value);
    },
  };
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const asked = { verb: 'GET', path: '/_apis/git', wants: 'json' } as const;
const token = 'a-token-nobody-has-guessed';
const redact = (text: string) => text.replaceAll(token, '***');

export const azureDevopsTargets: readonly FuzzTarget[] = [
  reading('pull-request', 'read-pull-request', [pullRequest], (answer) => {
    const read = readPullRequest(answer, 'https://dev.azure.com/contoso/', 'Shop');
    assert.ok(['active', 'abandoned', 'completed'].includes(read.state) && URL.canParse(read.webUrl));
  }),
  reading('refs', 'read-pull-request', [[{ name: 'refs/heads/main', objectId: 'a'.repeat(40) }]], (answer) => {
    readTip(answer, 'refs/heads/main');
  }),
  reading('iterations', 'read-iterations', [iterations], (answer) => {
    const read = readIterations(answer);
    assert.ok(read.length > 0);
    for (const one of read) assert.ok(one.createdAt === undefined || Number.isFinite(one.createdAt));
  }),
  reading('changes', 'read-changes', [changes], (answer) => {
    for (const entry of changeEntries(readChangesPage(answer).changes)) {
      assert.ok(entry.path !== '' && !(entry.isAdded && entry.isDeleted));
      assert.ok(!entry.isDeleted || entry.rightBlob === undefined);
    }
  }),
  reading('threads', 'read-threads', [threads], (answer) => {
    const read = readThreads(answer);
    const own = readOwn(read, me, { author: you });
    for (const { thread, standing } of own.findings) {
      assert.ok(standing === 'ours' || standing === 'former');
      assert.equal(typeof standingOf(thread, { remembered: undefined, initial: 'active' }), 'string');
    }
  }),
  reading('statuses', 'read-statuses', [statuses], (answer) => {
    for (const one of readStatuses(answer))
      assert.ok(['pending', 'succeeded', 'failed', 'error', 'notApplicable'].includes(one.state));
  }),
  reading('policies', 'read-policies', [policies], (answer) => {
    for (const one of readPolicies(answer)) assert.ok(['status', 'comments', 'build'].includes(one.kind));
  }),
  reading(
    'identity',
    'read-identity',
    [{ authenticatedUser: { id: 'me', providerDisplayName: 'Ada' } }, [you, me]],
    (answer) => {
      if (Array.isArray(answer)) readIdentities(answer);
      else assert.equal(typeof readIdentity(answer).displayName, 'string');
    },
  ),
  reading(
    'access',
    'read-access',
    [pullRequest.repository, { evaluations: [{ value: true }] }, { enforceJobAuthScope: true }],
    (answer) => {
      if (answer === null || typeof answer !== 'object') readRepository(answer);
      else if ('evaluations' in answer) assert.equal(readEvaluations(answer, 1).length, 1);
      else if ('enforceJobAuthScope' in answer) readPipelineSettings(answer);
      else readRepository(answer);
    },
  ),
  {
    name: 'azure-devops-raw-answer',
    parser: 'ReviewTask/edges/azure-devops/inspect-answer.ts',
    form: 'text',
    samples: [
      '{"count":1,"value":[]}',
      `{"$id":"1","message":"TF401019: no such repository ${token}","typeKey":"GitRepositoryNotFoundException"}`,
      '<html><head><title>Sign In</title></head><body>login.microsoftonline.com</body></html>',
    ],
    check(input) {
      for (const status of [200, 203, 302, 400, 404, 503]) {
        for (const type of ['application/json', 'text/html; charset=utf-8']) {
          const headers = { 'content-type': type, location: input.slice(0, 300), 'retry-after': input.slice(0, 30) };
          const failure = failureIn({ status, headers, body: Buffer.from(input) }, asked, redact, 0);
          assert.ok(status < 300 || failure !== undefined);
          assert.ok(failure === undefined || (failure.text.length <= 700 && !failure.message.includes(token)));
        }
      }
    },
    // It is judged twelve times.
    millisecondsPerKilobyte: 10,
  },
];
