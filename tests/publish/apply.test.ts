// Applying a publication: threads, then the tracking comment, then the status, whatever fails on the way.
import assert from 'node:assert/strict';
import { AccessError, ServiceError } from '../../ReviewTask/errors.ts';
import { decodeKeptFinding } from '../../ReviewTask/model/kept-finding-text.ts';
import { fits } from '../../ReviewTask/model/marker.ts';
import type { Report } from '../../ReviewTask/model/report.ts';
import { type ApplyOptions, applyPublication } from '../../ReviewTask/publish/apply.ts';
import { threadKey } from '../../ReviewTask/publish/posted-threads.ts';
import { type PublicationContext, preparePublication } from '../../ReviewTask/publish/prepare.ts';
import { trackingComment } from '../../ReviewTask/publish/tracking-comment.ts';
import { FakePublisher, type Refusals } from '../fakes/publisher.ts';
import { somePullRequest } from '../fakes/pull-requests.ts';
import { builtInFinding, finding, linkHosts, listedFinding, queryLine, report, runUrl } from './sample-report.ts';

const context: PublicationContext = {
  pullRequest: somePullRequest,
  iteration: { id: 3 },
  threadStatus: 'active',
  failOn: 'blocker',
  onModelFailure: 'error',
  statusGenre: 'threadline',
  statusName: 'ai-pr-review',
  targetUrl: runUrl,
  existingTracking: 55,
  answers: [],
  changeTrackingIds: new Map([['src/orders/find.ts', 4]]),
  anchoredText: (one) => (one.path === 'src/orders/find.ts' ? [queryLine] : undefined),
  linkHosts,
};

const nine = report({ findings: Array.from({ length: 9 }, (_, index) => finding({ fingerprint: `f${index}` })) });
const refused = new AccessError({ code: 'no-permission', problem: 'Not allowed here.', fix: 'Allow it.' });

async function apply(given: Report, refusals: Refusals = {}, options: Partial<ApplyOptions> = {}) {
  const publisher = new FakePublisher(refusals);
  const applied = await applyPublication(publisher, somePullRequest, preparePublication(given, context), {
    concurrency: 4,
    rerender: (posted) =>
      trackingComment(
        given,
        { webUrl: somePullRequest.webUrl, targetUrl: runUrl, linkHosts, failOn: 'blocker' },
        posted,
      ),
    ...options,
  });
  const tracking = publisher.writes.find((write) => write.kind === 'tracking');
  return { publisher, applied, body: tracking?.tracking.body ?? '', tracking };
}

describe('preparing a publication', () => {
  it('opens a thread for each finding to post, in their order, and for no other', () => {
    const others = [
      listedFinding(),
      finding({ disposition: { kind: 'known', threadId: 8 } }),
      finding({ disposition: { kind: 'merged', into: 'f1' } }),
      finding({ anchor: { kind: 'pull-request' } }),
    ];
    const { threads } = preparePublication(report({ findings: [finding(), ...others, builtInFinding()] }), context);
    assert.deepEqual(
      threads.map((thread) => [thread.fingerprint, thread.changeTrackingId]),
      [
        ['f1', 4],
        ['f2', undefined],
      ],
    );
  });

  it('gives a thread its place, its status and a suggestion', () => {
    const [thread] = preparePublication(report(), context).threads;
    assert.ok(thread !== undefined);
    const { body, record = '', ...rest } = thread;
    assert.match(body, /```suggestion\n/);
    assert.ok(fits(body, record), 'the comment does not name the record that goes with it');
    assert.deepEqual(decodeKeptFinding(record)?.code, [queryLine]);
    assert.deepEqual(rest, {
      path: 'src/orders/find.ts',
      anchor: finding().anchor,
      status: 'active',
      severity: 'blocker',
      title: 'SQL is built from request input',
      fingerprint: 'f1',
      changeTrackingId: 4,
      iterationId: 3,
    });
  });
});

describe('applying a publication', () => {
  it('posts threads, best first, then the tracking comment, then the status', async () => {
    const { publisher, applied, tracking } = await apply(report());
    assert.deepEqual(
      publisher.writes.map((write) => write.kind),
      ['thread', 'thread', 'tracking', 'status'],
    );
    assert.deepEqual(
      publisher.threads.map((thread) => thread.severity),
      ['blocker', 'warning'],
    );
    assert.equal(publisher.statuses[0]?.state, 'failed');
    assert.equal(tracking?.existing, 55);
    assert.deepEqual(applied, {
      threadIds: new Map([
        [threadKey(finding()), 101],
        [threadKey(builtInFinding()), 102],
      ]),
      failed: [],
      changeFailures: [],
      trackingThreadId: 55,
      trackingFailure: undefined,
      statusFailure: undefined,
    });
  });

  it('links the threads in the tracking comment', async () => {
    const { body } = await apply(report());
    assert.match(body, /\[SQL is built from request input\]\(https:[^)]+\?discussionId=101\)/);
    assert.match(body, /\?discussionId=102\)/);
  });

  it('opens no more threads at once than it may, and never more than four', async () => {
    assert.equal((await apply(nine, {}, { concurrency: 2 })).publisher.mostAtOnce, 2);
    assert.equal((await apply(nine, {}, { concurrency: 50 })).publisher.mostAtOnce, 4);
    assert.equal((await apply(nine, {}, { concurrency: 0 })).publisher.mostAtOnce, 1);
  });

  it('goes on when a thread fails, and says which', async () => {
    const outcomes: string[] = [];
    const { publisher, applied, body } = await apply(
      report(),
      { thread: (thread) => (thread.severity === 'blocker' ? refused : undefined) },
      {
        onThread: (thread, outcome) =>
          outcomes.push(`${thread.severity}: ${typeof outcome === 'number' ? outcome : outcome.code}`),
      },
    );
    assert.deepEqual(outcomes.toSorted(), ['blocker: no-permission', 'warning: 101']);
    assert.deepEqual(
      applied.failed.map(({ thread, explanation }) => [thread.severity, explanation.code]),
      [['blocker', 'no-permission']],
    );
    assert.deepEqual([...applied.threadIds.values()], [101]);
    assert.match(
      body,
      /\*\*1 thread could not be opened\*\*\n\nNot allowed here\. \*\*To fix:\*\* Allow it\.\n\n- \*\*Blocker\*\* · SQL/,
    );
    assert.equal(publisher.statuses.length, 1);
  });

  it('posts the status although the tracking comment fails', async () => {
    const error = new ServiceError({ code: 'service-busy', problem: 'Busy.', fix: 'Wait.' });
    const { publisher, applied } = await apply(report(), { tracking: error });
    assert.equal(applied.trackingFailure?.code, 'service-busy');
    assert.equal(applied.trackingThreadId, undefined);
    assert.equal(publisher.statuses.length, 1);
  });

  it('tells when the status fails', async () => {
    const { applied } = await apply(report(), { status: refused });
    assert.equal(applied.statusFailure?.code, 'no-permission');
  });

  it('repeats no word of an error that it does not know', async () => {
    const { applied } = await apply(report(), { tracking: new TypeError('token abc') });
    assert.equal(applied.trackingFailure?.code, 'unexpected-error');
    assert.match(applied.trackingFailure?.problem ?? '', /The tracking comment could not be written.*TypeError/);
    assert.doesNotMatch(JSON.stringify(applied.trackingFailure), /abc/);
  });
});
