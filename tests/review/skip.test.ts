// Why there is no review now, and when the last verdict stands instead of "not applicable".
import assert from 'node:assert/strict';
import { inputDefaults } from '../../ReviewTask/config/input-names.ts';
import { readInputs } from '../../ReviewTask/config/inputs.ts';
import { readConfig } from '../../ReviewTask/config/read.ts';
import type { StatusState } from '../../ReviewTask/model/publication.ts';
import type { PullRequest } from '../../ReviewTask/model/pull-request.ts';
import { notNow } from '../../ReviewTask/review/skip.ts';
import { readTalk } from '../../ReviewTask/review/talk.ts';
import { aState } from '../fakes/kept-findings.ts';
import { fakePullRequests, someIteration, somePullRequest } from '../fakes/pull-requests.ts';

interface Given {
  readonly file?: string;
  readonly pullRequest?: Partial<PullRequest>;
  /** State of the last review's status; none where there was no review. */
  readonly last?: StatusState;
  readonly isByHand?: boolean;
}

async function decide({ file = '', pullRequest: special = {}, last, isByHand = false }: Given) {
  const inputs = readInputs((name) => (name === 'modelProvider' ? 'none' : inputDefaults[name]));
  const pullRequest = { ...somePullRequest, ...special };
  const talk = await readTalk(fakePullRequests(), pullRequest, false);
  const state =
    last === undefined ? undefined : aState({ source: 'f'.repeat(40), status: { state: last, description: '' } });
  const reading = state === undefined ? talk.own.tracking.reading : ({ kind: 'state', state } as const);
  const own = { ...talk.own, tracking: { ...talk.own.tracking, reading } };
  const request = {
    ...{ inputs, project: 'p', pullRequestId: 22, runUrl: undefined, run: '', isByHand, linkHosts: [] },
  };
  const occasion = {
    ...{ pullRequest, iteration: someIteration, talk: { ...talk, own } },
    iterations: [{ ...someIteration, reason: 'push' as const, createdAt: undefined }],
    status: { iterationId: 3, genre: 'g', name: 'n', targetUrl: undefined },
  };
  return notNow(request, occasion, readConfig(inputs, file), 0);
}

describe('notNow', () => {
  const cases: readonly { name: string; given: Given; expect: 'review' | 'filtered' | 'verdict-stands' }[] = [
    { name: 'nothing in the way', given: {}, expect: 'review' },
    { name: 'a first review where pushes are not', given: { file: 'reviewOnPush: false' }, expect: 'review' },
    { name: 'a push after a pass', given: { file: 'reviewOnPush: false', last: 'succeeded' }, expect: 'filtered' },
    { name: 'a push after a fail', given: { file: 'reviewOnPush: false', last: 'failed' }, expect: 'verdict-stands' },
    { name: 'a push after an error', given: { file: 'reviewOnPush: false', last: 'error' }, expect: 'verdict-stands' },
    {
      name: 'a push by hand',
      given: { file: 'reviewOnPush: false', last: 'failed', isByHand: true },
      expect: 'review',
    },
    { name: 'a draft', given: { pullRequest: { isDraft: true } }, expect: 'filtered' },
    {
      name: 'a draft made after a fail',
      given: { pullRequest: { isDraft: true }, last: 'failed' },
      expect: 'verdict-stands',
    },
    { name: 'a title', given: { file: 'ignoreTitles: [basket]' }, expect: 'filtered' },
    {
      name: 'a title given after a fail',
      given: { file: 'ignoreTitles: [basket]', last: 'failed' },
      expect: 'verdict-stands',
    },
    { name: 'another target branch', given: { file: 'targetBranches: [x]', last: 'failed' }, expect: 'filtered' },
    { name: 'a review switched off', given: { file: 'enabled: false', last: 'failed' }, expect: 'filtered' },
  ];
  for (const { name, given, expect } of cases) {
    it(`is ${expect} with ${name}`, async () => {
      const cause = await decide(given);
      assert.equal(cause?.kind ?? 'review', expect);
      if (cause?.kind === 'verdict-stands') assert.equal(cause.reviewed.state, given.last);
    });
  }
});
