// Labels of a pull request.
import { collection, json, nothing } from '../http/answer.ts';
import { type Call, pullRequestOf } from '../http/call.ts';
import { textMember } from '../http/json.ts';
import { invalidArgument, partNotFound } from '../http/refusals.ts';
import type { Route } from '../http/router.ts';
import { stableGuid } from '../state/identity.ts';
import type { LabelState, PullRequestRecord } from '../state/pull-request.ts';
import { labelView } from '../wire/pull-request.ts';
import { codeRead, codeWrite, pullRequestPath } from './scopes.ts';

function labelOf(call: Call, pullRequest: PullRequestRecord): LabelState {
  const wanted = (call.values['labelIdOrName'] ?? '').toLowerCase();
  const found = pullRequest.labels.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  if (!found) throw partNotFound('label', 'TagNotFoundException', wanted);
  return found;
}

function list(call: Call) {
  const pullRequest = pullRequestOf(call);
  return collection(pullRequest.labels.map((label) => labelView(call.world, pullRequest, label)));
}

function get(call: Call) {
  const pullRequest = pullRequestOf(call);
  return json(labelView(call.world, pullRequest, labelOf(call, pullRequest)));
}

function create(call: Call) {
  const pullRequest = pullRequestOf(call);
  const name = textMember(call.request.body, 'name')?.trim() ?? '';
  if (name === '') throw invalidArgument('The name of the label must be specified.');
  const known = pullRequest.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
  const label = known ?? { id: stableGuid(call.world.organization, 'label', name), name };
  if (!known) pullRequest.labels.push(label);
  return json(labelView(call.world, pullRequest, label));
}

function remove(call: Call) {
  const pullRequest = pullRequestOf(call);
  pullRequest.labels.splice(pullRequest.labels.indexOf(labelOf(call, pullRequest)), 1);
  return nothing();
}

const base = `${pullRequestPath}/labels`;
const location = 'f22387e3-984e-4c52-9c6d-fbb8f14c812d';
const write = { scopes: codeWrite, permission: 'PullRequestContribute', location } as const;

export const labelRoutes: readonly Route[] = [
  { method: 'GET', template: base, scopes: codeRead, location, handle: list },
  { method: 'POST', template: base, ...write, handle: create },
  { method: 'GET', template: `${base}/{labelIdOrName}`, scopes: codeRead, location, handle: get },
  { method: 'DELETE', template: `${base}/{labelIdOrName}`, ...write, handle: remove },
];
