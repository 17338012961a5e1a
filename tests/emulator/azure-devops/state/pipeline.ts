// Pipelines as the build area keeps them: definitions that name a YAML file.
import type { EmulatedIdentity } from './identity.ts';
import type { ProjectState, RepositoryState } from './world.ts';

export interface PipelineState {
  readonly id: number;
  readonly project: ProjectState;
  readonly repository: RepositoryState;
  readonly name: string;
  readonly yamlFilename: string;
  readonly queue: string | undefined;
  readonly authoredBy: EmulatedIdentity;
  readonly createdDate: string;
  queueStatus: 'enabled' | 'paused' | 'disabled';
}
