// The smaller parts of a pull request: properties, reviewers and votes, work items, attachments.
import { castVote } from '../engine/changes-of-state.ts';
import { newReviewer } from '../engine/open-pull-request.ts';
import { noteReviewer } from '../engine/system-threads.ts';
import { bytes, collection, json, nothing } from '../http/answer.ts';
import { type Call, callerIdentity, pullRequestOf } from '../http/call.ts';
import { flagMember, listOf, numberMember, textMember } from '../http/json.ts';
import { badArgument, invalidArgument, partNotFound } from '../http/refusals.ts';
import type { Method, Route } from '../http/router.ts';
import type { EmulatedIdentity } from '../state/identity.ts';
import type { AttachmentState, PullRequestRecord, ReviewerState } from '../state/pull-request.ts';
import { timestamp } from '../state/world.ts';
import { identityRef } from '../wire/identity.ts';
import { link, pullRequestUrl } from '../wire/links.ts';
import { reviewerView } from '../wire/pull-request.ts';
import { patchedBag } from './json-patch.ts';
import { codeRead, codeWrite, pullRequestPath } from './scopes.ts';

function properties(pullRequest: PullRequestRecord) {
  return json({ count: Object.keys(pullRequest.properties).length, value: pullRequest.properties });
}

function patchProperties(call: Call) {
  const pullRequest = pullRequestOf(call);
  pullRequest.properties = patchedBag(pullRequest.properties, call.request);
  return properties(pullRequest);
}

function identityOf(call: Call, id: string): EmulatedIdentity {
  const found = call.world.identities.find((identity) => identity.id === id.toLowerCase());
  if (!found) throw partNotFound('identity', 'IdentityNotFoundException', id);
  return found;
}

function reviewerOf(call: Call, pullRequest: PullRequestRecord): ReviewerState {
  const id = (call.values['reviewerId'] ?? '').toLowerCase();
  const found = pullRequest.reviewers.find(({ identity }) => identity.id === id);
  if (!found) throw partNotFound('reviewer', 'GitPullRequestReviewerNotFoundException', id);
  return found;
}

function listReviewers(call: Call) {
  const pullRequest = pullRequestOf(call);
  return collection(pullRequest.reviewers.map((reviewer) => reviewerView(call.world, pullRequest, reviewer)));
}

function getReviewer(call: Call) {
  const pullRequest = pullRequestOf(call);
  return json(reviewerView(call.world, pullRequest, reviewerOf(call, pullRequest)));
}

function ensureReviewer(call: Call, pullRequest: PullRequestRecord, identity: EmulatedIdentity): ReviewerState {
  const known = pullRequest.reviewers.find((reviewer) => reviewer.identity.id === identity.id);
  if (known) return known;
  const added = newReviewer(identity);
  pullRequest.reviewers.push(added);
  noteReviewer(call.world, pullRequest, callerIdentity(call), identity, 'added');
  return added;
}

const votes = new Set([10, 5, 0, -5, -10]);

/** Sets one's own vote, or adds somebody else without a vote. */
function putReviewer(call: Call) {
  const pullRequest = pullRequestOf(call);
  const identity = identityOf(call, call.values['reviewerId'] ?? '');
  const vote = numberMember(call.request.body, 'vote');
  const own = identity.id === callerIdentity(call).id;
  if (vote !== undefined && !votes.has(vote)) throw invalidArgument('vote');
  if (!own && (vote ?? 0) !== 0)
    throw badArgument('You cannot vote on behalf of another reviewer.\r\nParameter name: vote');
  const reviewer = ensureReviewer(call, pullRequest, identity);
  reviewer.isRequired = flagMember(call.request.body, 'isRequired') ?? reviewer.isRequired;
  if (own && vote !== undefined) castVote(call.world, pullRequest, identity, vote);
  return json(reviewerView(call.world, pullRequest, reviewer));
}

function patchReviewer(call: Call) {
  const pullRequest = pullRequestOf(call);
  const reviewer = reviewerOf(call, pullRequest);
  reviewer.isFlagged = flagMember(call.request.body, 'isFlagged') ?? reviewer.isFlagged;
  reviewer.hasDeclined = flagMember(call.request.body, 'hasDeclined') ?? reviewer.hasDeclined;
  return json(reviewerView(call.world, pullRequest, reviewer));
}

function deleteReviewer(call: Call) {
  const pullRequest = pullRequestOf(call);
  const reviewer = reviewerOf(call, pullRequest);
  pullRequest.reviewers.splice(pullRequest.reviewers.indexOf(reviewer), 1);
  noteReviewer(call.world, pullRequest, callerIdentity(call), reviewer.identity, 'removed');
  return nothing();
}

