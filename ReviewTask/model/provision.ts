// What starts a review and holds a branch to it: a repository with its branch, pipelines of it, policies on it.

/** A repository of a project, with the names that a person knows it by. */
export interface RepositoryPlace {
  /** With a trailing slash. */
  readonly collectionUrl: string;
  /** GUID, or the name where the service gave none. */
  readonly project: string;
  readonly projectName: string;
  /** GUID. */
  readonly repository: string;
  readonly repositoryName: string;
  /** Full ref name; `undefined` for an empty repository. */
  readonly defaultBranch: string | undefined;
  /** Addresses that a clone may name as its remote. */
  readonly remotes: readonly string[];
}

/** A YAML pipeline that is there. */
export interface Pipeline {
  readonly id: number;
  readonly name: string;
  /** Repository path of its YAML, without a leading slash. */
  readonly yamlPath: string;
  /** False for a paused or disabled one, which builds nothing. */
  readonly isEnabled: boolean;
}

/** A YAML pipeline to make. */
export interface NewPipeline {
  readonly name: string;
  readonly yamlPath: string;
  /** Agent pool as the project names its queue; without one the service finds no agent for the first job. */
  readonly pool: string;
}

interface Policy {
  readonly id: number;
  readonly isEnabled: boolean;
  /** True: a pull request cannot be completed before it is met. */
  readonly isBlocking: boolean;
  /** True where it holds for other branches or repositories, too: changing it would reach beyond the one branch. */
  readonly isShared: boolean;
  /** True where it looks at some files alone. */
  readonly isFiltered: boolean;
  /** All settings as the service gave them: they have to be sent back with a change. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Build validation. */
export interface BuildPolicy extends Policy {
  readonly kind: 'build';
  readonly pipeline: number;
  /** True: builds start when somebody asks for one. */
  readonly isManual: boolean;
}

/** A status that has to be posted. */
export interface StatusPolicy extends Policy {
  readonly kind: 'status';
  readonly genre: string;
  readonly name: string;
  /** GUID of the one identity whose status counts; `undefined` for anybody's. */
  readonly author: string | undefined;
}

export type BranchPolicy = BuildPolicy | StatusPolicy;

/** A policy to make, for one branch of one repository. */
export type NewBranchPolicy = { readonly isBlocking: boolean } & (
  | { readonly kind: 'build'; readonly pipeline: number; readonly displayName: string }
  | { readonly kind: 'status'; readonly genre: string; readonly name: string }
);
