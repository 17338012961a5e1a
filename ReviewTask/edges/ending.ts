// When a run has to end early: the person or the agent cancels it, or its own deadline comes.
import { ServiceError } from '../errors.ts';

/** Signals that end a run. */
export interface Ending {
  /** Aborted on cancellation. */
  readonly cancelled: AbortSignal;
  /** Aborted on cancellation and at the deadline: for what may be left undone, such as questions to a model. */
  readonly deadline: AbortSignal;
  /** Aborted a few seconds after cancellation: for the last words, which the agent leaves 7.5 seconds for. */
  readonly lastWords: AbortSignal;
}

/** Milliseconds that a cancelled run has for its final status. */
const lastWordsTime = 5_000;

/** Listens for the agent's signals: SIGINT, then SIGTERM; Ctrl-C, then Ctrl-Break on Windows. `again`: what to do after it. */
export function watchEnding(timeoutMinutes: number, again = 'Queue the build validation again.'): Ending {
  const cancelled = new AbortController();
  const deadline = new AbortController();
  const lastWords = new AbortController();
  const cancel = () => {
    cancelled.abort(cancellation(again));
    deadline.abort(cancellation(again));
    setTimeout(() => lastWords.abort(cancellation(again)), lastWordsTime).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) process.once(signal, cancel);
  setTimeout(() => deadline.abort(deadlineReached(timeoutMinutes)), timeoutMinutes * 60_000).unref();
  return { cancelled: cancelled.signal, deadline: deadline.signal, lastWords: lastWords.signal };
}

function cancellation(again: string): ServiceError {
  return new ServiceError({
    code: 'run-cancelled',
    problem: 'The run was cancelled before the review was done.',
    fix: again,
  });
}

function deadlineReached(minutes: number): ServiceError {
  return new ServiceError({
    code: 'deadline-reached',
    problem: `The review's deadline of ${minutes} minutes came before everything was read.`,
    fix: 'Raise "timeoutMinutes", use a faster model, or split the pull request.',
  });
}
