// What becomes of earlier findings after a push: where each is, whether it was touched, and what is gone.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { carry } from '../../ReviewTask/findings/carry.ts';
import type { ChangedFile } from '../../ReviewTask/model/diff.ts';
import type { KeptFinding } from '../../ReviewTask/model/kept-finding.ts';
import { aFileWithoutLines, anEntry } from '../fakes/changes.ts';
import { numbered, spliced } from '../snapshot/versions.ts';
import { aFile, deltaOf, keptOn } from './earlier-findings.ts';

const base = numbered(100);
const bad = 'const total = prices[prices.length];';
/** Line 20 and lines 60 to 61 were added, line 80 (79 before) was removed. */
const source = spliced(spliced(spliced(base, 79, 1), 59, 0, 'if (open) {', '  close(handle);'), 20, 1, bad);
const then = aFile(base, source);
const onBad = keptOn(then, 'right', [20, 20]);
const onTwo = keptOn(then, 'right', [59, 60]);
const onRemoved = keptOn(then, 'left', [79, 79]);

/** `kind`, or `kind first-last` with its line numbers, or `gone why`. */
function tell(kept: KeptFinding, now: readonly ChangedFile[], isKnown = true, was: ChangedFile = then): string {
  const [file] = now;
  const deltas = isKnown && file !== undefined ? deltaOf(was, file) : [];
  const [carried] = carry([{ finding: kept, threadId: 4 }], { files: now, unread: [] }, deltas);
  assert.ok(carried !== undefined);
  assert.deepEqual([carried.threadId, carried.finding.fingerprint], [4, kept.fingerprint]);
  if (carried.whereabouts.kind === 'gone') return `gone ${carried.whereabouts.why}`;
  const { anchor } = carried.whereabouts;
  const place = anchor.kind === 'lines' ? `${anchor.side} ${anchor.start.line}-${anchor.end.line}` : anchor.kind;
  return `${carried.whereabouts.kind} ${place}`;
}

const edit = (...how: Parameters<typeof spliced> extends [unknown, ...infer Rest] ? Rest : never): ChangedFile =>
  aFile(base, spliced(source, ...how));

const cases: readonly {
  readonly name: string;
  readonly kept?: KeptFinding;
  readonly now: ChangedFile;
  readonly expect: string;
  /** Where nothing is known of the earlier iteration; the same unless said. */
  readonly unknown?: string;
}[] = [
  { name: 'nothing happened', now: then, expect: 'untouched right 20-20' },
  { name: 'lines shifted above', now: edit(3, 0, 'one', 'two'), expect: 'untouched right 22-22' },
  { name: 'a change far below', now: edit(90, 1, 'other'), expect: 'untouched right 20-20' },
  {
    name: 'an edit two lines below',
    now: edit(22, 1, 'other'),
    expect: 'touched right 20-20',
    unknown: 'untouched right 20-20',
  },
  {
    name: 'the line edited',
    now: edit(20, 1, 'const total = prices[prices.length - 1];'),
    expect: 'touched right 20-20',
  },
  { name: 'the line rewritten', now: edit(20, 1, 'return sum(basket);'), expect: 'gone code-gone' },
  { name: 'the line taken out', now: edit(20, 1), expect: 'gone code-gone' },
  { name: 'the line reverted to the base', now: edit(20, 1, 'line 20'), expect: 'gone code-gone' },
  {
    name: 'the line moved away',
    now: aFile(base, spliced(spliced(source, 20, 1), 40, 0, bad)),
    expect: 'touched right 40-40',
    unknown: 'untouched right 40-40',
  },
  {
    name: 'the white space of the line changed',
    now: edit(20, 1, `\t${bad}  `),
    expect: 'touched right 20-20',
    unknown: 'untouched right 20-20',
  },
  {
    name: 'one of two lines taken out',
    kept: onTwo,
    now: edit(60, 1),
    expect: 'touched right 59-59',
  },
  { name: 'both lines taken out', kept: onTwo, now: edit(59, 2), expect: 'gone code-gone' },
  {
    name: 'a line put between the two',
    kept: onTwo,
    now: edit(60, 0, '  check(handle);'),
    expect: 'touched right 59-61',
    unknown: 'touched right 59-59',
  },
  {
    name: 'a merge of the target above',
    now: aFile(['top', ...base], ['top', ...source]),
    expect: 'untouched right 21-21',
  },
  {
    name: 'a target that made the same change',
    now: aFile(spliced(base, 20, 1, bad), source),
    expect: 'gone not-changed',
  },
  { name: 'a removed line, untouched', kept: onRemoved, now: edit(3, 0, 'one'), expect: 'untouched left 79-79' },
  {
    name: 'a removed line that is back',
    kept: onRemoved,
    now: edit(81, 0, 'line 79'),
    expect: 'gone not-changed',
  },
  {
    name: 'a removed line with an edit beside it',
    kept: onRemoved,
    now: edit(82, 1, 'other'),
    expect: 'touched left 79-79',
    unknown: 'untouched left 79-79',
  },
  {
    name: 'a removed line that the target removed, too',
    kept: onRemoved,
    now: aFile(spliced(base, 79, 1), source),
    expect: 'gone code-gone',
  },
  {
    name: 'a rename',
    now: aFile(base, source, { path: 'b.ts', originalPath: 'src/a.ts', isRenamed: true }),
    expect: 'untouched right 20-20',
  },
  { name: 'a file deleted', now: aFile(base, [], { isDeleted: true }), expect: 'gone file-gone' },
  {
    name: 'a finding on the file, with something new in it',
    kept: { ...onBad, place: { kind: 'file' } },
    now: edit(3, 0, 'one'),
    expect: 'touched file',
    unknown: 'untouched file',
  },
  {
    name: 'a finding on the file, with nothing new in it',
    kept: { ...onBad, place: { kind: 'file' } },
    now: then,
    expect: 'untouched file',
  },
  {
    name: 'a finding on the pull request',
    kept: { ...onBad, place: { kind: 'pull-request' } },
    now: edit(3, 0, 'one'),
    expect: 'untouched pull-request',
  },
];

