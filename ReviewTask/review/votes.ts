// The chapter of votes: likes of people on our comments go into the report.
import { countVotes } from '../conversation/votes.ts';
import type { Report } from '../model/report.ts';
import type { World } from '../ports.ts';
import type { Occasion } from './occasion.ts';

/** Asks the service, a thread each, only where the list of threads shows no like at all; never more than ten times. */
export async function withVotes(
  { pullRequests }: Pick<World, 'pullRequests'>,
  { pullRequest, talk }: Pick<Occasion, 'pullRequest' | 'talk'>,
  report: Report,
): Promise<Report> {
  const likes = (threadId: number, commentId: number) => pullRequests.likes(pullRequest, threadId, commentId);
  return { ...report, votes: await countVotes(talk.threads, talk.ownerOf, talk.me, likes) };
}
