// Errors of the REST API with their exact status, type and text.
import { errorBody, json, Refusal } from './answer.ts';

const gitServer = 'Microsoft.TeamFoundation.Git.Server';
const framework = 'Microsoft.VisualStudio.Services.WebApi';

function refuse(status: number, type: string, assembly: string, message: string, eventId?: number): Refusal {
  const body = errorBody({ message, type, assembly, ...(eventId === undefined ? {} : { eventId }) });
  return new Refusal(json(body, status), message);
}

const gitRefusal = (status: number, name: string, message: string): Refusal =>
  refuse(status, `${gitServer}.${name}`, gitServer, message);

/** A value that the service does not take; the text is the service's argument message. */
export function badArgument(message: string): Refusal {
  return refuse(400, 'System.ArgumentException', 'mscorlib', message, 0);
}

/** The frame of the service's argument errors; `reason` is its second line. */
export function invalidArgument(reason: string): Refusal {
  return refuse(
    400,
    `${gitServer}.InvalidArgumentValueException`,
    gitServer,
    `Invalid argument value.\r\nParameter name: ${reason}`,
    0,
  );
}

/** The wording is ours; the service's is not known. */
export function missingBody(name: string): Refusal {
  return refuse(400, 'System.ArgumentNullException', 'mscorlib', `Value cannot be null.\r\nParameter name: ${name}`, 0);
}

/** The text that the service gives for line or offset 0 (observed). */
export function outOfRange(value: number, name: string): Refusal {
  const message = `The value ${value} is outside of the allowed range. Parameter name: ${name} Actual value was ${value}.`;
  return refuse(400, 'System.ArgumentOutOfRangeException', 'mscorlib', message, 0);
}

/** Missing and not visible are the same answer. */
export function repositoryNotFound(name: string): Refusal {
  return gitRefusal(
    404,
    'GitRepositoryNotFoundException',
    `TF401019: The Git repository with name or identifier ${name} does not exist or you do not have permissions for the operation you are attempting.`,
  );
}

export function projectNotFound(name: string): Refusal {
  return refuse(
    404,
    'Microsoft.TeamFoundation.Core.WebApi.ProjectDoesNotExistWithNameException',
    'Microsoft.TeamFoundation.Core.WebApi',
    `TF200016: The following project does not exist: ${name}. Verify that the name of the project is correct and that the project exists on the specified Azure DevOps Server.`,
  );
}

export function projectIdNotFound(id: string): Refusal {
  return refuse(
    404,
    'Microsoft.TeamFoundation.Core.WebApi.ProjectDoesNotExistException',
    'Microsoft.TeamFoundation.Core.WebApi',
    `VS800075: The project with id 'vstfs:///Classification/TeamProject/${id}' does not exist, or you do not have permission to access it.`,
  );
}

export function projectNameNeeded(): Refusal {
  return badArgument('A project name is required in order to reference a Git repository by name.');
}

export function pullRequestNotFound(): Refusal {
  return gitRefusal(404, 'GitPullRequestNotFoundException', 'TF401180: The requested pull request was not found.');
}

/** Also the answer to a thread on a pull request of another repository (observed). */
export function sourceAndTargetNeeded(): Refusal {
  return badArgument('Both a source and target reference is required');
}

export function branchGone(): Refusal {
  return gitRefusal(
    400,
    'GitPullRequestCannotBeActivated',
    'TF401398: The pull request cannot be activated because the source and/or the target branch no longer exists, or the requested refs are not in the repository.',
  );
}

export function duplicatePullRequest(): Refusal {
  return gitRefusal(
    409,
    'GitPullRequestExistsException',
    'TF401179: An active pull request for the source and target branch already exists.',
  );
}

/** The wording is ours; the service's is not known. */
export function pullRequestNotEditable(): Refusal {
  return gitRefusal(
    400,
    'GitPullRequestNotEditableException',
    'TF401181: The pull request cannot be edited due to its state.',
  );
}

export function itemNotFound(path: string, repository: string, version: string, commit: string): Refusal {
  return gitRefusal(
    404,
    'GitItemNotFoundException',
    `TF401174: The item '${path}' could not be found in the repository '${repository}' at the version specified by '<${version}>' (resolved to commit '${commit}')`,
  );
}

export function unresolvableVersion(version: string, repository: string): Refusal {
  return gitRefusal(
    404,
    'GitUnresolvableToCommitException',
    `TF401175: The version descriptor <${version}> could not be resolved to a version in the repository ${repository}`,
  );
}

