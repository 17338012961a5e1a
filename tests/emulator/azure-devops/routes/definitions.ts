// Definitions of pipelines: list, get, create.
import { collection, json } from '../http/answer.ts';
import { type Call, callerIdentity, canRead, findRepository, requiredProject } from '../http/call.ts';
import { isRecord, member, numberMember, textMember } from '../http/json.ts';
import { invalidArgument, missingBody, pipelineExists, pipelineNotFound } from '../http/refusals.ts';
import type { Route } from '../http/router.ts';
import type { PipelineState } from '../state/pipeline.ts';
import { timestamp } from '../state/world.ts';
import { pipelineReference, pipelineView } from '../wire/pipeline.ts';
import { continued } from './paging.ts';

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

function visible(call: Call): readonly PipelineState[] {
  const project = requiredProject(call);
  return call.world.pipelines.filter((known) => known.project === project && canRead(call, known.repository));
}

function list(call: Call) {
  const { request, world } = call;
  const repository = request.parameter('repositoryId');
  const type = request.parameter('repositoryType');
  const name = request.parameter('name');
  const file = request.parameter('yamlFilename');
  if (repository !== undefined && type === undefined) throw invalidArgument('repositoryType');
  const everything = request.parameter('includeAllProperties')?.toLowerCase() === 'true';
  const found = visible(call).filter(
    (known) =>
      (repository === undefined || same(repository, known.repository.id)) &&
      (type === undefined || same(type, 'TfsGit')) &&
      (name === undefined || same(name, known.name)) &&
      (file === undefined || !everything || same(file, known.yamlFilename)),
  );
  const page = continued(request, found, 10_000);
  const view = everything ? pipelineView : pipelineReference;
  return collection(
    page.entries.map((known) => view(world, known)),
    page.headers,
  );
}

function get(call: Call) {
  const id = call.values['definitionId'] ?? '';
  const found = visible(call).find((known) => known.id === Number(id));
  if (!found) throw pipelineNotFound(id);
  return json(pipelineView(call.world, found));
}

function create(call: Call) {
  const project = requiredProject(call);
  const { world, request } = call;
  const { body } = request;
  if (!isRecord(body)) throw missingBody('definition');
  const name = textMember(body, 'name');
  const process = member(body, 'process');
  const file = textMember(process, 'yamlFilename');
  if (name === undefined || name === '') throw invalidArgument('definition.Name');
  if (!isRecord(process)) throw missingBody('definition.Process');
  if (numberMember(process, 'type') !== 2 || file === undefined) throw invalidArgument('definition.Process');
  const repository = findRepository(call, textMember(member(body, 'repository'), 'id') ?? '', project);
  if (world.pipelines.some((known) => known.project === project && same(known.name, name))) throw pipelineExists(name);
  world.lastPipelineId += 1;
  const pipeline: PipelineState = {
    id: world.lastPipelineId,
    project,
    repository,
    name,
    yamlFilename: file,
    queue: textMember(member(body, 'queue'), 'name'),
    authoredBy: callerIdentity(call),
    createdDate: timestamp(world),
    queueStatus: 'enabled',
  };
  world.pipelines.push(pipeline);
  return json(pipelineView(world, pipeline));
}

const template = '{project}/_apis/build/definitions';
const location = 'dbeaf647-6167-421a-bda9-c9327b25e2e6';
const [read, execute] = [['vso.build'], ['vso.build_execute']];

export const definitionRoutes: readonly Route[] = [
  { method: 'GET', template, scopes: read, location, handle: list },
  { method: 'GET', template: `${template}/{definitionId}`, scopes: read, location, handle: get },
  { method: 'POST', template, scopes: execute, location, handle: create },
];
