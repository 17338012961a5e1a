// The same defect in another run: reworded, renamed, shifted, recategorised or on a neighbouring line, it is told once.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Carried, carry } from '../../ReviewTask/findings/carry.ts';
import { sameAsKept } from '../../ReviewTask/findings/same-as-kept.ts';
import type { PlacedFinding } from '../../ReviewTask/model/finding.ts';
import type { KeptFinding } from '../../ReviewTask/model/kept-finding.ts';
import { spliced } from '../snapshot/versions.ts';
import { aFile, deltaOf, keptOn, placedOn } from './earlier-findings.ts';

const source = [
  'export async function find(request, database) {',
  "  const sql = 'select * from orders where id = ' + request.query.id;",
  '  const user = await users.get(request.userId);',
  '  log.info(user.name);',
  '',
  '  return database.query(sql);',
  '}',
];
const then = aFile([], source);
const injection = {
  category: 'security',
  title: 'SQL is built from request input',
  failure:
    'Anyone who can call `/orders` can read the whole database: request.query.id goes into the statement as it is.',
} as const;
const injectionAgain = {
  category: 'security',
  title: 'SQL injection through id',
  failure: 'The id parameter of the request is concatenated into the query, so an attacker can run any statement.',
} as const;
const absent = {
  category: 'bug',
  title: '`user` may be null',
  failure: 'get returns null for an unknown id, and user.name then throws a TypeError for every such request.',
} as const;
const absentAgain = {
  category: 'bug',
  title: 'Missing null check on lookup result',
  failure: 'When no user has the id, the access to name fails with an exception.',
} as const;
const leaked = {
  category: 'security',
  title: 'Personal data in the log',
  failure: 'Whoever reads the build output learns who has ordered.',
} as const;

const later = aFile([], spliced(source, 1, 0, '// Orders.', "import { log } from './log.ts';"));
const moved = { ...later, path: 'src/b.ts' };
const edited = aFile([], spliced(source, 4, 1, "  log.info(user.name + ' orders');"));
const rewritten = aFile([], spliced(source, 4, 1, '  greet(await names.of(user));'));
const cut = aFile([], spliced(source, 4, 1));

const cases: readonly {
  readonly name: string;
  readonly kept: KeptFinding;
  readonly now?: ReturnType<typeof aFile>;
  readonly found: (now: ReturnType<typeof aFile>) => PlacedFinding;
  readonly isSame: boolean;
}[] = [
  {
    name: 'the same words on the same line',
    kept: keptOn(then, 'right', [2, 2], injection),
    found: (now) => placedOn(now, [2, 2], injection),
    isSame: true,
  },
  {
    name: 'other words',
    kept: keptOn(then, 'right', [2, 2], injection),
    found: (now) => placedOn(now, [2, 2], injectionAgain),
    isSame: true,
  },
  {
    name: 'other words and another category',
    kept: keptOn(then, 'right', [4, 4], absent),
    found: (now) => placedOn(now, [4, 4], { ...absentAgain, category: 'error-handling' }),
    isSame: true,
  },
  {
    name: 'other words, on the line above',
    kept: keptOn(then, 'right', [4, 4], absent),
    found: (now) => placedOn(now, [3, 3], absentAgain),
    isSame: true,
  },
  {
    name: 'other words, another category and more lines',
    kept: keptOn(then, 'right', [4, 4], absent),
    found: (now) => placedOn(now, [3, 4], { ...absentAgain, category: 'error-handling' }),
    isSame: true,
  },
  {
    name: 'other words, shifted and in a renamed file',
    kept: keptOn(then, 'right', [2, 2], injection),
    now: moved,
    found: (now) => placedOn(now, [4, 4], injectionAgain),
    isSame: true,
  },
  {
    name: 'other words, on the line after an edit',
    kept: keptOn(then, 'right', [4, 4], absent),
    now: edited,
    found: (now) => placedOn(now, [4, 4], absentAgain),
    isSame: true,
  },
  {
    name: 'other words, in code that was rewritten',
    kept: keptOn(then, 'right', [4, 4], absent),
    now: rewritten,
    found: (now) => placedOn(now, [4, 4], absentAgain),
    isSame: true,
  },
  {
    name: 'the same code and category far away from where it was: it has come back',
    kept: keptOn(then, 'right', [4, 4], absent),
    now: cut,
    found: (now) =>
      placedOn(now, [2, 2], { ...absentAgain, fingerprint: keptOn(then, 'right', [4, 4], absent).fingerprint }),
    isSame: true,
  },
  {
    name: 'another defect in rewritten code',
    kept: keptOn(then, 'right', [4, 4], absent),
    now: rewritten,
    found: (now) => placedOn(now, [4, 4], { ...leaked, category: 'bug' }),
    isSame: false,
  },
  {
    name: 'another defect on the same line',
    kept: keptOn(then, 'right', [4, 4], absent),
    found: (now) => placedOn(now, [4, 4], leaked),
    isSame: false,
  },
  {
    name: 'another defect on the next line',
    kept: keptOn(then, 'right', [2, 2], injection),
    found: (now) => placedOn(now, [3, 3], absent),
    isSame: false,
  },
  {
    name: 'the same words far away',
    kept: keptOn(then, 'right', [1, 1], injection),
    found: (now) => placedOn(now, [6, 6], injectionAgain),
    isSame: false,
  },
  {
    name: 'the same words in another file',
    kept: keptOn(then, 'right', [2, 2], injection),
    found: (now) => placedOn({ ...now, path: 'src/other.ts' }, [2, 2], injection),
    isSame: false,
  },
  {
    name: 'a rule that is broken on the same line again',
    kept: keptOn(then, 'right', [4, 4], { ...absent, source: { kind: 'rule', rule: 'no-names' } }),
    found: (now) =>
      placedOn(now, [4, 4], {
        ...leaked,
        source: { kind: 'rule', scope: 'file', rule: 'no-names', question: '', passes: [1] },
      }),
    isSame: true,
  },
  {
    name: 'another rule on the same line',
    kept: keptOn(then, 'right', [4, 4], { ...absent, source: { kind: 'rule', rule: 'no-names' } }),
    found: (now) =>
      placedOn(now, [4, 4], {
        ...leaked,
        source: { kind: 'rule', scope: 'file', rule: 'no-logs', question: '', passes: [1] },
      }),
    isSame: false,
  },
  {
    name: 'a check that finds the same again, one line further down',
    kept: keptOn(then, 'right', [2, 2], { ...injection, source: { kind: 'built-in', rule: 'sql' } }),
    now: aFile([], ['', ...source]),
    found: (now) => placedOn(now, [3, 3], { ...injection, source: { kind: 'built-in', rule: 'sql' } }),
    isSame: true,
  },
];

