// The story of a sweep with a world in memory: how many at once, until when, and what stops it.
import assert from 'node:assert/strict';
import { inputDefaults } from '../../ReviewTask/config/input-names.ts';
import { readInputs } from '../../ReviewTask/config/inputs.ts';
import { AccessError, ServiceError } from '../../ReviewTask/errors.ts';
import type { SweepOutcome } from '../../ReviewTask/model/sweep.ts';
import { countsLine, sweepResult, sweepVariables } from '../../ReviewTask/model/sweep-result.ts';
import type { Log, PullRequests, World } from '../../ReviewTask/ports.ts';
import { sweepLines, sweepSummary } from '../../ReviewTask/sweep/words.ts';
import { sweep } from '../../ReviewTask/sweep.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { silentLog } from '../fakes/log.ts';
import { fakePullRequests, somePullRequest } from '../fakes/pull-requests.ts';

type Find = PullRequests['find'];

interface Given {
  readonly ids?: readonly number[];
  readonly find?: Find;
  readonly open?: PullRequests['open'];
  readonly clock?: ReturnType<typeof createFakeClock>;
  readonly cancelled?: AbortSignal;
  readonly log?: Log;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** A pull request that was completed meanwhile ends a review at its first request. */
const completed: Find = async (_project, id) => ({ ...somePullRequest, id, state: 'completed' });

function run({ ids = [], find = completed, open, clock = createFakeClock(), ...given }: Given): Promise<SweepOutcome> {
  const nothing = () => Promise.reject(new Error('nobody should ask'));
  const world = (log: Log): World => ({
    pullRequests: { ...fakePullRequests({ open: ids }), find, ...(open === undefined ? {} : { open }) },
    blobs: { read: nothing },
    checkout: undefined,
    folders: { list: nothing },
    publisher: noWrites,
    lastWords: noWrites,
    model: () => assert.fail('no model'),
    ...{ log, clock },
    cancelled: given.cancelled ?? new AbortController().signal,
  });
  const texts: Readonly<Record<string, string>> = { ...inputDefaults, modelProvider: 'none', ...given.inputs };
  let runs = 0;
  const request = {
    inputs: readInputs((name) => texts[name] ?? ''),
    ...{ project: 'Fabrikam', repository: 'web', runUrl: undefined, linkHosts: [] },
    newRun: () => `run ${++runs}`,
  };
  return sweep(request, given.log ?? silentLog, world);
}

const refuse = () => Promise.reject(new Error('nothing is to be written'));
const noWrites: World['publisher'] = {
  ...{ postStatus: refuse, openThread: refuse, writeTracking: refuse, reply: refuse },
  ...{ setThreadStatus: refuse, keepFinding: refuse, removeComment: refuse },
};

const swept = (outcome: SweepOutcome) => (outcome.kind === 'swept' ? outcome : assert.fail(outcome.stopped.problem));

describe('sweep', () => {
  it('reviews three at once, the oldest first', async () => {
    let under = 0;
    let most = 0;
    const order: number[] = [];
    const find: Find = async (project, id) => {
      order.push(id);
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setImmediate(resolve));
      under -= 1;
      return completed(project, id);
    };
    const outcome = swept(await run({ ids: [1, 2, 3, 4, 5, 6, 7], find }));
    assert.equal(most, 3);
    assert.deepEqual(order, [1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual(
      outcome.pullRequests.map(({ id, outcome: { kind } }) => [id, kind]),
      [1, 2, 3, 4, 5, 6, 7].map((id) => [id, 'skipped']),
    );
  });

  it('begins none in the last fifth of its time, and names those', async () => {
    const clock = createFakeClock();
    const warnings: string[] = [];
    const find: Find = async (project, id) => {
      await clock.advance(id <= 3 ? 0 : 5 * 60_000);
      return completed(project, id);
    };
    const log = { ...silentLog, warning: (line: string) => warnings.push(line) };
    const given = { ids: [1, 2, 3, 4, 5, 6, 7, 8, 9], find, clock, log, inputs: { timeoutMinutes: '15' } };
    const outcome = swept(await run(given));
    assert.deepEqual(
      outcome.leftOut.map(({ id, why }) => [id, why]),
      [
        [7, 'out-of-time'],
        [8, 'out-of-time'],
        [9, 'out-of-time'],
      ],
    );
    assert.deepEqual(warnings, ['Not begun: pull request 7, pull request 8, pull request 9.']);
    assert.equal(sweepVariables(outcome)['leftOutPullRequests'], '3');
    assert.equal(countsLine(outcome), '9 open pull requests: 6 skipped, 3 not begun.');
    assert.equal(sweepResult(outcome, true).result, 'succeeded');
  });

  it('begins none after a cancellation', async () => {
    const controller = new AbortController();
    const find: Find = async (project, id) => {
      if (id === 3) controller.abort(new ServiceError({ code: 'run-cancelled', problem: 'Cancelled.', fix: 'Again.' }));
      return completed(project, id);
    };
    const outcome = swept(await run({ ids: [1, 2, 3, 4, 5], find, cancelled: controller.signal }));
    assert.deepEqual(
      outcome.leftOut.map(({ id, why }) => [id, why]),
      [
        [4, 'cancelled'],
        [5, 'cancelled'],
      ],
    );
  });

  const gone = new AccessError({ code: 'not-found', problem: 'It is not | there.', fix: 'Look again.' });
  const results: readonly {
    name: string;
    given: Given;
    failTask?: boolean;
    expect: 'succeeded' | 'issues' | 'failed';
  }[] = [
    { name: 'nothing is open', given: {}, expect: 'succeeded' },
    { name: 'all went well', given: { ids: [1, 2] }, expect: 'succeeded' },
    {
      name: 'one could not be read',
      given: { ids: [1, 2], find: (project, id) => (id === 1 ? Promise.reject(gone) : completed(project, id)) },
      expect: 'issues',
    },
    {
      name: 'one could not be read and failTask asks',
      given: { ids: [1, 2], find: (project, id) => (id === 1 ? Promise.reject(gone) : completed(project, id)) },
      failTask: true,
      expect: 'failed',
    },
    { name: 'none could be read', given: { ids: [1, 2], find: () => Promise.reject(gone) }, expect: 'failed' },
    { name: 'the list is refused', given: { open: () => Promise.reject(gone) }, expect: 'failed' },
    { name: 'an input is wrong', given: { ids: [1], inputs: { maxTokens: 'x' } }, expect: 'failed' },
    {
      name: 'a review breaks on an error of ours',
      given: {
        ids: [1, 2],
        find: (project, id) => (id === 1 ? Promise.reject(new TypeError('x')) : completed(project, id)),
      },
      expect: 'issues',
    },
  ];
  for (const { name, given, failTask = false, expect } of results) {
    it(`leaves the step ${expect} where ${name}`, async () => {
      assert.equal(sweepResult(await run(given), failTask).result, expect);
    });
  }

  it('tells of each pull request in a table, in which no name breaks out of its cell', async () => {
    const find: Find = async (project, id) => {
      if (id === 1) throw gone;
      return {
        ...(await completed(project, id)),
        repositoryName: 'a|b',
        title: '[x](http://evil) | <img src=x>\n| y |',
      };
    };
    const outcome = swept(await run({ ids: [1, 2], find }));
    assert.deepEqual(sweepLines(outcome), [
      '#1       failed: It is not | there.',
      '#2  a|b  skipped: The pull request is completed: there is nothing left to review.',
      '2 open pull requests: 1 skipped, 1 failed.',
    ]);
    const rows = sweepSummary(outcome)
      .split('\n')
      .filter((line) => line.startsWith('| '));
    assert.equal(rows.length, 4);
    for (const row of rows) assert.equal(row.replaceAll('\\|', '').split('|').length, 5, row);
    assert.match(rows[2] ?? '', /^\| 1 \| {2}\| failed: It is not \\\| there\. \|$/, 'what failed comes first');
    assert.doesNotMatch(rows[3] ?? '', /[^\\]\[x|[^\\]<img/);
  });
});
