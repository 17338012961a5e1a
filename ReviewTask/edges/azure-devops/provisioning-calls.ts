// Requests about pipelines, branch policies and permissions. Their addresses need no discovery of routes.
import { gitNamespace } from './permission-bits.ts';

/** Every call rejects with RequestFailure or the signal's reason. Lists come without their wrapper. */
export interface ProvisioningCalls {
  /** All repositories of a project that the token sees, disabled ones among them. */
  repositories(project: string): Promise<unknown>;
  /** Heads of a repository. */
  heads(project: string, repository: string): Promise<unknown>;
  /** Pipelines of a repository with all their properties; the service lists up to 10,000 at once. */
  definitions(project: string, repository: string): Promise<unknown>;
  createDefinition(project: string, definition: object): Promise<unknown>;
  /** Policies that apply to a branch, whatever their own scope. */
  branchPolicies(project: string, repository: string, ref: string): Promise<unknown>;
  createPolicy(project: string, policy: object): Promise<unknown>;
  updatePolicy(project: string, id: number, policy: object): Promise<unknown>;
  /** Whether the token's identity holds all of these permission bits on the repository. Needs no scope. */
  permission(project: string, repository: string, bits: number): Promise<unknown>;
}

/** Known to Azure DevOps Services and to the servers 2020 and 2022. */
const version = '6.0';

/** What the calls are made with: the parsed answer of an address below the collection, at a version of the API. */
interface Wire {
  get(address: string, version: string): Promise<unknown>;
  post(address: string, body: object, version: string): Promise<unknown>;
  put(address: string, body: object, version: string): Promise<unknown>;
}

export function createProvisioningCalls({ get, post, put }: Wire): ProvisioningCalls {
  const encode = encodeURIComponent;
  const list = async (address: string) => listed(await get(address, version));
  return {
    repositories: (project) => list(`${encode(project)}/_apis/git/repositories`),
    heads: (project, repository) =>
      list(`${encode(project)}/_apis/git/repositories/${encode(repository)}/refs?filter=heads/`),
    definitions: (project, repository) =>
      list(
        `${encode(project)}/_apis/build/definitions?repositoryId=${encode(repository)}&repositoryType=TfsGit&includeAllProperties=true`,
      ),
    createDefinition: (project, definition) => post(`${encode(project)}/_apis/build/definitions`, definition, version),
    branchPolicies: (project, repository, ref) =>
      list(
        `${encode(project)}/_apis/git/policy/configurations?repositoryId=${encode(repository)}&refName=${encode(ref)}`,
      ),
    createPolicy: (project, policy) => post(`${encode(project)}/_apis/policy/configurations`, policy, version),
    updatePolicy: (project, id, policy) => put(`${encode(project)}/_apis/policy/configurations/${id}`, policy, version),
    permission: (project, repository, bits) =>
      list(
        `_apis/permissions/${gitNamespace}/${bits}?tokens=${encode(`repoV2/${project}/${repository}`)}&alwaysAllowAdministrators=false`,
      ),
  };
}

/** Takes the wrapper `{"count", "value"}` off a list; anything else is left for the reader to refuse. */
function listed(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('value' in answer)) return answer;
  return answer.value;
}
