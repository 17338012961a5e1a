// A publisher that writes nothing to Azure DevOps and prints what would be posted: for dry runs and the local preview.
import type { NewThread } from '../model/publication.ts';
import type { Log, Publisher } from '../ports.ts';

/** Prints every thread, reply, change of a thread, the tracking comment and the statuses; ids count up from 1. */
export function createPrintingPublisher(log: Log): Publisher {
  let threads = 0;
  let replies = 0;
  let statuses = 0;
  return {
    postStatus: async (_pullRequest, status) => {
      log.info(`[would post the status ${status.genre}/${status.name}: ${status.state}, "${status.description}"]`);
      statuses += 1;
      return statuses;
    },
    openThread: async (_pullRequest, thread) => {
      threads += 1;
      log.info('');
      log.info(`--- ${placeOf(thread)} (thread ${threads}, ${thread.status}) ---`);
      log.info(thread.body);
      return threads;
    },
    writeTracking: async (_pullRequest, tracking) => {
      log.info('');
      log.info('--- tracking comment ---');
      log.info(withoutFolds(tracking.body));
      log.info('');
      return 0;
    },
    reply: async (_pullRequest, threadId, reply) => {
      replies += 1;
      log.info('');
      log.info(`--- reply in thread ${threadId}, to comment ${reply.parentId} ---`);
      log.info(reply.body);
      return replies;
    },
    setThreadStatus: async (_pullRequest, threadId, status) => {
      log.info(`[would set thread ${threadId} to ${status}]`);
    },
    // What is kept for later runs is nothing that a person would see.
    keepFinding: async (_pullRequest, threadId) =>
      log.debug(`[would keep the finding of thread ${threadId} as it is now]`),
    removeComment: async (_pullRequest, threadId, commentId) => {
      log.info(`[would delete comment ${commentId} of thread ${threadId}]`);
    },
  };
}

/** A terminal folds nothing, so the marks of a fold are only in the way. */
function withoutFolds(markdown: string): string {
  return markdown
    .replace(/^<\/?details>\n?/gm, '')
    .replace(/^<summary>(.*)<\/summary>$/gm, '$1')
    .replace(/\n{3,}/g, '\n\n');
}

function placeOf(thread: NewThread): string {
  if (thread.anchor.kind === 'file') return thread.path;
  const { start, end, side } = thread.anchor;
  const lines = start.line === end.line ? `${start.line}` : `${start.line}-${end.line}`;
  return `${thread.path}:${lines}${side === 'left' ? ' (removed)' : ''}, columns ${start.offset} to ${end.offset}`;
}
