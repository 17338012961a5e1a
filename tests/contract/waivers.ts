// Where the service is known to differ from the specification: one named waiver for one place, each with its evidence.
import type { JsonObject } from './specification.ts';

/** Which way the body goes. */
export type Direction = 'request' | 'response';

interface Named {
  readonly name: string;
  readonly why: string;
  /** Where one can see that the service behaves so. */
  readonly evidence: string;
}

/** The service answers `status` where the specification has `documented`; the body is that of `documented`. */
interface StatusWaiver extends Named {
  readonly kind: 'status';
  readonly operation: string;
  readonly documented: number;
  readonly status: number;
}

/** A value that the specification refuses at `place`, a definition or `Definition.property`, is right when `accepts` accepts it. */
interface ValueWaiver extends Named {
  readonly kind: 'value';
  readonly place: string;
  readonly direction: Direction | 'both';
  readonly accepts: JsonObject;
}

/** The definition has a property that the specification does not know. */
interface PropertyWaiver extends Named {
  readonly kind: 'property';
  readonly definition: string;
  readonly property: string;
  readonly accepts: JsonObject;
}

/** The whole body of the operation's answer is another than the specified one. */
interface AnswerWaiver extends Named {
  readonly kind: 'answer';
  readonly operation: string;
  readonly accepts: JsonObject;
}

/** The service understands a URL or wraps an answer in a way that the specification does not have; `rule` says which. */
interface RuleWaiver extends Named {
  readonly kind: 'rule';
  readonly rule: Rule;
}

export type Rule =
  | 'list in a wrapper'
  | 'project left out beside a repository id'
  | 'project left out for a pull request id'
  | 'project left out for the list of repositories'
  | 'branch name as the end of the path'
  | 'ref filter as the end of the path'
  | 'item path as the end of the path'
  | 'security namespaces without id'
  | 'timeline without id';

export type Waiver = StatusWaiver | ValueWaiver | PropertyWaiver | AnswerWaiver | RuleWaiver;

const cassettes = 'live answers recorded by Azure/azure-devops-cli-extension (January 2025)';
const captures = 'live answers captured by FredStober/pyado (June 2026)';
const examples = "Microsoft's HTTP examples beside the specification";

const keptTypes = ['System.Byte[]', 'System.Int32', 'System.Double', 'System.DateTime', 'System.String'];

function typedValue(types: readonly string[]): JsonObject {
  return {
    type: 'object',
    required: ['$type', '$value'],
    properties: { $type: { enum: types }, $value: {} },
    additionalProperties: false,
  };
}

const typedValues = { type: 'object', additionalProperties: typedValue(keptTypes) };
const scalar = { type: ['string', 'number', 'boolean'] };

function numbersFor(name: string, place: string, highest: number): ValueWaiver {
  return {
    kind: 'value',
    name,
    place,
    direction: 'request',
    accepts: { type: 'integer', minimum: 0, maximum: highest },
    why: 'The service reads enumerations as numbers too; azure-devops-node-api sends nothing else.',
    evidence: `${examples} (pullRequestThreads/POST…threads.json), source of azure-devops-node-api 17`,
  };
}

function nullAt(name: string, place: string, evidence: string): ValueWaiver {
  return {
    kind: 'value',
    name,
    place,
    direction: 'response',
    accepts: { type: 'null' },
    why: 'The service writes these members out when they are empty, unlike most others.',
    evidence,
  };
}

function statusInstead(
  name: string,
  operation: string,
  documented: number,
  status: number,
  evidence: string,
): StatusWaiver {
  return {
    kind: 'status',
    name,
    operation,
    documented,
    status,
    why: 'The documented status code is not the one sent.',
    evidence,
  };
}

function countedMap(name: string, operation: string, example: string): AnswerWaiver {
  return {
    kind: 'answer',
    name,
    operation,
    accepts: {
      type: 'object',
      required: ['count', 'value'],
      properties: { count: { type: 'integer' }, value: typedValues },
      additionalProperties: false,
    },
    why: 'The bag itself is wrapped in {count, value} like a list.',
    evidence: `${examples} (${example})`,
  };
}

