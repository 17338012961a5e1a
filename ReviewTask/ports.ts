// What the core needs from the world. Edges implement these; tests and the preview bring their own.
import type {
  BranchPolicy,
  FoundRepository,
  JobScope,
  PermissionReading,
  WritePlace,
  WriteProof,
} from './model/access.ts';
import type { ModelChoice } from './model/config.ts';
import type { BlobId, ChangeEntry } from './model/diff.ts';
import type { Outline } from './model/excerpt.ts';
import type { NewReply, NewThread, PostedStatus, StatusPost, TrackingComment } from './model/publication.ts';
import type {
  Identity,
  Iteration,
  IterationRecord,
  PullRequest,
  PullRequestKey,
  ReviewThread,
  ThreadStatus,
} from './model/pull-request.ts';

/** Reads pull requests. Every method throws AccessError or ServiceError, never returns half an answer. */
export interface PullRequests {
  /** Finds a pull request of the project by its id, whatever its repository. */
  find(project: string, id: number): Promise<PullRequest>;
  /** The identity that the token acts as. */
  me(): Promise<Identity>;
  latestIteration(pullRequest: PullRequestKey): Promise<Iteration>;
  /** All iterations, oldest first. */
  iterations(pullRequest: PullRequestKey): Promise<readonly IterationRecord[]>;
  /** Statuses on one iteration, whoever posted them, oldest first; a service may list only the last of a name. */
  statuses(pullRequest: PullRequestKey, iterationId: number): Promise<readonly PostedStatus[]>;
  /** Every change between the merge base and the source of the iteration, all pages. */
  changes(pullRequest: PullRequestKey, iteration: Iteration): Promise<readonly ChangeEntry[]>;
  /** Threads that people or programs wrote, not the service's own. */
  threads(pullRequest: PullRequestKey): Promise<readonly ReviewThread[]>;
  /** Ids of the active pull requests of a repository (name or id), or of the whole project; oldest first, all pages. */
  open(project: string, repository: string | undefined): Promise<readonly number[]>;
  /** Who likes a comment, for services whose list of threads does not tell. */
  likes(pullRequest: PullRequestKey, threadId: number, commentId: number): Promise<readonly Identity[]>;
  /**
   * Id of the newest thread in which the service itself tells of a push or of another target, as the last answer of
   * `threads` had it; 0 for none. Costs no request. It tells that there is another iteration, even one of the same commit.
   */
  pushMark(): number;
  /**
   * The id, in lower case, under which the last answer said that it knows the token; `undefined` before any answer did.
   * Costs no request. Taken for the author id of our comments only where it is one: else ask `me`.
   */
  seenAs(): string | undefined;
  /** Text of one file at a commit; `undefined` when it does not exist there. */
  file(pullRequest: PullRequestKey, commit: string, path: string): Promise<string | undefined>;
}

/** Reads contents by blob id. A blob that cannot be had is absent from the answer. */
export interface Blobs {
  /** `bounds` are for contents that are read on the side; only a checkout heeds them. */
  read(
    pullRequest: PullRequestKey,
    ids: readonly BlobId[],
    bounds?: ReadingBounds,
  ): Promise<ReadonlyMap<BlobId, Uint8Array>>;
}

/** What is beyond them is absent from the answer. */
export interface ReadingBounds {
  /** Bytes of one blob. */
  readonly largest: number;
  /** Bytes of all blobs together. */
  readonly total: number;
  readonly milliseconds: number;
}

/** A file or a folder in a listing. */
export interface FolderEntry {
  /** Repository path. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Of a file: what `Blobs` reads. */
  readonly id: BlobId;
}

/** Lists folders of the repository as they are at a commit. */
export interface Folders {
  /**
   * What stands in each of these folders, with everything below it where it is deep; `''` is the top. All of them have to
   * exist. One request, however many folders.
   */
  list(
    pullRequest: PullRequestKey,
    commit: string,
    folders: readonly { readonly path: string; readonly isDeep: boolean }[],
  ): Promise<readonly FolderEntry[]>;
}

/**
 * Asks what a token may do. Leaves nothing behind: what looks like a write is refused for its content. Every method throws
 * AccessError, ServiceError or the signal's reason.
 */