function carried(kept: readonly KeptFinding[], now = then): readonly Carried[] {
  const all = kept.map((finding, index) => ({ finding, threadId: index + 1 }));
  return carry(all, { files: [now], unread: [] }, deltaOf(then, now));
}

describe('sameAsKept', () => {
  for (const { name, kept, now = then, found, isSame } of cases) {
    it(`${isSame ? 'knows' : 'does not take for the same'} ${name}`, () => {
      const earlier = carried([kept], now);
      const finding = found(now);
      assert.equal(sameAsKept([finding], earlier).get(finding), isSame ? earlier[0] : undefined);
    });
  }

  it('knows other words after a rebase, of which no lines are known', () => {
    const kept = { finding: keptOn(then, 'right', [4, 4], absent), threadId: 7 };
    const rebased = aFile(['// Orders.'], ['// Orders.', '// By id.', ...source]);
    const earlier = carry([kept], { files: [rebased], unread: [] }, []);
    const finding = placedOn(rebased, [6, 6], { ...absentAgain, category: 'error-handling' });
    assert.equal(sameAsKept([finding], earlier).get(finding)?.threadId, 7);
  });

  it('takes the nearest of several, whatever the order', () => {
    const kept = [
      keptOn(then, 'right', [2, 2], injection),
      keptOn(then, 'right', [4, 4], absent),
      keptOn(then, 'right', [6, 6], { ...injectionAgain, title: 'Query runs as it came' }),
      keptOn(then, 'right', [2, 6], { ...leaked, category: 'maintainability' }),
    ];
    const found = [
      placedOn(then, [2, 2], injectionAgain),
      placedOn(then, [3, 3], absentAgain),
      placedOn(then, [4, 4], absentAgain),
      placedOn(then, [6, 6], injection),
      placedOn(then, [4, 4], leaked),
    ];
    const threads = (order: readonly PlacedFinding[], earlier: readonly Carried[]) => {
      const known = sameAsKept(order, earlier);
      return found.map((finding) => known.get(finding)?.threadId);
    };
    const earlier = carried(kept);
    const expected = threads(found, earlier);
    assert.deepEqual(expected, [1, 2, 2, 3, 4]);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(found, { minLength: found.length }),
        fc.shuffledSubarray([...earlier], { minLength: earlier.length }),
        (order, others) => assert.deepEqual(threads(order, others), expected),
      ),
      { numRuns: 50 },
    );
  });
});
