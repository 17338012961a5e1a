// Threads of earlier runs: what is said and set on them, in words that a person reads.
import assert from 'node:assert/strict';
import type { Disposition, Verification } from '../../ReviewTask/model/finding.ts';
import { noteOf } from '../../ReviewTask/model/note.ts';
import { threadChanges } from '../../ReviewTask/publish/thread-changes.ts';
import { assertGolden } from '../golden.ts';
import { finding, hostileText } from './sample-report.ts';

const context = { iterationId: 4, sourceCommit: 'abcdef0123456789abcdef0123456789abcdef01' };

const cases: readonly { readonly name: string; readonly given: Disposition; readonly expect: unknown }[] = [
  { name: 'a finding that is known', given: { kind: 'known', threadId: 7 }, expect: undefined },
  { name: 'a new finding', given: { kind: 'post' }, expect: undefined },
  {
    name: 'a finding whose code is gone',
    given: { kind: 'fixed', threadId: 7, how: 'gone', step: 'reply-and-status' },
    expect: { note: 'gone', status: 'fixed' },
  },
  {
    name: 'a finding whose fix was seen',
    given: { kind: 'fixed', threadId: 7, how: 'verified', step: 'reply-and-status' },
    expect: { note: 'fixed', status: 'fixed' },
  },
  {
    name: 'a finding of which only the status is left to set',
    given: { kind: 'fixed', threadId: 7, how: 'gone', step: 'status' },
    expect: { note: undefined, status: 'fixed' },
  },
  {
    name: 'a finding that is back',
    given: { kind: 'known', threadId: 7, standing: 'back', step: 'reply-and-status' },
    expect: { note: 'back', status: 'active' },
  },
  {
    name: 'a listed finding that is fixed',
    given: { kind: 'fixed', threadId: undefined, how: 'gone' },
    expect: undefined,
  },
];

describe('threadChanges', () => {
  for (const { name, given, expect } of cases) {
    it(`changes the thread of ${name} as it should`, () => {
      const [change] = threadChanges([finding({ disposition: given })], 'active', context);
      const note = change?.reply === undefined ? undefined : noteOf(change.reply.body);
      assert.deepEqual(change === undefined ? undefined : { note, status: change.status }, expect);
    });
  }

  it('says it in a line, word for word, and cleans what a model wrote', () => {
    const verification: Verification = {
      verdict: 'refuted',
      evidence: [],
      severity: 'warning',
      by: 'model',
      explanation: `The id is checked now. ${hostileText}`,
    };
    const dispositions: readonly Disposition[] = [
      { kind: 'fixed', threadId: 3, how: 'verified', step: 'reply-and-status' },
      { kind: 'fixed', threadId: 1, how: 'gone', step: 'reply-and-status' },
      { kind: 'known', threadId: 2, standing: 'back', step: 'reply-and-status' },
    ];
    const findings = dispositions.map((disposition) => finding({ disposition, verification }));
    const bodies = threadChanges(findings, 'active', context).map(({ reply }) => reply?.body);
    assertGolden('publish/golden/notes.md', `${bodies.join('\n\n---\n\n')}\n`);
  });
});
