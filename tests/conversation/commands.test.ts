// Commands as people write them.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beginsCommand, type Command, commandNames, parseCommand } from '../../ReviewTask/conversation/commands.ts';

const help = (unknown = '', nearest?: Extract<Command, { kind: 'help' }>['nearest']): Command => ({
  kind: 'help',
  unknown,
  nearest,
});
const ignore = (reason: string): Command => ({ kind: 'ignore', reason });

const cases: readonly { readonly given: string; readonly expect: Command | undefined }[] = [
  { given: '/threadline review', expect: { kind: 'review' } },
  { given: '/threadline full', expect: { kind: 'full' } },
  { given: '/threadline resolve', expect: { kind: 'resolve' } },
  { given: '/threadline explain', expect: { kind: 'explain' } },
  { given: '/threadline help', expect: help() },
  { given: '/threadline ignore', expect: ignore('') },
  // Case, blanks, punctuation, code spans.
  { given: '  /Threadline   REVIEW  ', expect: { kind: 'review' } },
  { given: '\n\n/threadline review', expect: { kind: 'review' } },
  { given: '\u00a0/threadline\u00a0review', expect: { kind: 'review' } },
  { given: '\ufeff/thread\u200bline review', expect: { kind: 'review' } },
  { given: '/threadline: review!', expect: { kind: 'review' } },
  { given: '/threadline, review, please', expect: { kind: 'review' } },
  { given: '/threadline "review".', expect: { kind: 'review' } },
  { given: '`/threadline review`', expect: { kind: 'review' } },
  { given: '`/threadline` review', expect: { kind: 'review' } },
  { given: '/threadline `explain`', expect: { kind: 'explain' } },
  { given: '**/threadline resolve**', expect: { kind: 'resolve' } },
  { given: '```\n/threadline full\n```', expect: { kind: 'full' } },
  // What follows.
  { given: '/threadline review again, I changed a lot', expect: { kind: 'review' } },
  { given: '/threadline full review', expect: { kind: 'full' } },
  { given: '/threadline review full', expect: { kind: 'full' } },
  { given: '/threadline review fully tested code', expect: { kind: 'review' } },
  { given: '/threadline ignore: callers check it', expect: ignore('callers check it') },
  { given: '/threadline ignore - by design (see ADR 7)', expect: ignore('by design (see ADR 7)') },
  { given: '`/threadline ignore   two\t blanks `', expect: ignore('two blanks') },
  { given: `/threadline ignore ${'x'.repeat(400)}`, expect: ignore('x'.repeat(300)) },
  // Several lines: the first one is the command.
  { given: '/threadline ignore wanted\nbecause of this\n/threadline full', expect: ignore('wanted') },
  { given: '/threadline\nreview', expect: help() },
  { given: '/threadline review\r\nthanks', expect: { kind: 'review' } },
  // Unknown and empty ones.
  { given: '/threadline', expect: help() },
  { given: '/threadline ???', expect: help() },
  { given: '/threadline reveiw', expect: help('reveiw', 'review') },
  { given: '/threadline Resolved', expect: help('Resolved', 'resolve') },
  { given: '/threadline expl', expect: help('expl', 'explain') },
  { given: '/threadline re-review', expect: help('re-review', undefined) },
  { given: '/threadline dance', expect: help('dance', undefined) },
  { given: '/threadline wont-fix <b>x</b>', expect: help('wont-fix', undefined) },
  { given: `/threadline ${'a'.repeat(90)}`, expect: help('a'.repeat(40), undefined) },
  // No commands.
  { given: 'please /threadline review', expect: undefined },
  { given: '> /threadline review', expect: undefined },
  { given: '/threadlines review', expect: undefined },
  { given: '/threadline/main.ts is wrong', expect: undefined },
  { given: '/threadline.yml is wrong', expect: undefined },
  { given: '/threadline_x', expect: undefined },
  { given: 'threadline review', expect: undefined },
  { given: '//threadline review', expect: undefined },
  { given: '', expect: undefined },
];

describe('parseCommand', () => {
  for (const { given, expect } of cases) {
    it(`reads ${JSON.stringify(given.slice(0, 60))}`, () => {
      assert.deepEqual(parseCommand(given), expect);
      assert.equal(beginsCommand(given), expect !== undefined);
    });
  }

  it('never throws, and what it gives is plain', () => {
    const rest = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom(...commandNames));
    fc.assert(
      fc.property(
        fc.constantFrom('', '/threadline', ' /THREADLINE ', '`/threadline '),
        rest,
        rest,
        (start, one, two) => {
          const command = parseCommand(`${start}${one} ${two}`);
          assert.equal(command === undefined, !beginsCommand(`${start}${one} ${two}`));
          if (command?.kind === 'ignore') assert.ok(command.reason.length <= 300 && !command.reason.includes('\n'));
          if (command?.kind === 'help') assert.match(command.unknown, /^(?:[\p{L}\p{N}-]{0,40})$/u);
        },
      ),
    );
  });

  it('reads every command whatever its case and its surroundings', () => {
    const case_ = (word: string) =>
      fc
        .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
        .map((upper) => [...word].map((letter, at) => (upper[at] ? letter.toUpperCase() : letter)).join(''));
    const written = fc.constantFrom(...commandNames).chain((name) => fc.tuple(fc.constant(name), case_(name)));
    const between = fc.constantFrom(' ', ': ', '  `', ', ', '\t');
    fc.assert(
      fc.property(case_('/threadline'), between, written, (start, gap, [name, word]) => {
        assert.equal(parseCommand(`${start}${gap}${word}`)?.kind, name);
      }),
    );
  });
});
