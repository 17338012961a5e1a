// What setup wants and what it found: all that the plan is made of.
import type { Explanation } from '../errors.ts';
import type { BranchPolicy, Pipeline, RepositoryPlace } from '../model/provision.ts';
import type { PipelineFile } from './pipeline-file.ts';

/** How far the policies go: `advise` shows build and status without holding anything up, `require` holds up completion. */
export type PolicyLevel = 'none' | 'advise' | 'require';

/** The model as the pipeline's YAML names it. Never holds a key. */
export interface ModelWish {
  readonly provider: 'none' | 'openai' | 'azureOpenAI' | 'compatible';
  /** Empty without a model. */
  readonly name: string;
  /** Empty where the provider needs none. */
  readonly url: string;
  /** Name of the secret variable with the key; empty where there is no key. */
  readonly keyVariable: string;
}

/** What a person, or the flags, asked for. */
export interface SetupWishes {
  /** Full ref name of the branch that pull requests are merged into. */
  readonly branch: string;
  /** Repository path of the pipeline's YAML, without a leading slash. */
  readonly yamlPath: string;
  readonly model: ModelWish;
  /** Name of an agent pool of one's own; empty for the agents that Microsoft hosts. */
  readonly pool: string;
  readonly policies: PolicyLevel;
  /** Make policies although the YAML is not on the branch yet. */
  readonly isEarly: boolean;
}

/** Something that was asked of the service; `unknown` where it would not tell. */
export type Known<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unknown'; readonly why: Explanation };

/** The folder that the YAML goes to. */
export interface LocalFile {
  /** Disk path, for people. */
  readonly folder: string;
  /** True: the folder is the top of a clone of the repository. */
  readonly isClone: boolean;
  /** The file as it is in the folder. */
  readonly file: PipelineFile;
}

/** The parts of a setup, in the order in which they are made. */
export const stepNames = ['file', 'pipeline', 'build-policy', 'status-policy'] as const;

export type StepName = (typeof stepNames)[number];

/** What is there. */
export interface SetupFacts {
  readonly place: RepositoryPlace;
  /** The YAML as it is at the tip of the branch. */
  readonly onBranch: PipelineFile;
  /** `undefined`: there is no folder to write to. */
  readonly local: LocalFile | undefined;
  readonly pipelines: Known<readonly Pipeline[]>;
  readonly policies: Known<readonly BranchPolicy[]>;
  /** Whether the token's identity holds "Edit policies"; `undefined` where nobody could tell. */
  readonly mayEditPolicies: boolean | undefined;
  /** What was tried, and what the service said. */
  readonly refused: ReadonlyMap<StepName, Explanation>;
}
