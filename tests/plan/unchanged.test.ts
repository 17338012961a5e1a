// When the last answer still holds: each single thing that may have changed since.
import assert from 'node:assert/strict';
import type { OwnThread } from '../../ReviewTask/model/own-threads.ts';
import type { ThreadStatus } from '../../ReviewTask/model/pull-request.ts';
import type { ReviewState } from '../../ReviewTask/model/review-state.ts';
import { isUnchanged, type UnchangedGrounds } from '../../ReviewTask/plan/unchanged.ts';
import { aKeptFinding, aState } from '../fakes/kept-findings.ts';

const state = aState({
  threads: [
    [7, 'active'],
    [8, 'fixed'],
  ],
});

function own(id: number, status: ThreadStatus, standing: OwnThread['standing'] = 'ours'): OwnThread {
  const thread = { id, status, isDeleted: false, path: 'src/a.ts', comments: [], properties: new Map() };
  return { thread, kept: aKeptFinding(), standing, mayWaive: true };
}

const asLeft: UnchangedGrounds = {
  reading: { kind: 'state', state },
  pullRequest: { sourceCommit: state.source, targetRef: state.targetRef, targetCommit: state.targetCommit },
  pushMark: state.pushMark,
  inputs: state.inputs,
  findings: [own(7, 'active'), own(8, 'fixed')],
  isAsked: false,
};

const broken: Partial<ReviewState> = { status: { state: 'error', description: '' } };
const tries = (count: number, iterationId = state.iterationId) =>
  Array.from({ length: count }, (_, index) => ({ iterationId, at: index }));

describe('isUnchanged', () => {
  const table: readonly { name: string; given: Partial<UnchangedGrounds>; expect: boolean }[] = [
    { name: 'everything as it was left', given: {}, expect: true },
    { name: 'a push that was taken back', given: { pushMark: state.pushMark + 1 }, expect: false },
    {
      name: 'a thread that another identity put up since',
      given: { findings: [...asLeft.findings, own(9, 'active', 'former')] },
      expect: true,
    },
    { name: 'an error that is tried again', given: withState({ ...broken, reviews: tries(9) }), expect: false },
    {
      name: 'an error with a try left',
      given: { ...withState({ ...broken, reviews: tries(2) }), mostTries: 3 },
      expect: false,
    },
    {
      name: 'an error that was tried often enough',
      given: { ...withState({ ...broken, reviews: tries(3) }), mostTries: 3 },
      expect: true,
    },
    {
      name: 'a gap that was tried often enough',
      given: { ...withState({ gaps: ['src/a.ts'], reviews: tries(3) }), mostTries: 3 },
      expect: true,
    },
    {
      name: 'tries of an earlier iteration',
      given: { ...withState({ ...broken, reviews: tries(3, state.iterationId - 1) }), mostTries: 3 },
      expect: false,
    },
    { name: 'a failed status', given: withState({ status: { state: 'failed', description: '' } }), expect: true },
    { name: 'no state', given: { reading: { kind: 'none' } }, expect: false },
    { name: 'a state of no use', given: { reading: { kind: 'unusable', because: 'state-edited' } }, expect: false },
    { name: 'a run that died on its way', given: { reading: { kind: 'state', state, isBehind: true } }, expect: false },
    { name: 'a push', given: { pullRequest: { ...asLeft.pullRequest, sourceCommit: 'f' } }, expect: false },
    {
      name: 'an unknown commit',
      given: { pullRequest: { targetRef: state.targetRef, targetCommit: state.targetCommit } },
      expect: false,
    },
    {
      name: 'another target',
      given: { pullRequest: { ...asLeft.pullRequest, targetRef: 'refs/heads/x' } },
      expect: false,
    },
    {
      name: 'a target that moved',
      given: { pullRequest: { ...asLeft.pullRequest, targetCommit: 'f' } },
      expect: false,
    },
    { name: 'other inputs', given: { inputs: '3' }, expect: false },
    { name: 'a question', given: { isAsked: true }, expect: false },
    { name: 'a thread that a person closed', given: { findings: [own(7, 'wontFix'), own(8, 'fixed')] }, expect: false },
    {
      name: 'a thread that a person re-opened',
      given: { findings: [own(7, 'active'), own(8, 'active')] },
      expect: false,
    },
    { name: 'a thread that is gone', given: { findings: [own(7, 'active')] }, expect: false },
    {
      name: 'a thread that the state does not know',
      given: { findings: [...asLeft.findings, own(9, 'active')] },
      expect: false,
    },
    { name: 'lines that were not reviewed', given: withState({ gaps: ['src/b.ts'] }), expect: false },
    {
      name: 'a review that ended in an error',
      given: withState({ status: { state: 'error', description: '' } }),
      expect: false,
    },
  ];
  for (const { name, given, expect } of table) {
    it(`is ${expect} with ${name}`, () => {
      assert.equal(isUnchanged({ ...asLeft, ...given }), expect);
    });
  }
});

function withState(given: Parameters<typeof aState>[0]): Pick<UnchangedGrounds, 'reading'> {
  return { reading: { kind: 'state', state: { ...state, ...given } } };
}