function nullPosition(property: string): ValueWaiver {
  return {
    kind: 'value',
    name: `${property} is null`,
    place: `CommentThreadContext.${property}`,
    direction: 'both',
    accepts: { type: 'null' },
    why: 'A thread has positions on one side of the comparison; the other side may be written as null.',
    evidence: `${examples} (pullRequestThreads/POST…threads2.json)`,
  };
}

/** Every waiver. One that nothing needs fails the contract test. */
export const waivers: readonly Waiver[] = [
  {
    kind: 'rule',
    name: 'lists are wrapped',
    rule: 'list in a wrapper',
    why: 'The specification types a list as a bare array; the service sends {count, value}.',
    evidence: `${cassettes}, every list`,
  },
  {
    kind: 'rule',
    name: 'project left out beside a repository id',
    rule: 'project left out beside a repository id',
    why: 'A repository id is unique in the organization, so the project segment may be absent.',
    evidence: `${examples}, nearly all of git`,
  },
  {
    kind: 'rule',
    name: 'project left out for a pull request id',
    rule: 'project left out for a pull request id',
    why: 'A pull request id is unique in the organization, so the project segment may be absent.',
    evidence: `${cassettes}: GET /_apis/git/pullRequests/57`,
  },

  {
    kind: 'rule',
    name: 'project left out for the list of repositories',
    rule: 'project left out for the list of repositories',
    why: 'Without a project the list has the repositories of the whole organization.',
    evidence: `${examples} (repositories/GET__git_repositories.json)`,
  },
  {
    kind: 'rule',
    name: 'branch name as the end of the path',
    rule: 'branch name as the end of the path',
    why: 'The real route template ends in {*name}; the specification has the query parameter only.',
    evidence: `${examples} (branchStats), the recorded answer to OPTIONS _apis/git`,
  },
  {
    kind: 'rule',
    name: 'ref filter as the end of the path',
    rule: 'ref filter as the end of the path',
    why: 'The real route template ends in {*filter}; the specification has the query parameter only.',
    evidence: 'the recorded answer to OPTIONS _apis/git',
  },
  {
    kind: 'rule',
    name: 'item path as the end of the path',
    rule: 'item path as the end of the path',
    why: 'The real route template ends in {*path}; the specification has the query parameter only.',
    evidence: 'the recorded answer to OPTIONS _apis/git',
  },

  {
    kind: 'rule',
    name: 'security namespaces without id',
    rule: 'security namespaces without id',
    why: 'Without an id every namespace is listed; the specification makes the id part of the path.',
    evidence: `${examples} (securityNamespaces/GET__securitynamespaces_.json)`,
  },
  {
    kind: 'rule',
    name: 'timeline without id',
    rule: 'timeline without id',
    why: 'Without an id the first timeline of the build is meant.',
    evidence: 'the recorded route template, links of a build in the captures of pyado',
  },

  statusInstead('create pull request answers 201', 'git/Pull Requests_Create', 200, 201, cassettes),
  statusInstead(
    'create commit status answers 201',
    'git/Statuses_Create',
    200,
    201,
    `${examples} (statuses/POST…statuses.json)`,
  ),
  statusInstead(
    'update statuses answers 204',
    'git/Pull Request Statuses_Update',
    200,
    204,
    `${examples} (pullRequestStatuses/PATCH…)`,
  ),
  statusInstead(
    'delete status answers 204',
    'git/Pull Request Statuses_Delete',
    200,
    204,
    `${examples} (pullRequestStatuses/DELETE…)`,
  ),
  statusInstead(
    'update iteration statuses answers 204',
    'git/Pull Request Iteration Statuses_Update',
    200,
    204,
    `${examples} (pullRequestIterationStatuses/PATCH…)`,
  ),
  statusInstead(
    'delete iteration status answers 204',
    'git/Pull Request Iteration Statuses_Delete',
    200,
    204,
    `${examples} (pullRequestIterationStatuses/DELETE…)`,
  ),

  {
    kind: 'value',
    name: 'links are a map of href',
    place: 'ReferenceLinks',
    direction: 'both',
    accepts: {
      type: 'object',
      minProperties: 1,
      additionalProperties: {
        type: 'object',
        required: ['href'],
        properties: { href: { type: 'string' } },
        additionalProperties: false,
      },
    },
    why: 'The specification describes the server class, whose serializer flattens the `links` member away.',
    evidence: `${cassettes}, every _links`,
  },
  {
    kind: 'value',
    name: 'property bag in an answer is a map of typed values',
    place: 'PropertiesCollection',
    direction: 'response',
    accepts: typedValues,
    why: 'The specification describes the server class (count, keys, values), not what its serializer writes.',
    evidence: `${examples} (pullRequestThreads, pullRequestStatuses), ${captures}`,
  },
  {
    kind: 'value',
    name: 'property bag in a request is a map of typed or bare values',
    place: 'PropertiesCollection',
    direction: 'request',
    accepts: { type: 'object', additionalProperties: { anyOf: [typedValue([...keptTypes, 'System.Guid']), scalar] } },
    why: 'As in answers; a bare scalar and types that are stored as text are taken as well.',
    evidence: `${examples} (pullRequestStatuses/POST…statusWithProperties.json)`,
  },
  countedMap(
    'list of pull request properties is a counted map',
    'git/Pull Request Properties_List',
    'pullRequestProperties/GetPullRequestProperties.json',
  ),
  countedMap(
    'updated pull request properties are a counted map',
    'git/Pull Request Properties_Update',
    'pullRequestProperties/AddPullRequestProperties.json',
  ),
  {
    kind: 'value',
    name: 'value of a patch operation is anything',
    place: 'JsonPatchOperation.value',
    direction: 'request',
    accepts: { type: ['string', 'number', 'boolean', 'null', 'array'] },
    why: 'Typed as object; any JSON value is meant.',
    evidence: `${examples} (pullRequestProperties/AddPullRequestProperties.json)`,
  },
  {
    kind: 'value',
    name: 'from of a patch operation is null',
    place: 'JsonPatchOperation.from',
    direction: 'request',
    accepts: { type: 'null' },
    why: 'Clients write the member out where it does not apply.',
    evidence: `${examples} (pullRequestStatuses/PATCH…)`,
  },

  {
    kind: 'value',
    name: 'item of a change is an object',
    place: 'Change.item',
    direction: 'response',
    accepts: { $ref: 'git#/definitions/GitItem' },
    why: 'The generic parameter T of the server class was written out as a string.',
    evidence: 'MicrosoftDocs/vsts-rest-api-specs#409',
  },
  {
    kind: 'value',
    name: 'change type is a list of flags',
    place: 'Change.changeType',
    direction: 'response',
    accepts: {
      type: 'string',
      pattern:
        '^(add|edit|encoding|rename|delete|undelete|branch|merge|lock|sourceRename|targetRename)(, (edit|encoding|rename|merge|sourceRename|targetRename))+$',
    },
    why: 'The enumeration is a set of flags, joined by a comma and a blank.',
    evidence: 'microsoft/azure-devops-rust-api#298',
  },

  nullAt(
    'pull request context of a thread is null',
    'GitPullRequestCommentThread.pullRequestThreadContext',
    `${examples} (pullRequestThreads), ${captures}`,
  ),
  nullAt('thread context is null', 'CommentThread.threadContext', `${examples} (pullRequestThreads), ${captures}`),
  nullAt('identities of a thread are null', 'CommentThread.identities', captures),
  nullPosition('leftFileStart'),
  nullPosition('leftFileEnd'),
  nullPosition('rightFileStart'),
  nullPosition('rightFileEnd'),

  {
    kind: 'value',
    name: 'project in a pull request list is unchanged',
    place: 'TeamProjectReference.visibility',
    direction: 'response',
    accepts: { enum: ['unchanged', 'organization'] },
    why: 'The repository of a listed pull request carries a trimmed project; organizations have a third visibility.',
    evidence: captures,
  },
  {
    kind: 'value',
    name: 'project in a pull request list was never updated',
    place: 'TeamProjectReference.lastUpdateTime',
    direction: 'response',
    accepts: { enum: ['0001-01-01T00:00:00'] },
    why: 'The trimmed project has the zero date, written without a zone.',
    evidence: captures,
  },

  {
    kind: 'value',
    name: 'settings of a policy named by git are an object',
    place: 'PolicyConfiguration.settings',
    direction: 'response',
    accepts: { type: 'object' },
    why: 'Settings differ by policy type; git.json types them as a string of format JObject.',
    evidence: `${examples} (policy/configurations)`,
  },
  {
    kind: 'value',
    name: 'settings of a policy are an object',
    place: 'JObject',
    direction: 'both',
    accepts: { type: 'object' },
    why: 'Settings differ by policy type; policy.json describes the members of the JSON library class.',
    evidence: `${examples} (policy/configurations)`,
  },
  {
    kind: 'value',
    name: 'policy created date has no zone',
    place: 'PolicyConfiguration.createdDate',
    direction: 'response',
    accepts: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,7})?$' },
    why: 'Written as a local date.',
    evidence: `${cassettes}: createdDate 2025-01-10T12:23:16.1818124`,
  },

  nullAt('currentOperation of a timeline record is null', 'TimelineRecord.currentOperation', captures),
  nullAt('details of a timeline record is null', 'TimelineRecord.details', captures),
  nullAt('finishTime of a timeline record is null', 'TimelineRecord.finishTime', captures),
  nullAt('identifier of a timeline record is null', 'TimelineRecord.identifier', captures),
  nullAt('log of a timeline record is null', 'TimelineRecord.log', captures),
  nullAt('parentId of a timeline record is null', 'TimelineRecord.parentId', captures),
  nullAt('percentComplete of a timeline record is null', 'TimelineRecord.percentComplete', captures),
  nullAt('result of a timeline record is null', 'TimelineRecord.result', captures),
  nullAt('resultCode of a timeline record is null', 'TimelineRecord.resultCode', captures),
  nullAt('task of a timeline record is null', 'TimelineRecord.task', captures),
  nullAt('url of a timeline record is null', 'TimelineRecord.url', captures),
  {
    kind: 'value',
    name: 'timeline record was never modified',
    place: 'TimelineRecord.lastModified',
    direction: 'response',
    accepts: { enum: ['0001-01-01T00:00:00'] },
    why: 'The zero date, written without a zone.',
    evidence: captures,
  },
  {
    kind: 'property',
    name: 'timeline record has the name of its job or step',
    definition: 'TimelineRecord',
    property: 'refName',
    accepts: { type: 'string' },
    why: 'The specification does not have it; every recorded record does.',
    evidence: captures,
  },
  {
    kind: 'property',
    name: 'the process of a pipeline names its file',
    definition: 'BuildProcess',
    property: 'yamlFilename',
    accepts: { type: 'string' },
    why: 'The specification has it on the derived YamlProcess alone and refers to the base.',
    evidence: 'YAML pipelines are made so by the command line tools and libraries of the service',
  },
  {
    kind: 'property',
    name: 'a listed pipeline has its process',
    definition: 'BuildDefinitionReference',
    property: 'process',
    accepts: { type: 'object' },
    why: 'With includeAllProperties the list holds whole definitions; the specification has references alone.',
    evidence: 'what includeAllProperties is documented for',
  },
  {
    kind: 'property',
    name: 'a listed pipeline has its repository',
    definition: 'BuildDefinitionReference',
    property: 'repository',
    accepts: { type: 'object' },
    why: 'With includeAllProperties the list holds whole definitions; the specification has references alone.',
    evidence: 'what includeAllProperties is documented for',
  },
  nullAt('clean of a build repository is null', 'BuildRepository.clean', captures),
  nullAt(
    'extension type of a security namespace is null',
    'SecurityNamespaceDescription.extensionType',
    `${examples} (securityNamespaces/GET__securitynamespaces_.json)`,
  ),
  countedMap(
    'list of build properties is a counted map',
    'build/Properties_Get Build Properties',
    'build/properties/PATCH…',
  ),
  countedMap(
    'updated build properties are a counted map',
    'build/Properties_Update Build Properties',
    'build/properties/PATCH…',
  ),

  numbersFor('number for a comment type', 'Comment.commentType', 3),
  numbersFor('number for a thread status', 'CommentThread.status', 6),
  numbersFor('number for a status state', 'GitStatus.state', 5),
];
