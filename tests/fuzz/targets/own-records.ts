// Fuzz targets: what we wrote on the pull request ourselves, where anybody may have changed it since.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeKeptFinding, encodeKeptFinding } from '../../../ReviewTask/model/kept-finding-text.ts';
import { fitOf, readMarker, withMarker } from '../../../ReviewTask/model/marker.ts';
import { noteLine, noteOf } from '../../../ReviewTask/model/note.ts';
import { decodeState, encodeState } from '../../../ReviewTask/model/review-state-text.ts';
import { anyKeptFinding, anyState } from '../../fakes/arbitrary-state.ts';
import { aKeptFinding, aState } from '../../fakes/kept-findings.ts';
import type { FuzzTarget } from '../target.ts';

const keptFinding = encodeKeptFinding(aKeptFinding());
const state = encodeState(
  aState({
    findings: [
      { kind: 'thread', threadId: 7, path: 'src/a.ts', place: { kind: 'file' } },
      { kind: 'listed', finding: aKeptFinding(), reason: 'below-min-severity' },
    ],
    threads: [[7, 'active']],
    gaps: ['src/b.ts'],
  }),
);
const comment = withMarker('**Warning · It fails**\n\n> said', 'finding', keptFinding, state);

export const ownRecordTargets: readonly FuzzTarget[] = [
  {
    name: 'thread-state',
    parser: 'ReviewTask/model/review-state-text.ts',
    form: 'json',
    samples: [state, encodeState(aState())],
    arbitrary: anyState.map(encodeState),
    check(input) {
      const read = decodeState(input);
      assert.ok(['state', 'newer', 'damaged'].includes(read.kind));
      if (read.kind !== 'state') return;
      const again = encodeState(read.state);
      // A state that others wrote may have numbers and words of any length, where ours never has.
      if (input.length <= 30_000) assert.ok(again.length <= 30_000 + 20, `${again.length} units`);
      assert.equal(decodeState(again).kind, 'state');
    },
  },
  {
    name: 'kept-finding',
    parser: 'ReviewTask/model/kept-finding-text.ts',
    form: 'json',
    samples: [keptFinding],
    arbitrary: anyKeptFinding.map(encodeKeptFinding),
    check(input) {
      const read = decodeKeptFinding(input);
      if (read === undefined) return;
      assert.ok(read.title.length <= 300 && read.path.length <= 1_000 && read.code.length <= 20);
      assert.deepEqual(decodeKeptFinding(encodeKeptFinding(read)), read);
    },
  },
  {
    name: 'marker',
    parser: 'ReviewTask/model/marker.ts',
    form: 'text',
    samples: [comment, comment.replaceAll('\n', '\r\n'), withMarker('Body', 'state', state)],
    arbitrary: fc.string({ unit: 'binary', maxLength: 500 }).map((body) => withMarker(body, 'finding', keptFinding)),
    check(input) {
      const read = readMarker(input);
      if (read !== undefined) assert.match(`${read.digest}${read.before ?? ''}`, /^(?:[0-9a-f]{16}){1,2}$/);
      assert.ok(['exact', 'behind', 'none'].includes(fitOf(input, keptFinding)));
    },
  },
  {
    name: 'note',
    parser: 'ReviewTask/model/note.ts',
    form: 'text',
    samples: [`It is fixed.\n\n${noteLine('fixed')}`, `Gone.\r\n\r\n${noteLine('gone')}\r\n`],
    check: (input) => assert.ok([undefined, 'gone', 'fixed', 'back'].includes(noteOf(input))),
  },
];
