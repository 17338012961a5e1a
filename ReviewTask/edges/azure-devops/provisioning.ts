// Finds and makes pipelines and branch policies on Azure DevOps. Nothing is made twice, and nothing is made weaker.
import * as z from 'zod';
import type { BranchPolicy, NewBranchPolicy, NewPipeline, Pipeline, RepositoryPlace } from '../../model/provision.ts';
import { asPolicy, newPolicyBody, policyAnswer, readPolicies, strongerPolicyBody } from './branch-policies.ts';
import type { GitRest } from './git-rest.ts';
import { makeOnce } from './make-once.ts';
import { type Operation, operations } from './operations.ts';
import { editPolicies } from './permission-bits.ts';
import { readHeads, readPipeline, readPipelines, readRepositories } from './read-pipelines.ts';
import type { Session } from './session.ts';
import { readAnswer, unusable } from './unusable.ts';

/** For `setup` alone. Every method throws AccessError or ServiceError, or the signal's reason. */
export interface Provisioning {
  /** Repositories of a project that the token may read, by name. */
  repositories(project: string): Promise<readonly RepositoryPlace[]>;
  /** Tips by full ref name, branches alone. */
  branches(place: RepositoryPlace): Promise<ReadonlyMap<string, string>>;
  /** YAML pipelines of the repository. */
  pipelines(place: RepositoryPlace): Promise<readonly Pipeline[]>;
  createPipeline(place: RepositoryPlace, pipeline: NewPipeline): Promise<Pipeline>;
  /** Build and status policies that apply to the branch, also those of a wider scope. `ref` is a full ref name. */
  policies(place: RepositoryPlace, ref: string): Promise<readonly BranchPolicy[]>;
  createPolicy(place: RepositoryPlace, ref: string, policy: NewBranchPolicy): Promise<BranchPolicy>;
  /** Switches a policy on, and makes it required where asked; it can make none weaker. */
  strengthenPolicy(place: RepositoryPlace, policy: BranchPolicy, isBlocking: boolean): Promise<void>;
  /** Whether the identity of the token holds "Edit policies" on the repository. */
  mayEditPolicies(place: RepositoryPlace): Promise<boolean>;
}

export function createProvisioning(session: Session): Provisioning {
  const perform = <T>(operation: Operation, place: RepositoryPlace, call: (rest: GitRest) => Promise<T>) =>
    session.perform(operation, { project: place.projectName, repository: place.repositoryName }, call);
  return {
    repositories: (project) =>
      session.perform(operations.listRepositories, { project }, async (rest) =>
        readRepositories(await rest.repositories(project), session.collectionUrl),
      ),
    branches: (place) =>
      perform(operations.listRepositories, place, async (rest) =>
        readHeads(await rest.heads(place.project, place.repository)),
      ),
    pipelines: (place) => perform(operations.readPipelines, place, (rest) => pipelines(rest, place)),
    createPipeline: (place, pipeline) =>
      perform(operations.createPipeline, place, (rest) => createPipeline(session, rest, place, pipeline)),
    policies: (place, ref) => perform(operations.readPolicies, place, (rest) => policies(rest, place, ref)),
    createPolicy: (place, ref, policy) =>
      perform(operations.writePolicy, place, (rest) => createPolicy(session, rest, { place, ref, policy })),
    async strengthenPolicy(place, policy, isBlocking) {
      const body = strongerPolicyBody(policy, isBlocking);
      await perform(operations.writePolicy, place, (rest) => rest.updatePolicy(place.project, policy.id, body));
    },
    mayEditPolicies: (place) =>
      perform(operations.readPolicies, place, async (rest) => {
        const answer = await rest.permission(place.project, place.repository, editPolicies);
        return readAnswer(z.array(z.boolean()), answer, operations.readPolicies)[0] ?? false;
      }),
  };
}

async function pipelines(rest: GitRest, { project, repository }: RepositoryPlace): Promise<readonly Pipeline[]> {
  return readPipelines(await rest.definitions(project, repository));
}

async function policies(rest: GitRest, place: RepositoryPlace, ref: string): Promise<readonly BranchPolicy[]> {
  return readPolicies(await rest.branchPolicies(place.project, place.repository, ref));
}

async function createPipeline(session: Session, rest: GitRest, place: RepositoryPlace, wanted: NewPipeline) {
  const { name, yamlPath, pool } = wanted;
  const made = await makeOnce(session, rest, {
    async make() {
      const answer = await rest.createDefinition(place.project, {
        name,
        type: 'build',
        quality: 'definition',
        process: { type: 2, yamlFilename: yamlPath },
        repository: {
          id: place.repository,
          name: place.repositoryName,
          type: 'TfsGit',
          ...(place.defaultBranch === undefined ? {} : { defaultBranch: place.defaultBranch }),
        },
        queue: { name: pool },
      });
      return readPipeline(answer);
    },
    async find() {
      return (await pipelines(rest, place)).find((known) => known.yamlPath === yamlPath);
    },
  });
  if (made === undefined) throw unusable(operations.createPipeline, 'it is not the pipeline that was asked for');
  return made;
}

interface PolicyToMake {
  readonly place: RepositoryPlace;
  readonly ref: string;
  readonly policy: NewBranchPolicy;
}

async function createPolicy(session: Session, rest: GitRest, { place, ref, policy }: PolicyToMake) {
  const made = await makeOnce(session, rest, {
    async make() {
      const answer = await rest.createPolicy(place.project, newPolicyBody(place, ref, policy));
      return asPolicy(readAnswer(policyAnswer, answer, operations.writePolicy))[0];
    },
    async find() {
      return (await policies(rest, place, ref)).find((known) => isTheSame(known, policy));
    },
  });
  if (made === undefined) throw unusable(operations.writePolicy, 'it is not the policy that was asked for');
  return made;
}

function isTheSame(known: BranchPolicy, policy: NewBranchPolicy): boolean {
  if (known.kind === 'build') return policy.kind === 'build' && policy.pipeline === known.pipeline;
  return policy.kind === 'status' && policy.genre === known.genre && policy.name === known.name;
}
