// Tests what a dry run prints in place of what it would write.
import assert from 'node:assert/strict';
import { createPrintingPublisher } from '../../ReviewTask/edges/printing-publisher.ts';
import { somePullRequest } from '../fakes/pull-requests.ts';
import { recordingLog } from './azure-devops-server.ts';

describe('edges/printing-publisher', () => {
  it('prints statuses, replies and changes of threads, with ids that count up', async () => {
    const log = recordingLog();
    const publisher = createPrintingPublisher(log);
    const status = { iterationId: 1, genre: 'g', name: 'n', description: 'Done', targetUrl: undefined };
    assert.equal(await publisher.postStatus(somePullRequest, { ...status, state: 'pending' }), 1);
    assert.equal(await publisher.postStatus(somePullRequest, { ...status, state: 'succeeded' }), 2);
    assert.equal(await publisher.reply(somePullRequest, 7, { parentId: 2, body: 'It is fixed.' }), 1);
    await publisher.setThreadStatus(somePullRequest, 7, 'fixed');
    await publisher.keepFinding(somePullRequest, 7, new Map([['Threadline.Finding', '{}']]));
    await publisher.removeComment(somePullRequest, 7, 3);
    assert.deepEqual(log.lines, [
      'info: [would post the status g/n: pending, "Done"]',
      'info: [would post the status g/n: succeeded, "Done"]',
      'info: ',
      'info: --- reply in thread 7, to comment 2 ---',
      'info: It is fixed.',
      'info: [would set thread 7 to fixed]',
      'debug: [would keep the finding of thread 7 as it is now]',
      'info: [would delete comment 3 of thread 7]',
    ]);
  });
});
