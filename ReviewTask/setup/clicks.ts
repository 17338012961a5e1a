// What a person does by hand where the token may not: the pages and the clicks, with the values to put in.
import type { SetupFacts, SetupWishes } from './facts.ts';
import type { StatusName } from './pipeline-file.ts';

/** Short name of a branch. */
export function shortBranch(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}

function projectPage({ place }: SetupFacts): string {
  return `${place.collectionUrl}${encodeURIComponent(place.projectName)}`;
}

/** The page of a branch's policies. */
function policyPage(facts: SetupFacts, { branch }: SetupWishes): string {
  const query = `repo=${facts.place.repository}&_a=policiesMid&refs=${encodeURIComponent(branch)}`;
  return `${projectPage(facts)}/_settings/repositories?${query}`;
}

/** Makes a pipeline of the YAML. */
export function pipelineClicks(facts: SetupFacts, { yamlPath, branch }: SetupWishes, name: string): readonly string[] {
  return [
    `Open ${projectPage(facts)}/_build and choose New pipeline, Azure Repos Git, ${facts.place.repositoryName}.`,
    `Choose Existing Azure Pipelines YAML file, the branch ${shortBranch(branch)} and the path /${yamlPath}; then Save (in the menu beside Run).`,
    `Rename it to "${name}" if you like, and run setup again.`,
  ];
}

/** Lets a paused or disabled pipeline build again. */
export function enableClicks(facts: SetupFacts, pipeline: number): readonly string[] {
  return [
    `Open ${projectPage(facts)}/_build?definitionId=${pipeline}, choose Settings in its menu, and set "Processing of new run requests" to Enabled.`,
  ];
}

/** Adds or mends build validation. */
export function buildPolicyClicks(facts: SetupFacts, wishes: SetupWishes, pipeline: string): readonly string[] {
  return [
    `Open ${policyPage(facts, wishes)} (Project settings, Repositories, ${facts.place.repositoryName}, Policies, ${shortBranch(wishes.branch)}).`,
    `Under Build Validation choose + (or the policy that is there): Build pipeline "${pipeline}", Trigger Automatic, Policy requirement ${requirement(wishes)}, Build expiration Never; then Save.`,
  ];
}

/** Adds or mends the status check. */
export function statusPolicyClicks(facts: SetupFacts, wishes: SetupWishes, status: StatusName): readonly string[] {
  return [
    `Open ${policyPage(facts, wishes)} (Project settings, Repositories, ${facts.place.repositoryName}, Policies, ${shortBranch(wishes.branch)}).`,
    `Under Status Checks choose + (or the policy that is there): Status to check ${status.genre}/${status.name}, Policy requirement ${requirement(wishes)}, Reset conditions on; then Save.`,
  ];
}

function requirement({ policies }: SetupWishes): string {
  return policies === 'require' ? 'Required' : 'Optional';
}