function addReviewers(call: Call) {
  const pullRequest = pullRequestOf(call);
  const added = listOf(call.request.body).map((entry) =>
    ensureReviewer(call, pullRequest, identityOf(call, textMember(entry, 'id') ?? '')),
  );
  return collection(added.map((reviewer) => reviewerView(call.world, pullRequest, reviewer)));
}

/** PATCH of the collection resets votes. */
function resetVotes(call: Call) {
  const pullRequest = pullRequestOf(call);
  for (const entry of listOf(call.request.body)) {
    const reviewer = pullRequest.reviewers.find(({ identity }) => identity.id === textMember(entry, 'id'));
    if (reviewer) reviewer.vote = 0;
  }
  return nothing();
}

function workItems(call: Call) {
  const { workItems: ids } = pullRequestOf(call);
  return collection(ids.map((id) => ({ id, url: `${call.world.collectionUrl}_apis/wit/workItems/${id}` })));
}

function attachmentView(call: Call, pullRequest: PullRequestRecord, attachment: AttachmentState) {
  const url = `${pullRequestUrl(call.world, pullRequest)}/attachments/${encodeURIComponent(attachment.fileName)}`;
  return {
    id: attachment.id,
    displayName: attachment.fileName,
    author: identityRef(call.world, attachment.author),
    createdDate: attachment.createdDate,
    url,
    _links: { self: link(url) },
  };
}

function listAttachments(call: Call) {
  const pullRequest = pullRequestOf(call);
  return collection(pullRequest.attachments.map((attachment) => attachmentView(call, pullRequest, attachment)));
}

function addAttachment(call: Call) {
  const pullRequest = pullRequestOf(call);
  const fileName = call.values['fileName'] ?? '';
  if (pullRequest.attachments.some((known) => known.fileName === fileName)) {
    throw badArgument(`An attachment with the name ${fileName} already exists.`);
  }
  const attachment: AttachmentState = {
    id: pullRequest.attachments.length + 1,
    fileName,
    bytes: call.request.bytes,
    author: callerIdentity(call),
    createdDate: timestamp(call.world),
  };
  pullRequest.attachments.push(attachment);
  return json(attachmentView(call, pullRequest, attachment), 201);
}

function attachmentOf(call: Call): readonly [PullRequestRecord, AttachmentState] {
  const pullRequest = pullRequestOf(call);
  const fileName = call.values['fileName'] ?? '';
  const found = pullRequest.attachments.find((attachment) => attachment.fileName === fileName);
  if (!found) throw partNotFound('attachment', 'AttachmentNotFoundException', fileName);
  return [pullRequest, found];
}

function getAttachment(call: Call) {
  return bytes('application/octet-stream', attachmentOf(call)[1].bytes);
}

function deleteAttachment(call: Call) {
  const [pullRequest, attachment] = attachmentOf(call);
  pullRequest.attachments.splice(pullRequest.attachments.indexOf(attachment), 1);
  return nothing();
}

const parts = {
  properties: '48a52185-5b9e-4736-9dc1-bb1e2feac80b',
  reviewers: '4b6702c7-aa35-4b89-9c96-b9abf6d3e540',
  workitems: '0a637fcc-5370-4ce8-b0e8-98091f5f9482',
  attachments: '965d9361-878b-413b-a494-45d5b5fd8ab7',
} as const;

function route(method: Method, part: keyof typeof parts, rest: string, handle: Route['handle']): Route {
  const template = `${pullRequestPath}/${part}${rest}`;
  const location = parts[part];
  return method === 'GET'
    ? { method, template, scopes: codeRead, location, handle }
    : { method, template, scopes: codeWrite, permission: 'PullRequestContribute', location, handle };
}

export const pullRequestPartRoutes: readonly Route[] = [
  route('GET', 'properties', '', (call) => properties(pullRequestOf(call))),
  route('PATCH', 'properties', '', patchProperties),
  route('GET', 'reviewers', '', listReviewers),
  route('POST', 'reviewers', '', addReviewers),
  route('PATCH', 'reviewers', '', resetVotes),
  route('GET', 'reviewers', '/{reviewerId}', getReviewer),
  route('PUT', 'reviewers', '/{reviewerId}', putReviewer),
  route('PATCH', 'reviewers', '/{reviewerId}', patchReviewer),
  route('DELETE', 'reviewers', '/{reviewerId}', deleteReviewer),
  route('GET', 'workitems', '', workItems),
  route('GET', 'attachments', '', listAttachments),
  route('POST', 'attachments', '/{fileName}', addAttachment),
  route('GET', 'attachments', '/{fileName}', getAttachment),
  route('DELETE', 'attachments', '/{fileName}', deleteAttachment),
];
