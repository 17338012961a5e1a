// Which threads are ours and what is believed of them: lost, damaged, old, newer and hand-edited records, other identities.
import assert from 'node:assert/strict';
import type { KeptFinding } from '../../ReviewTask/model/kept-finding.ts';
import { encodeKeptFinding } from '../../ReviewTask/model/kept-finding-text.ts';
import { withMarker } from '../../ReviewTask/model/marker.ts';
import type { OwnThread } from '../../ReviewTask/model/own-threads.ts';
import { propertyKeys } from '../../ReviewTask/model/publication.ts';
import type { ReviewThread, ThreadComment } from '../../ReviewTask/model/pull-request.ts';
import { encodeState } from '../../ReviewTask/model/review-state-text.ts';
import { readOwn } from '../../ReviewTask/snapshot/own-threads.ts';
import { aKeptFinding, aState } from '../fakes/kept-findings.ts';

const me = { id: 'build-service', displayName: 'Shop Build Service' };
const token = { id: 'token-owner', displayName: 'Robin' };
const author = { id: 'author', displayName: me.displayName };
const pullRequest = { author };

const kept = aKeptFinding();
const record = encodeKeptFinding(kept);
const state = aState();
const stateRecord = encodeState(state);
const newerRecord = JSON.stringify({ ...state, version: 2 });

function thread(given: Partial<ReviewThread> & { readonly body: string; readonly by?: typeof me }): ReviewThread {
  const { body, by = me, ...rest } = given;
  const first: ThreadComment = { id: 1, author: by, content: body, isDeleted: false };
  return {
    id: 7,
    status: 'active',
    isDeleted: false,
    path: undefined,
    comments: [first],
    properties: new Map(),
    ...rest,
  };
}

const properties = (values: Readonly<Record<string, string>>) => new Map(Object.entries(values));
const findingProperties = (text: string, fingerprint = kept.fingerprint) =>
  properties({ [propertyKeys.fingerprint]: fingerprint, [propertyKeys.finding]: text });
const stateProperties = (text: string) => properties({ [propertyKeys.tracking]: '1', [propertyKeys.state]: text });

const findingBody = withMarker('**Warning**', 'finding', record);
const stateBody = withMarker('## Review', 'state', stateRecord);
const tracking = thread({ id: 3, body: stateBody, properties: stateProperties(stateRecord) });

