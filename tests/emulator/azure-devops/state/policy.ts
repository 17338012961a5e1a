// Branch policies: their types, as the service numbers them, and the configurations of a project.
import type { EmulatedIdentity } from './identity.ts';
import type { ProjectState } from './world.ts';

export interface PolicyType {
  readonly id: string;
  readonly displayName: string;
}

export const policyTypes = {
  build: { id: '0609b952-1397-4640-95ec-e00a01b2c241', displayName: 'Build' },
  status: { id: 'cbdc66da-9728-4af8-aada-9a5a32e4a226', displayName: 'Status' },
  minimumReviewers: { id: 'fa4e907d-c16b-4a4c-9dfa-4906e5d171dd', displayName: 'Minimum number of reviewers' },
  requiredReviewers: { id: 'fd2167ab-b0be-447a-8ec8-39368250530e', displayName: 'Required reviewers' },
  comments: { id: 'c6a1889d-b943-4856-b76f-9e46bb6b0df2', displayName: 'Comment requirements' },
  workItems: { id: '40e92b44-2fe1-4dd6-b3d8-74a9c21d0c6e', displayName: 'Work item linking' },
  mergeStrategy: { id: 'fa4e907d-c16b-4a4c-9dfa-4916e5d171ab', displayName: 'Require a merge strategy' },
} as const satisfies Readonly<Record<string, PolicyType>>;

export interface PolicyState {
  readonly id: number;
  readonly project: ProjectState;
  readonly type: PolicyType;
  readonly createdBy: EmulatedIdentity;
  /** Without a zone, as recorded from the service. */
  readonly createdDate: string;
  revision: number;
  isEnabled: boolean;
  isBlocking: boolean;
  isDeleted: boolean;
  settings: Readonly<Record<string, unknown>>;
  /** Earlier revisions, oldest first. */
  readonly history: PolicyRevision[];
}

interface PolicyRevision {
  readonly revision: number;
  readonly isEnabled: boolean;
  readonly isBlocking: boolean;
  readonly isDeleted: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
}
