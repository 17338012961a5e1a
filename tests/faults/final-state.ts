// What people see on a pull request in the end, without ids, times and the model's words: what two runs can be compared by.
import { noteOf } from '../../ReviewTask/model/note.ts';
import type { EmulatedPullRequest, ShownThread } from '../emulator/azure-devops.ts';

export interface FinalState {
  /** Of our findings, by place. */
  readonly threads: readonly SeenThread[];
  /** Verdict, counts, and the places of the findings of each tracking comment, but for what was fixed. */
  readonly tracking: readonly (readonly string[])[];
  /** The last status of ours on the latest iteration. */
  readonly status: string;
}

interface SeenThread {
  /** Path and right lines with offsets. */
  readonly place: string;
  readonly status: string | undefined;
  readonly comments: readonly string[];
}

const fixedHeading = '**Fixed since the last review**';

/** True where a tracking comment says that something was fixed: only the first one that knows it does. */
export function tellsOfFixes(pullRequest: EmulatedPullRequest): boolean {
  const openings = pullRequest.state().threads.map(({ comments }) => comments[0]?.content ?? '');
  return openings.some((text) => text.includes(fixedHeading));
}

/** Deleted threads and those of the service are left out. */
export function finalState(pullRequest: EmulatedPullRequest): FinalState {
  const { iterations, statuses, threads } = pullRequest.state();
  const ours = threads.filter(({ isDeleted, systemType }) => !isDeleted && systemType === undefined);
  const last = statuses.findLast(
    ({ genre, iterationId }) => genre === 'threadline' && iterationId === iterations.at(-1)?.id,
  );
  return {
    threads: ours
      .filter(({ threadContext }) => threadContext?.filePath !== undefined)
      .map(seenThread)
      .sort((one, other) => one.place.localeCompare(other.place)),
    tracking: ours.filter(({ properties }) => 'Threadline.Tracking' in properties).map(seenTracking),
    status: last === undefined ? 'none' : `${last.state}: ${last.description}`,
  };
}

function seenThread({ comments, status, threadContext }: ShownThread): SeenThread {
  const { filePath, rightFileEnd, rightFileStart } = threadContext ?? {};
  const opener = comments[0]?.author.id;
  return {
    place: [filePath, ...[rightFileStart, rightFileEnd].map((at) => `${at?.line}:${at?.offset}`)].join(' '),
    status,
    comments: comments
      .filter(({ isDeleted }) => !isDeleted)
      .map(({ author, content = '', parentCommentId }, index) => {
        if (index === 0) return 'finding';
        if (author.id !== opener) return 'person';
        return `${noteOf(content) ?? 'answer'} to ${parentCommentId}`;
      }),
  };
}

function seenTracking({ comments }: ShownThread): readonly string[] {
  const content = comments[0]?.content ?? '';
  const lines = content.replace(/\*\*Fixed since the last review\*\*\n\n(?:- .*\n)+/, '').split('\n');
  const facts = lines.filter((line) => /^(?:## |\*\*\d+ blocker|\*\*Partial)/.test(line));
  const findings = lines.flatMap((line) => /^- \[.* · (`[^`]+`)/.exec(line)?.[1] ?? []);
  return [...facts.map((line) => line.replace(/, commit .*/, '')), ...findings.sort()];
}
