// Findings and states of every shape that the types allow, for property tests.
import fc from 'fast-check';
import { categories, severities } from '../../ReviewTask/model/finding.ts';
import type { KeptFinding, KeptPlace } from '../../ReviewTask/model/kept-finding.ts';
import type { ReviewState, StateFinding } from '../../ReviewTask/model/review-state.ts';

// Lone surrogates, control characters and signs of JSON among them.
const text = (maxLength: number) => fc.string({ unit: 'binary', maxLength });
// With a prototype, as JSON has it.
const record = <T extends object>(shape: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.record(shape, { noNullPrototype: true });

const whole = fc.integer({ min: 1, max: 2 ** 31 });
const position = record({ line: whole, offset: whole });

const place: fc.Arbitrary<KeptPlace> = fc.oneof(
  record({
    kind: fc.constant('lines' as const),
    side: fc.constantFrom('left' as const, 'right' as const),
    start: position,
    end: position,
  }),
  record({ kind: fc.constantFrom('file' as const, 'pull-request' as const) }),
);

/** Any finding, with texts beyond every limit. */
export const anyKeptFinding: fc.Arbitrary<KeptFinding> = record({
  fingerprint: fc.string({ minLength: 1, maxLength: 24 }),
  path: text(1_200),
  severity: fc.constantFrom(...severities),
  category: fc.constantFrom(...categories),
  source: fc.oneof(
    record({ kind: fc.constant('model' as const) }),
    record({ kind: fc.constantFrom('rule' as const, 'secrets' as const, 'built-in' as const), rule: text(20) }),
  ),
  title: text(400),
  failure: text(800),
  question: text(800),
  place,
  code: fc.array(text(300), { maxLength: 30 }),
});

const stateFinding: fc.Arbitrary<StateFinding> = fc.oneof(
  record({ kind: fc.constant('thread' as const), threadId: whole, path: text(200), place }),
  record({ kind: fc.constant('listed' as const), finding: anyKeptFinding, reason: text(30) }),
);

/** Any state, often too large for its place. */
export const anyState: fc.Arbitrary<ReviewState> = record({
  version: fc.constant(1 as const),
  pushMark: fc.nat(999),
  iterationId: whole,
  source: text(40),
  base: text(40),
  targetRef: text(200),
  targetCommit: text(40),
  inputs: text(16),
  config: text(16),
  gaps: fc.array(text(300), { maxLength: 60 }),
  lasting: fc.array(text(300), { maxLength: 20 }),
  findings: fc.array(stateFinding, { maxLength: 30 }),
  threads: fc.array(fc.tuple(whole, fc.constantFrom('active', 'fixed', 'wontFix')), { maxLength: 50 }),
  counts: fc.record({ blocker: fc.nat(99), warning: fc.nat(99), suggestion: fc.nat(99) }),
  status: record({
    state: fc.constantFrom('pending', 'succeeded', 'failed', 'error', 'notApplicable'),
    description: text(500),
  }),
  summary: text(2_000),
  reviews: fc.array(record({ iterationId: whole, at: fc.nat() }), { maxLength: 30 }),
  leftOut: fc.nat({ max: 3 }),
});