export interface AccessProbes {
  repository(project: string, repository: string): Promise<FoundRepository>;
  /** A thread that cannot be: throws where the scope or the permission for threads is missing. */
  writeThread(place: WritePlace): Promise<WriteProof>;
  /** A status that cannot be: throws where the scope or the permission for statuses is missing. */
  writeStatus(place: WritePlace): Promise<WriteProof>;
  /** What the identity may do, whatever the token's scopes; ids, not names. */
  permissions(repository: FoundRepository): Promise<Readonly<Record<'read' | 'contribute', PermissionReading>>>;
  /** Enabled policies on a branch, given by its full name. */
  policies(repository: FoundRepository, ref: string): Promise<readonly BranchPolicy[]>;
  /** Asked with a job's token; a personal access token of ours has no scope for it. */
  jobScope(project: string): Promise<JobScope>;
  /** Milliseconds by which the service's clock is ahead of ours, by its last answer; `undefined` before any. Asks nothing. */
  clockAhead(): number | undefined;
}

/** Asks a model server what it can do. Throws AccessError or ServiceError. */
export interface ModelProbes {
  /** Reads the list of models: reaches the server and proves the key, costs nothing. */
  check(): Promise<{ readonly model: 'listed' | 'not-listed' | 'unknown'; readonly names: readonly string[] }>;
  /** Puts one tiny question, which costs a few tokens: how far the server keeps to a JSON schema. */
  structure(): Promise<'schema' | 'json' | 'text'>;
}

/** Writes to a pull request. The only port through which anything changes. */
export interface Publisher {
  /** Posts a status; the id is the service's. The last status of a name counts, so posting it again does no harm. */
  postStatus(pullRequest: PullRequestKey, status: StatusPost): Promise<number>;
  /** Opens a thread; the id is the service's. Posting is not idempotent: implementations look before trying again. */
  openThread(pullRequest: PullRequestKey, thread: NewThread): Promise<number>;
  /** Creates the tracking comment, or rewrites it where `existing` names its thread. */
  writeTracking(pullRequest: PullRequestKey, tracking: TrackingComment, existing: number | undefined): Promise<number>;
  /** Answers in a thread; the id is the comment's. Not idempotent: implementations look before trying again. */
  reply(pullRequest: PullRequestKey, threadId: number, reply: NewReply): Promise<number>;
  setThreadStatus(pullRequest: PullRequestKey, threadId: number, status: ThreadStatus): Promise<void>;
  /**
   * Rewrites the properties of a thread of ours. Give all of ours, by full key: whether a service merges them with what is
   * there or puts them in its place is not known.
   */
  keepFinding(pullRequest: PullRequestKey, threadId: number, properties: ReadonlyMap<string, string>): Promise<void>;
  /** Deletes a comment of our own; does nothing where it is gone already. */
  removeComment(pullRequest: PullRequestKey, threadId: number, commentId: number): Promise<void>;
}

export interface TokenUsage {
  readonly prompt: number;
  /** Part of `prompt` that the server took from its cache. */
  readonly cached: number;
  readonly completion: number;
  /** Part of `completion` that the model spent on reasoning. */
  readonly reasoning: number;
}

export interface ModelRequest {
  /** Fixed text first, so that servers can cache the prefix. */
  readonly system: string;
  readonly user: string;
  /** JSON schema within the strict subset: every property required, no additional ones, no length or range keywords. */
  readonly schema: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
  readonly maxOutputTokens: number;
  /** Things that the model may look up before it answers; a server that knows no tools answers without. */
  readonly tools?: ModelTools;
  /** Told each time the server turns the question away for now (429), before it is tried again. */
  readonly onThrottle?: () => void;
  /** Told what was spent where `ask` throws after requests that were answered. */
  readonly onLost?: (spent: Spent) => void;
}

/** What a question took. */
export interface Spent {
  /** The sum over all requests; `undefined` when the server reported none. */
  readonly usage: TokenUsage | undefined;
  /** Requests that were answered, look-ups included. */
  readonly calls: number;
}

