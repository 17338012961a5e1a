// Branch policies: configurations, revisions, types, evaluations.
import { evaluationsOf, policiesOnBranch } from '../engine/policy-evaluation.ts';
import { collection, json, nothing } from '../http/answer.ts';
import { type Call, callerIdentity, canRead, projectOf, requiredProject } from '../http/call.ts';
import { flagMember, isRecord, listOf, member, recordOf, textMember } from '../http/json.ts';
import {
  invalidArgument,
  missingBody,
  partNotFound,
  permissionNeeded,
  policyNotFound,
  policySettingsTooLarge,
  pullRequestNotFound,
  repositoryNotFound,
} from '../http/refusals.ts';
import type { Method, Route } from '../http/router.ts';
import { permissionsOn } from '../state/identity.ts';
import { type PolicyState, policyTypes } from '../state/policy.ts';
import type { PullRequestRecord } from '../state/pull-request.ts';
import { timestamp } from '../state/world.ts';
import { evaluationView, policyTypeView, policyView } from '../wire/policy.ts';
import { continued, pageOf, wholeParameter } from './paging.ts';
import { codeRead, codeWrite } from './scopes.ts';

const allTypes = Object.values(policyTypes);

function policyOf(call: Call): PolicyState {
  const project = requiredProject(call);
  const id = call.values['configurationId'] ?? '';
  const found = call.world.policies.find((policy) => policy.project === project && policy.id === Number(id));
  if (!found || found.isDeleted) throw policyNotFound(id);
  return found;
}

const kinds: Readonly<Record<string, string>> = { exact: 'Exact', prefix: 'Prefix', defaultbranch: 'DefaultBranch' };

function normalScope(scope: unknown): unknown {
  if (!isRecord(scope)) return scope;
  const kind = textMember(scope, 'matchKind');
  return kind === undefined ? scope : { ...scope, matchKind: kinds[kind.toLowerCase()] ?? kind };
}

function readSettings(body: unknown): PolicyState['settings'] {
  const settings = recordOf(member(body, 'settings'));
  if (JSON.stringify(settings).length > 50_000) throw policySettingsTooLarge();
  const scope = member(settings, 'scope');
  return Array.isArray(scope) ? { ...settings, scope: scope.map(normalScope) } : settings;
}

/** Policies belong to a project, so the permission is looked for on the repositories they name. */
function requireEdit(call: Call, settings: PolicyState['settings']): void {
  const identity = callerIdentity(call);
  const named = listOf(settings['scope']).map((scope) => textMember(scope, 'repositoryId'));
  const covered = call.world.repositories.filter(({ id }) => named.includes(id));
  const token = call.token;
  for (const { id, name } of covered) {
    if (token && !permissionsOn(token, id, name).includes('EditPolicies')) {
      throw permissionNeeded('EditPolicies', identity.uniqueName);
    }
  }
}

function typeOf(body: unknown) {
  const id = textMember(member(body, 'type'), 'id')?.toLowerCase() ?? '';
  const type = allTypes.find((known) => known.id === id);
  if (!type) throw partNotFound('policy type', 'PolicyTypeNotFoundException', id);
  return type;
}

function create(call: Call) {
  const project = requiredProject(call);
  const { world, request } = call;
  if (!isRecord(request.body)) throw missingBody('configuration');
  const type = typeOf(request.body);
  const settings = readSettings(request.body);
  requireEdit(call, settings);
  world.lastPolicyId += 1;
  const policy: PolicyState = {
    id: world.lastPolicyId,
    project,
    type,
    createdBy: callerIdentity(call),
    createdDate: timestamp(world).replace('Z', ''),
    revision: 1,
    isEnabled: flagMember(request.body, 'isEnabled') ?? false,
    isBlocking: flagMember(request.body, 'isBlocking') ?? false,
    isDeleted: false,
    settings,
    history: [],
  };
  world.policies.push(policy);
  return json(policyView(world, policy));
}

function keepRevision(policy: PolicyState): void {
  const { revision, isEnabled, isBlocking, isDeleted, settings } = policy;
  policy.history.push({ revision, isEnabled, isBlocking, isDeleted, settings });
  policy.revision += 1;
}

function update(call: Call) {
  const policy = policyOf(call);
  const { body } = call.request;
  if (!isRecord(body)) throw missingBody('configuration');
  if (typeOf(body) !== policy.type) throw invalidArgument('The type of a policy cannot be changed.');
  const settings = readSettings(body);
  requireEdit(call, settings);
  keepRevision(policy);
  policy.settings = settings;
  policy.isEnabled = flagMember(body, 'isEnabled') ?? policy.isEnabled;
  policy.isBlocking = flagMember(body, 'isBlocking') ?? policy.isBlocking;
  return json(policyView(call.world, policy));
}

function remove(call: Call) {
  const policy = policyOf(call);
  requireEdit(call, policy.settings);
  keepRevision(policy);
  policy.isDeleted = true;
  return nothing(204);
}

/** Scope as the list parameter writes it: `{repositoryId without dashes}:refs/heads/main`. */
function inScope(policy: PolicyState, scope: string): boolean {
  const [repository = '', ref] = scope.split(':');
  return listOf(policy.settings['scope']).some((entry) => {
    const id = (textMember(entry, 'repositoryId') ?? '').replaceAll('-', '');
    return id === repository.replaceAll('-', '') && (ref === undefined || ref === textMember(entry, 'refName'));
  });
}

