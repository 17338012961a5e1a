// Findings that sound right and are not worth a person's time, of the five kinds that talkative models make.
import type { Category, Severity } from '../../../ReviewTask/model/finding.ts';
import type { Claim, HiddenTruth, WeakKind } from '../claim.ts';
import type { Random } from '../random.ts';
import type { ShownRow } from '../read-prompt.ts';

interface Template {
  /** `{}` stands for a name on the line. */
  readonly title: string;
  readonly failure: string;
  readonly question: string;
  readonly category: Category;
}

/** In what order a generous model adds them. */
export const weakKinds = ['nit', 'speculation', 'pre-existing', 'restated', 'missing'] as const;

const templates: Readonly<Record<WeakKind, readonly Template[]>> = {
  nit: [
    template(
      'The name `{}` could be clearer',
      'A reader may not see at once what `{}` stands for.',
      'Is `{}` a known term here?',
      'maintainability',
    ),
    template(
      'Extract `{}` into a function of its own',
      'The line does several things and is hard to read.',
      'Is the logic around `{}` used twice?',
      'maintainability',
    ),
    template(
      'Value beside `{}` should be a named constant',
      'The literal has no name, so its meaning can be missed.',
      'Is the literal used elsewhere?',
      'maintainability',
    ),
  ],
  speculation: [
    template(
      '`{}` may be undefined here',
      'If `{}` were not set by the caller, this could fail.',
      'Can `{}` be undefined here?',
      'bug',
    ),
    template(
      'Possible race around `{}`',
      'Two callers at the same time might see a half-done state of `{}`.',
      'Is `{}` reached by two callers at once?',
      'bug',
    ),
    template(
      '`{}` might be slow for very large input',
      'With millions of items this line could take long.',
      'How many items can `{}` have?',
      'performance',
    ),
    template(
      'An attacker might control `{}`',
      'If `{}` came from a request, it could be misused.',
      'Does `{}` come from a request?',
      'security',
    ),
  ],
  'pre-existing': [
    template(
      '`{}` is not validated',
      'An invalid `{}` is accepted and fails later.',
      'Was `{}` validated before this change?',
      'error-handling',
    ),
    template(
      'An error around `{}` is not logged',
      'When this fails, nobody can tell why.',
      'Did the code log errors of `{}` before?',
      'error-handling',
    ),
  ],
  restated: [
    template(
      'Behaviour of `{}` changes',
      'Callers that rely on how `{}` worked before will see a difference.',
      'Does a caller rely on the former `{}`?',
      'bug',
    ),
    template(
      '`{}` is now computed in another way',
      'The line was changed, so `{}` may have another value than before.',
      'Is the value of `{}` another one than before?',
      'bug',
    ),
  ],
  missing: [
    template(
      'No test covers `{}`',
      'A mistake in this line would not be noticed.',
      'Is there a test that reaches `{}`?',
      'testing',
    ),
    template(
      '`{}` has no documentation',
      'A reader has to guess what `{}` does.',
      'Is `{}` part of a public interface?',
      'maintainability',
    ),
  ],
};

/** A weak claim about a row, with the severity that such models give and the verdict that it deserves. */
export function weakClaim(what: WeakKind, row: ShownRow, random: Random): Claim {
  const chosen = random.pick(templates[what]) ?? templates.nit[0];
  if (chosen === undefined) throw new Error('There is no template for a weak finding.');
  const name = random.pick(row.text.match(/[A-Za-z_]\w{2,}/g) ?? []) ?? 'value';
  const say = (text: string) => text.replaceAll('{}', name);
  return {
    path: row.path,
    side: row.sign === '-' ? 'old' : 'new',
    line: row.number,
    endLine: row.number,
    quote: row.text,
    // The place makes titles unique, as the same words about two lines are two findings.
    title: `${say(chosen.title)} (${row.path.split('/').at(-1)} ${row.number})`,
    failure: say(chosen.failure),
    question: say(chosen.question),
    severity: inflated(what, random),
    category: chosen.category,
    origin: { kind: 'weak', what },
    truth: truthOf(what, row, random),
  };
}

/** Such models call almost everything a warning, and what they only suspect a blocker as often as not. */
function inflated(what: WeakKind, random: Random): Severity {
  if (what === 'speculation') return random.chance(0.4) ? 'blocker' : 'warning';
  return random.chance(0.75) ? 'warning' : 'suggestion';
}

/** Nits and missing tests are true and small; the rest does not hold, or cannot be decided. */
function truthOf(what: WeakKind, row: ShownRow, random: Random): HiddenTruth {
  const evidence = [{ path: row.path, line: row.number, quote: row.text }];
  const severity = 'suggestion';
  switch (what) {
    case 'nit':
    case 'missing':
      return { verdict: 'confirmed', severity, evidence, explanation: 'True, and without consequence for a user.' };
    case 'pre-existing':
      return { verdict: 'pre-existing', severity, evidence, explanation: 'The code did the same before the change.' };
    case 'restated':
      return { verdict: 'refuted', severity, evidence, explanation: 'The change is intended and no caller breaks.' };
    case 'speculation':
      return random.chance(0.5)
        ? { verdict: 'refuted', severity, evidence, explanation: 'The state that it needs cannot occur.' }
        : { verdict: 'unclear', severity, evidence: [], explanation: 'Nothing shows that the state can occur.' };
  }
}

function template(title: string, failure: string, question: string, category: Category): Template {
  return { title, failure, question, category };
}