describe('carry', () => {
  for (const { name, kept = onBad, now, expect, unknown = expect } of cases) {
    it(`says "${expect}" of ${name}`, () => assert.equal(tell(kept, [now]), expect));
    it(`says "${unknown}" of ${name}, without the lines of then`, () =>
      assert.equal(tell(kept, [now], false), unknown));
  }

  it('finds code that stands several times by the nearest', () => {
    const twice = aFile([], [bad, 'x', 'y', bad, 'z', bad]);
    assert.equal(
      tell(keptOn(twice, 'right', [4, 4]), [aFile([], ['top', bad, 'x', 'y', bad, 'z', bad])], false),
      'untouched right 5-5',
    );
  });

  it('does not search for a bracket', () => {
    const brackets = aFile([], ['a {', '}', 'b {', '}']);
    const now = aFile([], ['b {', 'c', '}']);
    assert.equal(tell(keptOn(brackets, 'right', [2, 2]), [now], true, brackets), 'gone code-gone');
  });

  it('searches for code whose lines are those of another iteration', () => {
    const later = edit(3, 0, 'one', 'two');
    const now = edit(3, 0, 'one', 'two', 'three');
    assert.equal(tell(keptOn(later, 'right', [22, 22]), [now]), 'untouched right 23-23');
  });

  it('keeps what nobody can read', () => {
    assert.equal(tell(onBad, [aFileWithoutLines('src/a.ts', 'unreadable')], false), 'unseen file');
    assert.equal(tell(onBad, [aFileWithoutLines('src/a.ts', 'binary')], false), 'gone file-gone');
    assert.equal(tell(onBad, []), 'gone file-gone');
    const unread = [anEntry({ path: 'src/a.ts' })];
    assert.equal(carry([{ finding: onBad }], { files: [], unread }, [])[0]?.whereabouts.kind, 'unseen');
  });

  it('does not take a new file for the one that had its name', () => {
    const renamed = aFile(base, source, { path: 'src/b.ts' });
    const deltas = deltaOf(then, renamed);
    const newcomer = aFile([], source, { path: 'src/a.ts', isAdded: true });
    const [carried] = carry([{ finding: onBad }], { files: [newcomer, renamed], unread: [] }, deltas);
    assert.equal(carried?.finding.path, 'src/b.ts');
  });

  it('keeps the columns of a line that is as it was, and whole lines of one that is not', () => {
    const place = {
      kind: 'lines',
      side: 'right',
      start: { line: 20, offset: 7 },
      end: { line: 20, offset: 12 },
    } as const;
    const columns = (now: ChangedFile) => {
      const anchor = carry([{ finding: { ...onBad, place } }], { files: [now], unread: [] }, deltaOf(then, now))[0]
        ?.finding.anchor;
      return anchor?.kind === 'lines' ? [anchor.start.offset, anchor.end.offset] : [];
    };
    assert.deepEqual(columns(edit(3, 0, 'one')), [7, 12]);
    assert.deepEqual(columns(edit(20, 1, 'const total = prices[0];')), [1, 25]);
  });

  it('follows a line to a line with the same text, or says that it was touched or is gone', () => {
    const edits = fc.array(fc.tuple(fc.nat(99), fc.nat(3), fc.nat(3)), { maxLength: 6 });
    fc.assert(
      fc.property(edits, fc.constantFrom(onBad, onTwo), (given, kept) => {
        let right = source;
        for (const [index, [at, count, more]] of given.entries()) {
          right = spliced(right, Math.min(at, right.length) + 1, count, ...numbered(more, `edit ${index}`));
        }
        const now = aFile(base, right);
        const [carried] = carry([{ finding: kept }], { files: [now], unread: [] }, deltaOf(then, now));
        const where = carried?.whereabouts;
        assert.ok(where !== undefined && where.kind !== 'unseen');
        if (where.kind === 'gone') return assert.ok(kept.code.every((line) => !right.includes(line)));
        assert.ok(where.anchor.kind === 'lines');
        const { start, end } = where.anchor;
        assert.ok(start.line >= 1 && end.line <= right.length && start.line <= end.line);
        if (where.kind === 'untouched') assert.deepEqual(right.slice(start.line - 1, end.line), kept.code);
      }),
      { numRuns: 200 },
    );
  });
});