/** Look-ups offered to a model with one question. */
export interface ModelTools {
  readonly definitions: readonly {
    readonly name: string;
    readonly description: string;
    /** JSON schema of the arguments, within the strict subset. */
    readonly parameters: Readonly<Record<string, unknown>>;
  }[];
  /** Rounds of look-ups at most; then the model has to answer. */
  readonly maxRounds: number;
  /** Runs one look-up; what comes back is for the model. `argumentsText` is as the model wrote it. Never throws. */
  run(name: string, argumentsText: string): Promise<string>;
}

export interface ModelAnswer {
  /** As the model wrote it; nothing about it has been checked. */
  readonly text: string;
  readonly ending: 'complete' | 'truncated' | 'refused' | 'filtered';
  /** `undefined` when the server reported none. */
  readonly usage: TokenUsage | undefined;
  /** Requests that it took, look-ups included; one unless said. `usage` is the sum over all of them. */
  readonly calls?: number;
}

/** Asks a language model one question. Throws AccessError or ServiceError. */
export interface LanguageModel {
  ask(request: ModelRequest): Promise<ModelAnswer>;
}

/** Reads the structure of source files with parsers; a file that no parser knows is absent from the answer. Never throws. */
export interface Outliner {
  outline(
    files: readonly { readonly path: string; readonly lines: readonly string[] }[],
  ): Promise<ReadonlyMap<string, Outline>>;
  /**
   * How many places of each text a parser cannot make sense of, in the order of the texts; `undefined` where no parser
   * knows the language or has read it in time.
   */
  syntaxErrors(
    files: readonly { readonly path: string; readonly lines: readonly string[] }[],
  ): Promise<readonly (number | undefined)[]>;
}

/** A line that a search found. */
export interface SearchHit {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** The code base at the source commit, to read and nothing else. */
export interface CodeBase {
  /** Lines of a text file without line endings; `undefined` when it is not there, binary, too large or outside. */
  read(path: string): Promise<readonly string[] | undefined>;
  /** Lines that hold a word or a text, verbatim; at most `limit`. */
  search(text: string, limit: number): Promise<readonly SearchHit[]>;
  /** Repository paths below a folder, `''` for all; at most `limit`. */
  list(folder: string, limit: number): Promise<readonly string[]>;
}

/** Tells a person what is going on. Implementations make untrusted text harmless before it is written. */
export interface Log {
  info(line: string): void;
  /** Also shown on the run's page. */
  warning(line: string): void;
  debug(line: string): void;
  /** Opens a foldable section that lasts until the next one or `endSection`. */
  section(title: string): void;
  endSection(): void;
  /** 0 to 100, and what is being done. */
  progress(percent: number, doing: string): void;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `milliseconds`; rejects with the signal's reason as soon as it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** A fraction from 0 (inclusive) to 1 (exclusive), for spreading retries. */
  random(): number;
}

/** The world as a review needs it. */
export interface World {
  readonly pullRequests: PullRequests;
  readonly blobs: Blobs;
  /** Contents that the agent has checked out; `undefined` with `checkout: none`. */
  readonly checkout: Blobs | undefined;
  /** Folders of the repository at a commit. */
  readonly folders: Folders;
  /** The whole code base at a commit; `undefined` where only the changed files can be read. */
  readonly codeBase?: (commit: string) => Promise<CodeBase | undefined>;
  /** Reads source files with parsers; `undefined` where patterns have to do. */
  readonly outliner?: Outliner;
  readonly publisher: Publisher;
  /** Asked before a model is; `undefined` where nothing is written, and for a token without scopes. */
  readonly access?: Pick<AccessProbes, 'writeStatus' | 'writeThread'> | undefined;
  /** For the final status of a run that could not be made: works for some seconds after a cancellation, too. */
  readonly lastWords: Publisher;
  /** Reads over the connection of the last words; `undefined` where no other run can be under way. */
  readonly lastLook?: Pick<PullRequests, 'statuses'>;
  /** Makes the client of a model; throws ConfigError for an address that cannot be used. */
  readonly model: (choice: Exclude<ModelChoice, { provider: 'none' }>) => LanguageModel;
  readonly log: Log;
  readonly clock: Clock;
  /** Aborted when the run is cancelled. */
  readonly cancelled: AbortSignal;
}
