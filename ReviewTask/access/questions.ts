// Asks Azure DevOps everything that the probes need, side by side; one question waits for another only for its address.
import type {
  AccessRequest,
  BranchPolicy,
  DeclaredConfiguration,
  FoundRepository,
  JobScope,
  PermissionReading,
  WriteProof,
} from '../model/access.ts';
import type { Identity, PullRequest, ReviewThread } from '../model/pull-request.ts';
import type { AccessProbes, PullRequests } from '../ports.ts';
import { type Asked, asked } from './answer.ts';

type Permissions = Readonly<Record<'read' | 'contribute', PermissionReading>>;

/** What the service said. `undefined`: it was not asked, because nothing of the kind was named or could be found. */
export interface Facts {
  readonly identity: Asked<Identity>;
  readonly repository: Asked<FoundRepository> | undefined;
  readonly pullRequest: Asked<PullRequest> | undefined;
  readonly threads: Asked<readonly ReviewThread[]> | undefined;
  readonly likes: Asked<unknown> | undefined;
  readonly threadWrite: Asked<WriteProof>;
  readonly statusWrite: Asked<WriteProof>;
  readonly permissions: Asked<Permissions> | undefined;
  readonly policies: Asked<readonly BranchPolicy[]> | undefined;
  readonly jobScope: Asked<JobScope> | undefined;
  readonly configuration: Asked<DeclaredConfiguration> | undefined;
}

/** No repository has it: requests that only ask for the scope go there while the real one is not known. */
const nowhere = '00000000-0000-0000-0000-000000000000';

/** What the questions go through. */
export interface QuestionPorts {
  readonly pullRequests: PullRequests;
  readonly access: AccessProbes;
  /** Reads the inputs and the configuration file of a pull request; without it nothing is said of them. */
  readonly configuration?: ((pullRequest: PullRequest | undefined) => Promise<DeclaredConfiguration>) | undefined;
}

/** Never rejects. */
export async function askAzureDevOps(ports: QuestionPorts, request: AccessRequest): Promise<Facts> {
  const { access, configuration, pullRequests } = ports;
  const { project, pullRequestId } = request;
  const identity = asked(() => pullRequests.me());
  const pullRequest = pullRequestId === undefined ? undefined : asked(() => pullRequests.find(project, pullRequestId));
  const repository = findRepository(access, request, pullRequest);
  const place = findPlace(request, pullRequest);
  const threads = after(pullRequest, (found) => pullRequests.threads(found));
  return allOf({
    ...{ identity, pullRequest, repository, threads },
    likes: likesOf(pullRequests, pullRequest, threads),
    threadWrite: place.then((known) => asked(() => access.writeThread(known))),
    statusWrite: place.then((known) => asked(() => access.writeStatus(known))),
    permissions: after(repository, (found) => access.permissions(found)),
    policies: branchPolicies(access, request, repository, pullRequest),
    jobScope: request.tokenKind === 'bearer' ? asked(() => access.jobScope(project)) : undefined,
    configuration: configuration === undefined ? undefined : declared(configuration, pullRequest),
  });
}

/** Without a pull request the inputs alone are looked at. */
async function declared(
  configuration: NonNullable<QuestionPorts['configuration']>,
  pullRequest: Promised<PullRequest>,
) {
  const known = await pullRequest;
  return asked(() => configuration(known?.kind === 'told' ? known.value : undefined));
}

type Promised<T> = Promise<Asked<T> | undefined> | undefined;

/** Asks on once the first question is answered; nothing where it is not. */
async function after<A, B>(first: Promised<A>, next: (value: A) => Promise<B>): Promise<Asked<B> | undefined> {
  const known = await first;
  return known?.kind === 'told' ? asked(() => next(known.value)) : undefined;
}

function findRepository(access: AccessProbes, request: AccessRequest, pullRequest: Promised<PullRequest>) {
  const { project, repository } = request;
  if (repository !== undefined) return asked(() => access.repository(project, repository));
  return after(pullRequest, (found) => access.repository(found.project, found.repository));
}

async function findPlace(request: AccessRequest, pullRequest: Promised<PullRequest>) {
  const found = await pullRequest;
  if (found?.kind === 'told') {
    const { id, project, repository } = found.value;
    return { project, repository, pullRequestId: id };
  }
  return {
    project: request.project,
    repository: request.repository ?? nowhere,
    pullRequestId: request.pullRequestId ?? 0,
  };
}

async function likesOf(
  pullRequests: PullRequests,
  pullRequest: Promised<PullRequest>,
  threads: Promised<readonly ReviewThread[]>,
) {
  const [place, list] = await Promise.all([pullRequest, threads]);
  if (place?.kind !== 'told' || list?.kind !== 'told') return undefined;
  const thread = list.value.find(({ comments, isDeleted }) => !isDeleted && comments.length > 0);
  const comment = thread?.comments[0];
  if (thread === undefined || comment === undefined) return undefined;
  return asked(() => pullRequests.likes(place.value, thread.id, comment.id));
}

async function branchPolicies(
  access: AccessProbes,
  request: AccessRequest,
  repository: Promised<FoundRepository>,
  pullRequest: Promised<PullRequest>,
) {
  const [place, change] = await Promise.all([repository, pullRequest]);
  const ref = request.targetRef ?? (change?.kind === 'told' ? change.value.targetRef : undefined);
  if (place?.kind !== 'told' || ref === undefined) return undefined;
  return asked(() => access.policies(place.value, ref));
}

type Promises = { readonly [Name in keyof Facts]: Promise<Facts[Name]> | Facts[Name] };

async function allOf(promises: Promises): Promise<Facts> {
  const [first, second] = await Promise.all([
    Promise.all([promises.identity, promises.repository, promises.pullRequest, promises.threads, promises.likes]),
    Promise.all([promises.threadWrite, promises.statusWrite, promises.permissions, promises.policies]),
  ]);
  const [identity, repository, pullRequest, threads, likes] = first;
  const [threadWrite, statusWrite, permissions, policies] = second;
  return {
    ...{ identity, repository, pullRequest, threads, likes, threadWrite, statusWrite, permissions, policies },
    jobScope: await promises.jobScope,
    configuration: await promises.configuration,
  };
}
