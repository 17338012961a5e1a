// What the emulator remembers about one pull request. Plain data; the engine changes it, the wire shows it.
import type { CommitInfo } from '../git/history.ts';
import type {
  CommentType,
  IterationReason,
  MergeStatus,
  MergeStrategy,
  StatusState,
  ThreadStatus,
} from './enumerations.ts';
import type { EmulatedIdentity } from './identity.ts';
import type { PropertyBag } from './properties.ts';
import type { RepositoryState } from './world.ts';

export interface IterationState {
  readonly id: number;
  /** First paragraph of the head commit's message. */
  readonly description: string;
  readonly author: EmulatedIdentity;
  readonly createdDate: string;
  readonly updatedDate: string;
  /** Commit ids; `common` is undefined when the histories are unrelated. */
  readonly source: string;
  readonly target: string;
  readonly common: string | undefined;
  readonly reason: IterationReason;
  readonly oldTargetRef?: string;
  readonly newTargetRef?: string;
}

/** Position in a file: 1-based line, 1-based UTF-16 offset. */
export interface Position {
  readonly line: number;
  readonly offset: number;
}

export const positionNames = ['leftFileStart', 'leftFileEnd', 'rightFileStart', 'rightFileEnd'] as const;
type PositionName = (typeof positionNames)[number];

/** End offsets are exclusive. */
export type ThreadContext = { readonly filePath?: string } & { readonly [Name in PositionName]?: Position };

interface IterationContext {
  readonly firstComparingIteration: number;
  readonly secondComparingIteration: number;
}

export interface PullRequestThreadContext {
  readonly changeTrackingId?: number;
  readonly iterationContext?: IterationContext;
}

export interface CommentState {
  readonly id: number;
  readonly parentCommentId: number;
  readonly author: EmulatedIdentity;
  content: string | undefined;
  readonly publishedDate: string;
  lastUpdatedDate: string;
  lastContentUpdatedDate: string;
  readonly commentType: CommentType;
  isDeleted: boolean;
  readonly usersLiked: EmulatedIdentity[];
}

export interface ThreadState {
  readonly id: number;
  readonly publishedDate: string;
  lastUpdatedDate: string;
  readonly comments: CommentState[];
  /** System threads have none. */
  status: ThreadStatus | undefined;
  threadContext: ThreadContext | undefined;
  readonly pullRequestThreadContext: PullRequestThreadContext | undefined;
  properties: PropertyBag;
  /** Keyed `1`, `2`, …; only on system threads. */
  readonly identities: Readonly<Record<string, EmulatedIdentity>> | undefined;
  isDeleted: boolean;
}

export interface StatusRecord {
  readonly id: number;
  readonly iterationId: number | undefined;
  readonly state: StatusState;
  readonly description: string | undefined;
  readonly context: { readonly genre: string | undefined; readonly name: string };
  readonly creationDate: string;
  readonly updatedDate: string;
  readonly createdBy: EmulatedIdentity;
  readonly targetUrl: string | undefined;
  readonly properties: PropertyBag | undefined;
}

export interface ReviewerState {
  readonly identity: EmulatedIdentity;
  vote: number;
  isRequired: boolean;
  hasDeclined: boolean;
  isFlagged: boolean;
}

export interface LabelState {
  readonly id: string;
  readonly name: string;
}

export interface AttachmentState {
  readonly id: number;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly author: EmulatedIdentity;
  readonly createdDate: string;
}

export interface CompletionOptions {
  readonly mergeCommitMessage?: string;
  readonly deleteSourceBranch?: boolean;
  readonly mergeStrategy: MergeStrategy;
  readonly transitionWorkItems?: boolean;
  readonly bypassPolicy?: boolean;
  readonly bypassReason?: string;
}

/** One pull request; commit ids have 40 hex digits. */
export interface PullRequestRecord {
  readonly id: number;
  readonly repository: RepositoryState;
  /** The fork for a fork pull request, else the same repository. */
  readonly sourceRepository: RepositoryState;
  readonly author: EmulatedIdentity;
  readonly creationDate: string;
  title: string;
  description: string | undefined;
  status: 'active' | 'abandoned' | 'completed';
  isDraft: boolean;
  readonly sourceRef: string;
  targetRef: string;
  readonly mergeId: string;
  mergeStatus: MergeStatus | undefined;
  /** Tips of the two branches when the merge was last tried. */
  mergeSource: string;
  mergeTarget: string;
  mergeCommit: CommitInfo | undefined;
  hasMultipleMergeBases: boolean;
  closedDate: string | undefined;
  closedBy: EmulatedIdentity | undefined;
  autoCompleteSetBy: EmulatedIdentity | undefined;
  completionOptions: CompletionOptions | undefined;
  completionQueueTime: string | undefined;
  /** A completion was asked for and is still to be carried out. */
  completing: boolean;
  readonly iterations: IterationState[];
  readonly threads: ThreadState[];
  readonly statuses: StatusRecord[];
  readonly reviewers: ReviewerState[];
  readonly labels: LabelState[];
  readonly attachments: AttachmentState[];
  readonly workItems: string[];
  properties: PropertyBag;
  /** Highest status id given out so far. */
  lastStatusId: number;
  readonly tracking: TrackingTable;
}

/** Keeps one number per file lineage: the path a file has at each iteration leads to its number. */
export interface TrackingTable {
  last: number;
  /** Per iteration id: path (without leading slash) to number. */
  readonly byIteration: Map<number, Map<string, number>>;
}
