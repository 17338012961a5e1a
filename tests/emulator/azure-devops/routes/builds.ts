// Builds: get, attachments, tags, properties, artifacts, timeline.
import { bytes, collection, json } from '../http/answer.ts';
import { type Call, requiredProject } from '../http/call.ts';
import { isRecord, listOf, member, recordOf, textMember } from '../http/json.ts';
import { buildNotFound, invalidArgument, missingBody, partNotFound } from '../http/refusals.ts';
import type { Method, Route } from '../http/router.ts';
import type { BuildArtifact, BuildState } from '../state/build.ts';
import { defaultPipelineSettings } from '../state/world.ts';
import { buildUrl, buildView } from '../wire/build.ts';
import { link } from '../wire/links.ts';
import { patchedBag } from './json-patch.ts';

function buildOf(call: Call): BuildState {
  const project = requiredProject(call);
  const id = call.values['buildId'] ?? '';
  const found = call.world.builds.find((build) => build.project === project && build.id === Number(id));
  if (!found) throw buildNotFound(id);
  return found;
}

function attachments(call: Call) {
  const build = buildOf(call);
  const found = build.attachments.filter(({ type }) => type === call.values['type']);
  return collection(
    found.map(({ name, type, timelineId, recordId }) => ({
      name,
      _links: {
        self: link(
          `${buildUrl(call.world, build)}/${timelineId}/${recordId}/attachments/${encodeURIComponent(type)}/${encodeURIComponent(name)}`,
        ),
      },
    })),
  );
}

function attachment(call: Call) {
  const { type, name, timelineId, recordId } = call.values;
  const found = buildOf(call).attachments.find(
    (known) =>
      known.type === type && known.name === name && known.timelineId === timelineId && known.recordId === recordId,
  );
  if (!found) throw partNotFound('attachment', 'AttachmentNotFoundException', name ?? '');
  return bytes('application/octet-stream', found.content);
}

function addTag(build: BuildState, tag: string): void {
  if (!build.tags.includes(tag)) build.tags.push(tag);
}

function putTag(call: Call) {
  const build = buildOf(call);
  addTag(build, call.values['tag'] ?? '');
  return collection(build.tags);
}

function postTags(call: Call) {
  const build = buildOf(call);
  for (const tag of listOf(call.request.body)) addTag(build, String(tag));
  return collection(build.tags);
}

function deleteTag(call: Call) {
  const build = buildOf(call);
  const index = build.tags.indexOf(call.values['tag'] ?? '');
  if (index >= 0) build.tags.splice(index, 1);
  return collection(build.tags);
}

const properties = (build: BuildState) =>
  json({ count: Object.keys(build.properties).length, value: build.properties });

function patchProperties(call: Call) {
  const build = buildOf(call);
  build.properties = patchedBag(build.properties, call.request);
  return properties(build);
}

const artifactView = (artifact: BuildArtifact) => ({ ...artifact });

function postArtifact(call: Call) {
  const build = buildOf(call);
  const { body } = call.request;
  if (!isRecord(body)) throw missingBody('artifact');
  const name = textMember(body, 'name');
  if (name === undefined) throw invalidArgument('name');
  const artifact = {
    id: build.artifacts.length + 1,
    name,
    source: build.recordId,
    resource: recordOf(member(body, 'resource')),
  };
  build.artifacts.push(artifact);
  return json(artifactView(artifact));
}

function timeline(call: Call) {
  const build = buildOf(call);
  const url = `${buildUrl(call.world, build)}/Timeline/${build.timelineId}`;
  const record = {
    previousAttempts: [],
    id: build.recordId,
    parentId: null,
    type: 'Task',
    name: 'Review',
    refName: 'Review',
    startTime: build.queueTime,
    finishTime: null,
    currentOperation: null,
    percentComplete: null,
    state: build.status === 'completed' ? 'completed' : 'inProgress',
    result: build.status === 'completed' ? (build.result === 'none' ? null : build.result) : null,
    resultCode: null,
    changeId: 1,
    lastModified: '0001-01-01T00:00:00',
    workerName: 'Emulated agent',
    order: 1,
    details: null,
    errorCount: 0,
    warningCount: 0,
    url: null,
    log: null,
    task: null,
    attempt: 1,
    identifier: null,
  };
  return json({
    records: [record],
    lastChangedBy: build.requestedFor.id,
    lastChangedOn: build.queueTime,
    id: build.timelineId,
    changeId: 1,
    url,
  });
}

function pipelineSettings(call: Call) {
  const { id } = requiredProject(call);
  return json({ ...defaultPipelineSettings, ...call.world.pipelineSettings.get(id) });
}

function route(method: Method, rest: string, location: string, handle: Route['handle']): Route {
  const scopes = method === 'GET' ? ['vso.build'] : ['vso.build_execute'];
  return { method, template: `{project}/_apis/build/builds/{buildId}${rest}`, scopes, location, handle };
}

const one = '0cd358e1-9217-4d94-8269-1c1ee6f93dcf';
const tags = '6e6114b2-8161-44c8-8f6c-c5505782427f';
const bag = '0a6312e9-0627-49b7-8083-7d74a64849c9';
const artifacts = '1db06c96-014e-44e1-ac91-90b2d4b3e984';
const timelines = '8baac422-4c6e-4de5-8532-db96d92acffa';

export const buildRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '{project}/_apis/build/generalsettings',
    scopes: ['vso.project'],
    handle: pipelineSettings,
  },
  route('GET', '', one, (call) => json(buildView(call.world, buildOf(call)))),
  route('GET', '/attachments/{type}', 'f2192269-89fa-4f94-baf6-8fb128c55159', attachments),
  route(
    'GET',
    '/{timelineId}/{recordId}/attachments/{type}/{name}',
    'af5122d3-3438-485e-a25a-2dbbfde84ee6',
    attachment,
  ),
  route('GET', '/tags', tags, (call) => collection(buildOf(call).tags)),
  route('POST', '/tags', tags, postTags),
  route('PUT', '/tags/{*tag}', tags, putTag),
  route('DELETE', '/tags/{*tag}', tags, deleteTag),
  route('GET', '/properties', bag, (call) => properties(buildOf(call))),
  route('PATCH', '/properties', bag, patchProperties),
  route('GET', '/artifacts', artifacts, (call) => collection(buildOf(call).artifacts.map(artifactView))),
  route('POST', '/artifacts', artifacts, postArtifact),
  route('GET', '/timeline', timelines, timeline),
  route('GET', '/timeline/{timelineId}', timelines, timeline),
];
