// What doctor looks at: the pull request that is named or that started the build, else the repository of the build.
import type { Target, Variables } from './connection.ts';

type DoctorTarget = Extract<Target, { kind: 'doctor' }>;

/** `pullRequestId` is what the inputs or the build name; without one the branch of the build stands in for its target. */
export function doctorTarget(variables: Variables, pullRequestId: number | undefined): DoctorTarget {
  const repository = variables('Build.Repository.ID') || variables('Build.Repository.Name') || undefined;
  if (pullRequestId !== undefined)
    return { kind: 'doctor', pullRequestId, repository: undefined, targetRef: undefined };
  const branch = variables('Build.SourceBranch');
  return {
    kind: 'doctor',
    pullRequestId,
    repository,
    targetRef: branch.startsWith('refs/heads/') ? branch : undefined,
  };
}
