// Builds, kept in memory: enough for attachments, tags, properties, artifacts and a build policy.
import type { EmulatedIdentity } from './identity.ts';
import type { PropertyBag } from './properties.ts';
import type { ProjectState, RepositoryState } from './world.ts';

export interface BuildAttachment {
  readonly type: string;
  readonly name: string;
  readonly timelineId: string;
  readonly recordId: string;
  readonly content: Uint8Array;
}

export interface BuildArtifact {
  readonly id: number;
  readonly name: string;
  readonly source: string;
  readonly resource: Readonly<Record<string, unknown>>;
}

export interface BuildState {
  readonly id: number;
  readonly project: ProjectState;
  readonly repository: RepositoryState | undefined;
  readonly buildNumber: string;
  readonly definition: { readonly id: number; readonly name: string };
  readonly requestedFor: EmulatedIdentity;
  readonly reason: string;
  readonly sourceBranch: string;
  readonly sourceVersion: string;
  readonly queueTime: string;
  readonly triggerInfo: Readonly<Record<string, string>>;
  readonly timelineId: string;
  readonly recordId: string;
  status: 'notStarted' | 'inProgress' | 'completed';
  result: 'none' | 'succeeded' | 'partiallySucceeded' | 'failed' | 'canceled';
  readonly tags: string[];
  properties: PropertyBag;
  readonly attachments: BuildAttachment[];
  readonly artifacts: BuildArtifact[];
}
