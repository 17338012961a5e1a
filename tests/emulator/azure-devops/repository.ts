// A repository as tests handle it: commits, merges, branches, pull requests.

import { join } from 'node:path';
import { openPullRequest } from './engine/open-pull-request.ts';
import { refreshHeads } from './engine/refresh.ts';
import { forkBareRepository } from './git/bare-repository.ts';
import { type FileChange, importCommit, type Signature } from './git/import.ts';
import { deleteRef, mergeTrees, updateRef, writeCommit } from './git/merge.ts';
import { type EmulatedPullRequest, handlePullRequest } from './pull-request.ts';
import { type EmulatedIdentity, stableGuid } from './state/identity.ts';
import type { ProjectState, RepositoryState, World } from './state/world.ts';

interface CommitOptions {
  /** Short name (`main`) or full ref. */
  readonly branch: string;
  readonly message: string;
  /** Repository path to content; null deletes, `{ content, mode }` sets a mode. */
  readonly files: Readonly<Record<string, FileChange>>;
  /** Replace the whole tree. */
  readonly full?: boolean;
  /** Commit ids; the branch's tip unless told, the default branch's tip for a new branch. */
  readonly parents?: readonly string[];
  /** Move the branch even where this drops commits; needed with `parents` that do not hold the old tip. */
  readonly force?: boolean;
  readonly author?: { readonly name: string; readonly email: string };
}

interface PullRequestOptions {
  readonly title: string;
  readonly description?: string;
  /** Short branch names or full refs. */
  readonly source: string;
  readonly target: string;
  readonly author: EmulatedIdentity;
  readonly isDraft?: boolean;
  /** Opens it from a fork that holds a copy of all branches; push further commits to `sourceRepository`. */
  readonly fork?: boolean;
  readonly reviewers?: readonly EmulatedIdentity[];
  readonly labels?: readonly string[];
  readonly workItems?: readonly string[];
}

/** A repository of the organization. Every method resolves once all pull requests are up to date. */
export interface Repository {
  readonly id: string;
  readonly name: string;
  readonly project: ProjectState;
  /** Absolute path of the bare repository; cloning and pushing there is allowed. */
  readonly folder: string;
  commit(options: CommitOptions): Promise<string>;
  /** Merges branch `from` into branch `into`, which moves; rejects on a conflict. */
  merge(options: { readonly from: string; readonly into: string; readonly message?: string }): Promise<string>;
  createPullRequest(options: PullRequestOptions): Promise<EmulatedPullRequest>;
  /** Tip of a branch; rejects when there is none. */
  head(branch: string): Promise<string>;
  deleteBranch(branch: string): Promise<void>;
  /** A disabled repository is listed as such and otherwise not found. */
  disable(disabled?: boolean): void;
}

/** What the handles need from the running emulator. */
export interface Handles {
  readonly world: World;
  /** Runs work alone and brings pull requests up to date afterwards. */
  change<Result>(work: () => Promise<Result>): Promise<Result>;
}

export const fullRef = (branch: string): string => (branch.startsWith('refs/') ? branch : `refs/heads/${branch}`);

const defaultAuthor = { name: 'Riley Developer', email: 'riley.developer@example.com' };
const firstCommit = Date.parse('2026-01-05T09:00:00Z');

/** Dates rise by a minute per commit, so that ids do not depend on when a test runs. */
function signature(state: RepositoryState, author = defaultAuthor): Signature {
  state.commits += 1;
  return { ...author, date: firstCommit + state.commits * 60_000 };
}

async function writeFiles(state: RepositoryState, options: CommitOptions): Promise<string> {
  await refreshHeads(state);
  const ref = fullRef(options.branch);
  const tip = state.heads.get(ref) ?? state.heads.get(state.defaultBranch);
  return importCommit(state.folder, {
    ref,
    message: options.message,
    files: options.files,
    full: options.full ?? false,
    parents: options.parents ?? (tip === undefined ? [] : [tip]),
    force: options.force ?? false,
    author: signature(state, options.author),
  });
}

async function tipOf(state: RepositoryState, branch: string): Promise<string> {
  await refreshHeads(state);
  const tip = state.heads.get(fullRef(branch));
  if (tip === undefined) throw new Error(`${state.name} has no branch ${branch}.`);
  return tip;
}

async function mergeBranches(state: RepositoryState, from: string, into: string, message?: string): Promise<string> {
  const [ours, theirs] = [await tipOf(state, into), await tipOf(state, from)];
  const merged = await mergeTrees(state.folder, ours, theirs);
  if (merged.kind === 'conflicts')
    throw new Error(`Merging ${from} into ${into} conflicts in ${merged.paths.join(', ')}.`);
  const commit = await writeCommit(state.folder, {
    tree: merged.tree,
    parents: [ours, theirs],
    message: message ?? `Merge branch '${from}' into ${into}`,
    author: signature(state),
  });
  await updateRef(state.folder, fullRef(into), commit);
  return commit;
}

/** Adds a repository to the world from a bare folder that exists. */
export async function registerRepository(
  world: World,
  state: Pick<RepositoryState, 'name' | 'project' | 'folder' | 'parent'>,
): Promise<RepositoryState> {
  const made: RepositoryState = {
    ...state,
    id: stableGuid(world.organization, state.project.name, 'repository', state.name),
    defaultBranch: 'refs/heads/main',
    isDisabled: false,
    heads: new Map(),
    headsFingerprint: '',
    commits: 0,
    commitStatuses: new Map(),
  };
  await refreshHeads(made);
  world.repositories.push(made);
  return made;
}

async function forkOf(world: World, state: RepositoryState): Promise<RepositoryState> {
  const name = `${state.name}.fork`;
  const known = world.repositories.find(({ parent, name: other }) => parent === state && other === name);
  if (known) return known;
  const folder = join(state.folder, '..', `${state.id}.fork.git`);
  await forkBareRepository(join(state.folder, '..'), state.folder, folder);
  const fork = await registerRepository(world, { name, project: state.project, folder, parent: state });
  fork.commits = state.commits;
  return fork;
}

async function open(handles: Handles, state: RepositoryState, options: PullRequestOptions) {
  const { world } = handles;
  await tipOf(state, options.target);
  const source = options.fork ? await forkOf(world, state) : state;
  await tipOf(source, options.source);
  return openPullRequest(world, {
    repository: state,
    sourceRepository: source,
    title: options.title,
    description: options.description,
    sourceRef: fullRef(options.source),
    targetRef: fullRef(options.target),
    author: options.author,
    isDraft: options.isDraft ?? false,
    reviewers: options.reviewers ?? [],
    labels: options.labels ?? [],
    workItems: options.workItems ?? [],
  });
}

export function handleRepository(handles: Handles, state: RepositoryState): Repository {
  const { id, name, project, folder } = state;
  return {
    id,
    name,
    project,
    folder,
    commit: (options) => handles.change(() => writeFiles(state, options)),
    merge: ({ from, into, message }) => handles.change(() => mergeBranches(state, from, into, message)),
    async createPullRequest(options) {
      const record = await handles.change(() => open(handles, state, options));
      return handlePullRequest(handles, record, handleRepository(handles, record.sourceRepository));
    },
    head: (branch) => tipOf(state, branch),
    deleteBranch: (branch) => handles.change(() => deleteRef(folder, fullRef(branch))),
    disable(disabled = true) {
      state.isDisabled = disabled;
    },
  };
}