export function emptyRepository(name: string): Refusal {
  return gitRefusal(
    404,
    'GitRepositoryNoBranchesException',
    `VS403403: Cannot find any branches for the ${name} repository.`,
  );
}

/** The wording is ours; the service's is not known. */
export function objectNotFound(id: string): Refusal {
  return gitRefusal(404, 'GitObjectDoesNotExistException', `TF401035: The object '${id}' does not exist.`);
}

/** Names the permission and the identity, as recorded many times. */
export function permissionNeeded(permission: string, uniqueName: string): Refusal {
  return gitRefusal(
    403,
    'GitNeedsPermissionException',
    `TF401027: You need the Git '${permission}' permission to perform this action. Details: identity '${uniqueName}', scope 'repository'.`,
  );
}

/** Recorded in 2026: policies that reset statuses want them on an iteration. */
export function statusNeedsIteration(): Refusal {
  return gitRefusal(
    403,
    'GitPullRequestStatusRejectedByPolicyException',
    'Pull request status rejected by status policy. Policy configuration requires status to be posted on iteration',
  );
}

/** Things of a pull request that are numbered; the wording follows the pattern of the service. */
export function partNotFound(kind: string, type: string, id: string | number): Refusal {
  return gitRefusal(404, type, `The requested ${kind} ${id} was not found.`);
}

export function commentTooLong(): Refusal {
  return badArgument(
    'A discussion comment cannot be longer than 150000 characters.\r\nParameter name: comment.Content',
  );
}

/** The wording is ours; the service's is not known. */
export function foreignComment(): Refusal {
  return refuse(
    403,
    'Microsoft.TeamFoundation.CodeReview.WebApi.CommentCannotBeUpdatedException',
    'Microsoft.TeamFoundation.CodeReview.WebApi',
    'The comment cannot be changed by anyone but its author.',
  );
}

/** The wording is ours; the service's is not known. */
export function policyNotFound(id: string): Refusal {
  return refuse(
    404,
    'Microsoft.TeamFoundation.Policy.WebApi.PolicyConfigurationNotFoundException',
    'Microsoft.TeamFoundation.Policy.WebApi',
    `TF402457: The policy configuration with id ${id} does not exist.`,
  );
}

/** The code is known (settings over 50,000 characters), the wording is ours. */
export function policySettingsTooLarge(): Refusal {
  return refuse(
    400,
    'Microsoft.TeamFoundation.Policy.WebApi.PolicySettingsTooLargeException',
    'Microsoft.TeamFoundation.Policy.WebApi',
    'TF402454: The settings of the policy are too large.',
  );
}

/** The wording is ours; the service's is not known. */
export function buildNotFound(id: string): Refusal {
  return refuse(
    404,
    'Microsoft.TeamFoundation.Build.WebApi.BuildNotFoundException',
    'Microsoft.TeamFoundation.Build2.WebApi',
    `The requested build ${id} could not be found.`,
  );
}

/** The wording is ours; the service's is not known. */
export function pipelineNotFound(id: string): Refusal {
  return refuse(
    404,
    'Microsoft.TeamFoundation.Build.WebApi.DefinitionNotFoundException',
    'Microsoft.TeamFoundation.Build2.WebApi',
    `The build definition ${id} could not be found.`,
  );
}

/** The wording is ours; the service's is not known. */
export function pipelineExists(name: string): Refusal {
  return refuse(
    409,
    'Microsoft.TeamFoundation.Build.WebApi.DefinitionExistsException',
    'Microsoft.TeamFoundation.Build2.WebApi',
    `The build definition ${name} already exists in this folder.`,
  );
}

export function versionMissing(method: string): Refusal {
  return refuse(
    400,
    `${framework}.VssVersionNotSpecifiedException`,
    framework,
    `No api-version was supplied for the "${method}" request. The version must be supplied either as part of the Accept header (e.g. "application/json; api-version=1.0") or as a query parameter (e.g. "?api-version=1.0").`,
  );
}

export function previewFlagMissing(version: string): Refusal {
  return refuse(
    400,
    `${framework}.VssInvalidPreviewVersionException`,
    framework,
    `The requested version "${version}" of the resource is under preview. The -preview flag must be supplied in the api-version for such requests. For example: "${version}-preview"`,
  );
}

export function versionOutOfRange(version: string, latest: string): Refusal {
  return refuse(
    400,
    `${framework}.VssVersionOutOfRangeException`,
    framework,
    `The requested REST API version of ${version} is out of range for this server. The latest REST API version this server supports is ${latest}.`,
  );
}

export function versionUnreadable(text: string): Refusal {
  return badArgument(`The api-version "${text}" is not a version.`);
}
