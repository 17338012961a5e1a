// PATCH of a pull request: title, description, draft, target, status, completion.

import {
  abandonPullRequest,
  queueCompletion,
  reactivatePullRequest,
  retargetPullRequest,
} from '../engine/changes-of-state.ts';
import { noteDraft } from '../engine/system-threads.ts';
import { json } from '../http/answer.ts';
import { type Call, callerIdentity, pullRequestOf, requirePermission } from '../http/call.ts';
import { flagMember, isRecord, member, textMember } from '../http/json.ts';
import { branchGone, invalidArgument, missingBody, pullRequestNotEditable } from '../http/refusals.ts';
import { mergeStrategies, pullRequestStatuses, readMember } from '../state/enumerations.ts';
import type { CompletionOptions, PullRequestRecord } from '../state/pull-request.ts';
import { pullRequestWritten } from '../wire/pull-request.ts';

/** The service takes at most so many characters. */
export function checkDescription(description: string | undefined): void {
  if ((description ?? '').length > 4000) {
    throw invalidArgument('A description for a pull request must not be longer than 4000 characters.');
  }
}

function completionOptions(value: unknown, before: CompletionOptions | undefined): CompletionOptions {
  const message = textMember(value, 'mergeCommitMessage') ?? before?.mergeCommitMessage;
  const flags = ['deleteSourceBranch', 'transitionWorkItems', 'bypassPolicy'] as const;
  const chosen = flags.flatMap((name) => {
    const flag = flagMember(value, name) ?? before?.[name];
    return flag === undefined ? [] : [[name, flag] as const];
  });
  const squash = flagMember(value, 'squashMerge') === true ? 'squash' : undefined;
  const strategy = readMember(mergeStrategies, member(value, 'mergeStrategy')) ?? squash;
  return {
    ...(message === undefined ? {} : { mergeCommitMessage: message }),
    ...Object.fromEntries(chosen),
    mergeStrategy: strategy ?? before?.mergeStrategy ?? 'noFastForward',
  };
}

function changeText(pullRequest: PullRequestRecord, body: unknown): void {
  const title = textMember(body, 'title');
  if (title !== undefined && title.trim() === '') {
    throw invalidArgument('A title for a pull request must be specified.');
  }
  const description = textMember(body, 'description');
  checkDescription(description);
  pullRequest.title = title ?? pullRequest.title;
  pullRequest.description = description ?? pullRequest.description;
}

async function changeTarget(call: Call, pullRequest: PullRequestRecord): Promise<void> {
  const target = textMember(call.request.body, 'targetRefName');
  if (target === undefined || target === pullRequest.targetRef) return;
  if (pullRequest.status !== 'active') throw pullRequestNotEditable();
  if (!pullRequest.repository.heads.has(target)) throw branchGone();
  await retargetPullRequest(call.world, pullRequest, callerIdentity(call), target);
}

function changeDraft(call: Call, pullRequest: PullRequestRecord): void {
  const isDraft = flagMember(call.request.body, 'isDraft');
  if (isDraft === undefined || isDraft === pullRequest.isDraft) return;
  pullRequest.isDraft = isDraft;
  noteDraft(call.world, pullRequest, callerIdentity(call));
}

function changeAutoComplete(call: Call, pullRequest: PullRequestRecord): void {
  const setBy = member(call.request.body, 'autoCompleteSetBy');
  const id = textMember(setBy, 'id');
  if (id === undefined) return;
  pullRequest.autoCompleteSetBy = call.world.identities.find((identity) => identity.id === id);
}

function reactivate(call: Call, pullRequest: PullRequestRecord): void {
  const { sourceRepository, repository, sourceRef, targetRef } = pullRequest;
  if (!sourceRepository.heads.has(sourceRef) || !repository.heads.has(targetRef)) throw branchGone();
  reactivatePullRequest(call.world, pullRequest, callerIdentity(call));
}

function complete(call: Call, pullRequest: PullRequestRecord): void {
  requirePermission(call, pullRequest.repository, 'GenericContribute');
  const commit = textMember(member(call.request.body, 'lastMergeSourceCommit'), 'commitId');
  if (commit === undefined) {
    throw invalidArgument('The lastMergeSourceCommit of the pull request must be specified to complete it.');
  }
  if (commit !== pullRequest.mergeSource) throw pullRequestNotEditable();
  const options = completionOptions(member(call.request.body, 'completionOptions'), pullRequest.completionOptions);
  queueCompletion(call.world, pullRequest, callerIdentity(call), options);
}

function changeStatus(call: Call, pullRequest: PullRequestRecord): void {
  const asked = member(call.request.body, 'status');
  if (asked === undefined) return;
  const status = readMember(pullRequestStatuses, asked);
  if (status === undefined) throw invalidArgument('status');
  if (status === pullRequest.status) return;
  if (pullRequest.status === 'completed') throw pullRequestNotEditable();
  if (status === 'abandoned') abandonPullRequest(call.world, pullRequest, callerIdentity(call));
  else if (status === 'active') reactivate(call, pullRequest);
  else if (status === 'completed') complete(call, pullRequest);
  else throw invalidArgument('status');
}

export async function updatePullRequest(call: Call) {
  const pullRequest = pullRequestOf(call);
  const { body } = call.request;
  if (!isRecord(body)) throw missingBody('gitPullRequestToUpdate');
  changeText(pullRequest, body);
  const options = member(body, 'completionOptions');
  if (options !== undefined) {
    pullRequest.completionOptions = completionOptions(options, pullRequest.completionOptions);
  }
  changeAutoComplete(call, pullRequest);
  changeDraft(call, pullRequest);
  await changeTarget(call, pullRequest);
  changeStatus(call, pullRequest);
  return json(pullRequestWritten(call.world, pullRequest, false));
}
