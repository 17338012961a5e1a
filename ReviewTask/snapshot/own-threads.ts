// Tells which threads of a pull request are ours, and what their records say.
//
// A thread is ours where its first comment was written by the identity that the token acts as, and it carries our marker
// or our property. Names of people prove nothing, and properties alone prove nothing: anybody may write them.
//
// A team may change from a personal token to the job's own. The threads of the time before are then somebody else's, and
// anybody can write a comment that looks like them, digest and all. So they are believed as far as it does no harm:
// - A former finding thread keeps us from posting the same finding a second time; the finding itself still counts.
// - Nothing that the author of the pull request wrote is one: an author could put up a harmless looking comment with the
//   right fingerprint before we ever speak, set it to "won't fix", name a milder severity or other code than was found, or
//   delete it later. So where a team used the token of the author, findings are posted once more by the next identity.
//   (On a thread of ours everybody may say "won't fix": there our own words stand above it for all to see.)
// - The state of a former tracking thread proves nothing: it could name any commit as reviewed. Everything is reviewed.
import { decodeKeptFinding } from '../model/kept-finding-text.ts';
import { fitOf, fits, readMarker } from '../model/marker.ts';
import type { OwnThread, OwnThreads, StateReading } from '../model/own-threads.ts';
import { propertyKeys } from '../model/publication.ts';
import type { Identity, PullRequest, ReviewThread } from '../model/pull-request.ts';
import { decodeState } from '../model/review-state-text.ts';

/** A thread with its first comment, which is not deleted. */
interface Opened {
  readonly thread: ReviewThread;
  readonly body: string;
  readonly author: string;
}

/** Finds our threads. `me` is whom the token acts as. Deleted threads, and those without their first comment, are left out. */
export function readOwn(
  threads: readonly ReviewThread[],
  me: Pick<Identity, 'id'>,
  pullRequest: Pick<PullRequest, 'author'>,
): OwnThreads {
  const opened = threads.flatMap(openedThread);
  const isMine = ({ author }: Opened) => sameIdentity(author, me.id);
  const ours = opened.filter(isMine);
  const others = opened.filter((one) => !isMine(one));
  return {
    tracking: readTracking(ours.filter(isTracking), others),
    findings: opened.flatMap((one) => (isMine(one) ? ownFinding(one) : formerFinding(one, pullRequest.author.id))),
  };
}

/** Ids are GUIDs, of which services differ in the letter case. An author whom the service does not name is nobody. */
function sameIdentity(a: string, b: string): boolean {
  return a !== '' && a.toLowerCase() === b.toLowerCase();
}

function openedThread(thread: ReviewThread): readonly Opened[] {
  const [first] = thread.comments;
  if (thread.isDeleted || first === undefined || first.isDeleted) return [];
  return [{ thread, body: first.content, author: first.author.id }];
}

/** The comment decides, for only its author can change it; properties have the say where it is from before markers. */
function kindOf({ thread, body }: Opened): 'finding' | 'tracking' | undefined {
  const marker = readMarker(body);
  if (marker !== undefined) return marker.kind === 'state' ? 'tracking' : 'finding';
  if (thread.properties.has(propertyKeys.fingerprint)) return 'finding';
  return thread.path === undefined && thread.properties.has(propertyKeys.tracking) ? 'tracking' : undefined;
}

const isTracking = (one: Opened) => kindOf(one) === 'tracking';

function readTracking(ours: readonly Opened[], others: readonly Opened[]): OwnThreads['tracking'] {
  // Two runs at once may each have opened one. Ids count up.
  const newest = ours.reduce<Opened | undefined>(
    (best, one) => (best === undefined || one.thread.id > best.thread.id ? one : best),
    undefined,
  );
  if (newest !== undefined) {
    const reading = readState(newest);
    const record = reading.kind === 'state' ? newest.thread.properties.get(propertyKeys.state) : undefined;
    return { threadId: newest.thread.id, reading, record };
  }
  const isFormer = others.some((one) => isTracking(one) && recordOf(one, propertyKeys.state) !== undefined);
  return {
    threadId: undefined,
    reading: isFormer ? { kind: 'unusable', because: 'identity-changed' } : { kind: 'none' },
    record: undefined,
  };
}

function readState({ thread, body }: Opened): StateReading {
  const record = thread.properties.get(propertyKeys.state) ?? '';
  const decoding = decodeState(record);
  if (decoding.kind === 'newer') return { kind: 'unusable', because: 'state-newer' };
  if (decoding.kind === 'damaged') return { kind: 'unusable', because: 'state-lost' };
  switch (fitOf(body, record)) {
    case 'exact':
      return decoding;
    case 'behind':
      return { ...decoding, isBehind: true };
    case 'none':
      return { kind: 'unusable', because: 'state-edited' };
  }
}

/** The record in a property, where it is the one that the comment names. */
function recordOf({ thread, body }: Opened, key: string): string | undefined {
  const record = thread.properties.get(key);
  return record !== undefined && fits(body, record) ? record : undefined;
}

function ownFinding(one: Opened): readonly OwnThread[] {
  if (kindOf(one) !== 'finding') return [];
  return [{ thread: one.thread, kept: keptOf(one), standing: 'ours', mayWaive: true }];
}

function formerFinding(one: Opened, author: string): readonly OwnThread[] {
  if (one.author === '' || sameIdentity(one.author, author)) return [];
  const kept = kindOf(one) === 'finding' ? keptOf(one) : undefined;
  if (kept === undefined || one.thread.properties.get(propertyKeys.fingerprint) !== kept.fingerprint) return [];
  return [{ thread: one.thread, kept, standing: 'former', mayWaive: true }];
}

function keptOf(one: Opened) {
  const record = recordOf(one, propertyKeys.finding);
  return record === undefined ? undefined : decodeKeptFinding(record);
}