function list(call: Call) {
  const project = requiredProject(call);
  const type = call.request.parameter('policyType')?.toLowerCase();
  const scope = call.request.parameter('scope');
  const found = call.world.policies.filter(
    (policy) =>
      policy.project === project &&
      !policy.isDeleted &&
      (type === undefined || policy.type.id === type) &&
      (scope === undefined || inScope(policy, scope)),
  );
  const page = continued(call.request, found, 1000);
  return collection(
    page.entries.map((policy) => policyView(call.world, policy)),
    page.headers,
  );
}

/** The configurations that apply to a branch of a repository. */
function listForBranch(call: Call) {
  const project = requiredProject(call);
  const id = call.request.parameter('repositoryId');
  const ref = call.request.parameter('refName');
  const type = call.request.parameter('policyType')?.toLowerCase();
  const repository = call.world.repositories.find((known) => known.id === id && known.project === project);
  if (id !== undefined && (!repository || !canRead(call, repository))) throw repositoryNotFound(id);
  const applying =
    repository && ref !== undefined
      ? policiesOnBranch(call.world, repository, ref)
      : call.world.policies.filter((policy) => policy.project === project && !policy.isDeleted);
  const found = applying.filter((policy) => type === undefined || policy.type.id === type);
  const page = continued(call.request, found, 1000);
  return collection(
    page.entries.map((policy) => policyView(call.world, policy)),
    page.headers,
  );
}

function revisionsOf(call: Call) {
  const policy = policyOf(call);
  const { revision, isEnabled, isBlocking, isDeleted, settings } = policy;
  const all = [...policy.history, { revision, isEnabled, isBlocking, isDeleted, settings }];
  return all.map((earlier) => policyView(call.world, { ...policy, ...earlier }));
}

function revision(call: Call) {
  const id = Number(call.values['revisionId']);
  const found = revisionsOf(call)[id - 1];
  if (!found) throw policyNotFound(`${call.values['configurationId']} revision ${id}`);
  return json(found);
}

function pullRequestOfArtifact(call: Call): PullRequestRecord {
  const artifact = call.request.parameter('artifactId') ?? '';
  const [, project, id] = /^vstfs:\/\/\/CodeReview\/CodeReviewId\/([^/]+)\/(\d+)$/i.exec(artifact) ?? [];
  const asked = requiredProject(call);
  if (project === undefined) throw invalidArgument('artifactId');
  const found = call.world.pullRequests.find((known) => known.id === Number(id));
  if (!found || found.repository.project !== asked || !canRead(call, found.repository)) throw pullRequestNotFound();
  return found;
}

function listEvaluations(call: Call) {
  const pullRequest = pullRequestOfArtifact(call);
  const everything = call.request.parameter('includeNotApplicable')?.toLowerCase() === 'true';
  const all = evaluationsOf(call.world, pullRequest).filter(({ status }) => everything || status !== 'notApplicable');
  const { entries } = pageOf(all, wholeParameter(call.request, '$skip', 0), wholeParameter(call.request, '$top', 100));
  return collection(entries.map((evaluation) => evaluationView(call.world, pullRequest, evaluation)));
}

function getEvaluation(call: Call) {
  const project = projectOf(call);
  const id = (call.values['evaluationId'] ?? '').toLowerCase();
  for (const pullRequest of call.world.pullRequests.filter(({ repository }) => repository.project === project)) {
    const found = evaluationsOf(call.world, pullRequest).find((evaluation) => evaluation.id === id);
    if (found) return json(evaluationView(call.world, pullRequest, found));
  }
  throw partNotFound('policy evaluation', 'PolicyEvaluationRecordNotFoundException', id);
}

function listTypes(call: Call) {
  const project = requiredProject(call);
  return collection(allTypes.map((type) => policyTypeView(call.world, project, type)));
}

function getType(call: Call) {
  const id = call.values['typeId']?.toLowerCase();
  const type = allTypes.find((known) => known.id === id);
  if (!type) throw partNotFound('policy type', 'PolicyTypeNotFoundException', id ?? '');
  return json(policyTypeView(call.world, requiredProject(call), type));
}

function route(method: Method, template: string, location: string, handle: Route['handle']): Route {
  const scopes = method === 'GET' ? codeRead : codeWrite;
  return { method, template: `{project}/_apis/policy/${template}`, scopes, location, handle };
}

const configurations = 'dad91cbe-d183-45f8-9c6e-9c1164472121';
const revisions = 'fe1e68a2-60d3-43cb-855b-85e41ae97c95';
const types = '44096322-2d3d-466a-bb30-d1b7de69f61f';
const evaluation = '46aecb7a-5d2c-4647-897b-0209505a9fe4';

export const policyRoutes: readonly Route[] = [
  route('GET', 'configurations', configurations, list),
  route('POST', 'configurations', configurations, create),
  route('GET', 'configurations/{configurationId}', configurations, (call) =>
    json(policyView(call.world, policyOf(call))),
  ),
  route('PUT', 'configurations/{configurationId}', configurations, update),
  route('DELETE', 'configurations/{configurationId}', configurations, remove),
  route('GET', 'configurations/{configurationId}/revisions', revisions, (call) => collection(revisionsOf(call))),
  route('GET', 'configurations/{configurationId}/revisions/{revisionId}', revisions, revision),
  route('GET', 'types', types, listTypes),
  route('GET', 'types/{typeId}', types, getType),
  route('GET', 'evaluations', 'c23ddff5-229c-4d04-a80b-0fdce9f360c8', listEvaluations),
  route('GET', 'evaluations/{evaluationId}', evaluation, getEvaluation),
  route('PATCH', 'evaluations/{evaluationId}', evaluation, getEvaluation),
  {
    method: 'GET',
    template: '{project}/_apis/git/policy/configurations',
    scopes: codeRead,
    location: '2c420070-a0a2-49cc-9639-c9f271c5ff07',
    handle: listForBranch,
  },
];
