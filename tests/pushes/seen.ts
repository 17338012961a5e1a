// What a person sees on a pull request after a push, in a few words that a test can compare.
import assert from 'node:assert/strict';
import { noteOf } from '../../ReviewTask/model/note.ts';
import type { ShownThread } from '../emulator/azure-devops.ts';
import type { PushRun, PushScene } from './world.ts';

/**
 * The threads of findings in the order of their files: file, line where it was opened, status, and what was said in it since:
 * `+gone`, `+fixed` and `+back` for our notes, `+answer` for another reply of ours, `+person` for anybody else.
 */
export function seen(scene: PushScene): readonly string[] {
  const lines = scene.findings().map((thread) => {
    const { filePath = '', rightFileStart } = thread.threadContext ?? {};
    const said = repliesIn(thread).map((what) => ` +${what}`);
    return `${filePath.slice(1)}:${rightFileStart?.line ?? 0} ${thread.status}${said.join('')}`;
  });
  return lines.sort();
}

function repliesIn({ comments }: ShownThread): readonly string[] {
  const [first, ...replies] = comments;
  return replies
    .filter(({ isDeleted, commentType }) => !isDeleted && commentType !== 'system')
    .map(({ author, content = '' }) => {
      if (author.id !== first?.author.id) return 'person';
      return noteOf(content) ?? 'answer';
    });
}

/** A run has done nothing: at most three requests, no write, no question. */
export function assertIdle(run: PushRun): void {
  assert.equal(run.outcome.kind, 'unchanged', run.log.join('\n'));
  assert.ok(run.requests.length <= 3, `${run.requests.length} requests`);
  assert.deepEqual([run.writes.length, run.modelCalls.length], [0, 0]);
}

/** The id of the thread on a file. */
export function threadOn(scene: PushScene, path: string): number {
  const thread = scene.findings().find(({ threadContext }) => threadContext?.filePath === `/${path}`);
  assert.ok(thread !== undefined, `no thread on ${path}`);
  return thread.id;
}

/** The run has reviewed, and with which scope: the words of the log and of the tracking comment. */
export function assertReviewed(run: PushRun, scope: RegExp): void {
  assert.equal(run.outcome.kind, 'reviewed', run.log.join('\n'));
  assert.match(run.log.join('\n'), scope);
}

/** Of a run that only looks at what is new. */
export const onlyNew = /Only what is new since iteration \d+ was reviewed\./;