describe('readOwn', () => {
  const states: readonly { name: string; given: readonly ReviewThread[]; id: number | undefined; expect: object }[] = [
    { name: 'as it was left', given: [tracking], id: 3, expect: { kind: 'state', state } },
    { name: 'of nobody', given: [], id: undefined, expect: { kind: 'none' } },
    {
      name: 'without a state, as version 0 wrote it',
      given: [thread({ id: 3, body: '## Review', properties: properties({ [propertyKeys.tracking]: '1' }) })],
      id: 3,
      expect: { kind: 'unusable', because: 'state-lost' },
    },
    {
      name: 'whose properties are gone',
      given: [thread({ id: 3, body: stateBody })],
      id: 3,
      expect: { kind: 'unusable', because: 'state-lost' },
    },
    {
      name: 'whose state is cut off',
      given: [{ ...tracking, properties: stateProperties(stateRecord.slice(0, 99)) }],
      id: 3,
      expect: { kind: 'unusable', because: 'state-lost' },
    },
    {
      name: 'whose state somebody changed',
      given: [{ ...tracking, properties: stateProperties(encodeState(aState({ source: 'f'.repeat(40) }))) }],
      id: 3,
      expect: { kind: 'unusable', because: 'state-edited' },
    },
    {
      name: 'whose comment was written anew and whose state was not, for the run had died',
      given: [
        thread({
          id: 3,
          body: withMarker('', 'state', 'later', stateRecord),
          properties: stateProperties(stateRecord),
        }),
      ],
      id: 3,
      expect: { kind: 'state', state, isBehind: true },
    },
    {
      name: 'whose comment was written anew over a state that did not fit',
      given: [thread({ id: 3, body: withMarker('', 'state', 'later'), properties: stateProperties(stateRecord) })],
      id: 3,
      expect: { kind: 'unusable', because: 'state-edited' },
    },
    {
      name: 'whose comment has no marker although there is a state',
      given: [thread({ id: 3, body: '## Review', properties: stateProperties(stateRecord) })],
      id: 3,
      expect: { kind: 'unusable', because: 'state-edited' },
    },
    {
      name: 'of a newer version',
      given: [thread({ id: 3, body: withMarker('', 'state', newerRecord), properties: stateProperties(newerRecord) })],
      id: 3,
      expect: { kind: 'unusable', because: 'state-newer' },
    },
    {
      name: 'that there is twice: the later one',
      given: [tracking, thread({ id: 9, body: stateBody, properties: stateProperties('') }), { ...tracking, id: 5 }],
      id: 9,
      expect: { kind: 'unusable', because: 'state-lost' },
    },
    {
      name: 'that is deleted',
      given: [{ ...tracking, isDeleted: true }],
      id: undefined,
      expect: { kind: 'none' },
    },
    {
      name: 'of another identity',
      given: [thread({ by: token, body: stateBody, properties: stateProperties(stateRecord) })],
      id: undefined,
      expect: { kind: 'unusable', because: 'identity-changed' },
    },
    {
      name: 'of another identity beside ours',
      given: [thread({ id: 99, by: token, body: stateBody, properties: stateProperties(stateRecord) }), tracking],
      id: 3,
      expect: { kind: 'state', state },
    },
    {
      name: 'of somebody who has our name and half our form',
      given: [thread({ by: author, body: '## Review', properties: stateProperties(stateRecord) })],
      id: undefined,
      expect: { kind: 'none' },
    },
    {
      name: "beside a person's own thread on which somebody put our property",
      given: [thread({ id: 99, path: 'a.ts', body: 'Hm.', properties: stateProperties(stateRecord) }), tracking],
      id: 3,
      expect: { kind: 'state', state },
    },
  ];
  for (const { name, given, id, expect } of states) {
    it(`reads the tracking thread ${name}`, () => {
      const { tracking: read, findings: none } = readOwn(given, me, pullRequest);
      assert.deepEqual({ threadId: read.threadId, reading: read.reading }, { threadId: id, reading: expect });
      // Only a state that is believed may be handed on to the next comment.
      assert.equal(read.record, read.reading.kind === 'state' ? stateRecord : undefined);
      assert.deepEqual(none, []);
    });
  }

  type Seen = Omit<OwnThread, 'thread'>;
  const ours = (keptNow: KeptFinding | undefined): Seen => ({ kept: keptNow, standing: 'ours', mayWaive: true });
  const edited = encodeKeptFinding(aKeptFinding({ severity: 'suggestion' }));
  const findings: readonly { name: string; given: ReviewThread; expect: Seen | undefined }[] = [
    {
      name: 'as it was left',
      given: thread({ path: kept.path, body: findingBody, properties: findingProperties(record) }),
      expect: ours(kept),
    },
    {
      name: "with Windows line ends and a person's answers",
      given: thread({
        body: `${findingBody.replaceAll('\n', '\r\n')}\r\n`,
        properties: findingProperties(record),
        comments: [
          { id: 1, author: me, content: `${findingBody.replaceAll('\n', '\r\n')}\r\n`, isDeleted: false },
          { id: 2, author, content: 'No.', isDeleted: false },
        ],
      }),
      expect: ours(kept),
    },
    {
      name: 'whose author is written in another letter case',
      given: thread({
        by: { ...me, id: me.id.toUpperCase() },
        body: findingBody,
        properties: findingProperties(record),
      }),
      expect: ours(kept),
    },
    {
      name: 'of an author whom the service does not name',
      given: thread({ by: { id: '', displayName: '' }, body: findingBody, properties: findingProperties(record) }),
      expect: undefined,
    },
    {
      name: 'of version 0, without marker and record',
      given: thread({ body: '**Warning**', properties: properties({ [propertyKeys.fingerprint]: 'f' }) }),
      expect: ours(undefined),
    },
    { name: 'whose properties are gone', given: thread({ body: findingBody }), expect: ours(undefined) },
    {
      name: 'whose record somebody changed',
      given: thread({ body: findingBody, properties: findingProperties(edited) }),
      expect: ours(undefined),
    },
    {
      name: 'whose record is cut off',
      given: thread({ body: findingBody, properties: findingProperties(record.slice(0, 40)) }),
      expect: ours(undefined),
    },
    {
      name: 'whose fingerprint property somebody changed: the record holds',
      given: thread({ body: findingBody, properties: findingProperties(record, 'forged') }),
      expect: ours(kept),
    },
    {
      name: 'on which somebody put the property of the tracking thread',
      given: thread({
        body: findingBody,
        properties: new Map([...findingProperties(record), [propertyKeys.tracking, '1']]),
      }),
      expect: ours(kept),
    },
    {
      name: 'of a former identity',
      given: thread({ by: token, body: findingBody, properties: findingProperties(record) }),
      expect: { kept, standing: 'former', mayWaive: true },
    },
    {
      name: 'that the author of the pull request may have forged',
      given: thread({ by: author, status: 'wontFix', body: findingBody, properties: findingProperties(record) }),
      expect: undefined,
    },
    {
      name: 'of another identity whose record does not fit',
      given: thread({ by: token, body: findingBody, properties: findingProperties(edited) }),
      expect: undefined,
    },
    {
      name: 'of another identity with another fingerprint than its record',
      given: thread({ by: token, body: findingBody, properties: findingProperties(record, 'forged') }),
      expect: undefined,
    },
    {
      name: 'of another identity without a record',
      given: thread({ by: token, body: '**Warning**', properties: properties({ [propertyKeys.fingerprint]: 'f' }) }),
      expect: undefined,
    },
    { name: "that is a person's", given: thread({ by: author, body: 'Why?' }), expect: undefined },
    { name: 'that is ours without a sign of us', given: thread({ body: 'Hello.' }), expect: undefined },
    {
      name: 'that was deleted',
      given: thread({ isDeleted: true, body: findingBody, properties: findingProperties(record) }),
      expect: undefined,
    },
    {
      name: 'whose first comment was deleted',
      given: thread({
        body: '',
        comments: [
          { id: 1, author: me, content: '', isDeleted: true },
          { id: 2, author, content: 'Thanks.', isDeleted: false },
        ],
        properties: findingProperties(record),
      }),
      expect: undefined,
    },
    {
      name: 'in which we only answered',
      given: thread({
        body: '',
        comments: [
          { id: 1, author, content: 'Look.', isDeleted: false },
          { id: 2, author: me, content: findingBody, isDeleted: false },
        ],
      }),
      expect: undefined,
    },
    { name: 'without comments', given: thread({ body: '', comments: [] }), expect: undefined },
  ];
  for (const { name, given, expect } of findings) {
    it(`${expect === undefined ? 'passes over' : 'reads'} a finding's thread ${name}`, () => {
      const expected = expect === undefined ? [] : [{ thread: given, ...expect }];
      assert.deepEqual(readOwn([given], me, pullRequest).findings, expected);
    });
  }
});
