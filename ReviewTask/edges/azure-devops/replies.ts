// Answers in threads, each made once.
import * as z from 'zod';
import type { NewReply } from '../../model/publication.ts';
import type { PullRequestKey, ThreadComment } from '../../model/pull-request.ts';
import { makeOnce } from './make-once.ts';
import { operations } from './operations.ts';
import { readThreads } from './read-threads.ts';
import type { Session } from './session.ts';
import { targetOf } from './target.ts';
import { replyBody } from './thread-body.ts';
import { readAnswer } from './unusable.ts';

const created = z.looseObject({ id: z.number() });

type ReplyTo = (key: PullRequestKey, threadId: number, reply: NewReply) => Promise<number>;

/** Gives the ids of comments. */
export function createReplies(session: Session): ReplyTo {
  // A service may call every answer one to the first comment: the same words may then stand there for another question.
  const known = new Set<string>();
  return async (key, threadId, reply) => {
    const nameOf = (commentId: number) => `${key.id}/${threadId}/${commentId}`;
    const made = await session.perform(operations.writeThread, targetOf(key), (rest) =>
      makeOnce(session, rest, {
        async make() {
          const answer = await rest.createComment(key, threadId, replyBody(reply));
          return readAnswer(created, answer, operations.writeThread).id;
        },
        async find() {
          const me = (await session.identity()).id.toLowerCase();
          const thread = readThreads(await rest.threads(key)).find(({ id }) => id === threadId);
          return thread?.comments.find((comment) => isReply(comment, reply, me) && !known.has(nameOf(comment.id)))?.id;
        },
      }),
    );
    known.add(nameOf(made));
    return made;
  };
}

/** Comments of a thread are numbered in their order, so an answer has the higher number. */
function isReply(comment: ThreadComment, { parentId, body }: NewReply, me: string): boolean {
  const { id, author, content, isDeleted, parentId: parent = 1 } = comment;
  const hasParent = parent === parentId || parent === 1;
  return !isDeleted && id > parentId && hasParent && author.id.toLowerCase() === me && plain(content) === plain(body);
}

/** Without what a service may change about line endings and blanks at the end. */
const plain = (text: string) => text.replace(/\s+$/gm, '');
