// Facts and wishes for tests of the plan: a repository where nothing is set up, and what differs.
import type {
  BranchPolicy,
  BuildPolicy,
  Pipeline,
  RepositoryPlace,
  StatusPolicy,
} from '../../ReviewTask/model/provision.ts';
import type { SetupFacts, SetupWishes } from '../../ReviewTask/setup/facts.ts';
import { usualStatus } from '../../ReviewTask/setup/pipeline-file.ts';

export const place: RepositoryPlace = {
  collectionUrl: 'https://dev.azure.com/acme/',
  project: '11111111-1111-4111-8111-111111111111',
  projectName: 'My Shop',
  repository: '22222222-2222-4222-8222-222222222222',
  repositoryName: 'web',
  defaultBranch: 'refs/heads/main',
  remotes: [],
};

export const pipeline: Pipeline = {
  id: 7,
  name: 'web review',
  yamlPath: 'azure-pipelines-review.yml',
  isEnabled: true,
};

export const buildPolicy: BuildPolicy = {
  kind: 'build',
  ...{ id: 1, pipeline: 7, isEnabled: true, isBlocking: false, isShared: false, isFiltered: false, isManual: false },
  settings: {},
};

export const statusPolicy: StatusPolicy = {
  kind: 'status',
  ...{ id: 2, ...usualStatus, isEnabled: true, isBlocking: false, isShared: false, isFiltered: false },
  author: undefined,
  settings: {},
};

export const reviews = { kind: 'reviews', status: usualStatus } as const;

export function known(value: readonly Pipeline[]): SetupFacts['pipelines'] {
  return { kind: 'known', value };
}

export function policies(...value: readonly BranchPolicy[]): SetupFacts['policies'] {
  return { kind: 'known', value };
}

/** Nothing is set up, and the token may do everything. */
export function facts(given: Partial<SetupFacts> = {}): SetupFacts {
  return {
    place,
    onBranch: { kind: 'absent' },
    local: { folder: '/work/web', isClone: true, file: { kind: 'absent' } },
    pipelines: known([]),
    policies: policies(),
    mayEditPolicies: true,
    refused: new Map(),
    ...given,
  };
}

export function wishes(given: Partial<SetupWishes> = {}): SetupWishes {
  return {
    branch: 'refs/heads/main',
    yamlPath: 'azure-pipelines-review.yml',
    model: { provider: 'none', name: '', url: '', keyVariable: '' },
    pool: '',
    policies: 'advise',
    isEarly: false,
    ...given,
  };
}
