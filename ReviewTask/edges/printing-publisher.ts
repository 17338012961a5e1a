// A publisher that writes nothing to Azure DevOps and prints what would be posted: for dry runs and the local preview.
import type { NewThread } from '../model/publication.ts';
import type { Log, Publisher } from '../ports.ts';

/** Prints every thread, the tracking comment and the statuses. */
export function createPrintingPublisher(log: Log): Publisher {
  let threads = 0;
  return {
    postStatus: async (_pullRequest, status) => {
      log.info(`[would post the status ${status.genre}/${status.name}: ${status.state}, "${status.description}"]`);
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
