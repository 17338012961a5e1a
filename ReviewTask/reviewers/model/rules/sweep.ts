// The sweep: every check that the finder's answer leaves open is asked in a question of its own, so that none is skipped.
import type { RawFinding } from '../../../model/finding.ts';
import { groupsOf, outcomeOf, type RuleAnswer, type RuleCheck, ridesAlong, rulesOf } from './checklist.ts';
import { checklistText, ruleText } from './text.ts';

/** What an answer says about rules. */
export interface RuleReading {
  readonly findings: readonly RawFinding[];
  readonly ruleChecks: readonly RuleAnswer[];
}

/** How one check came out in the end. */
export interface CheckOutcome extends RuleCheck {
  readonly outcome: 'kept' | 'broken' | 'unanswered';
}

export interface Sweep {
  /** What the sweep's own questions found; the finder's findings are not repeated. */
  readonly findings: readonly RawFinding[];
  readonly outcomes: readonly CheckOutcome[];
}

/** Puts a question about the same code as the finder's, with this end; `undefined` where no usable answer came. */
export type AskAboutRules = (question: string, checks: readonly RuleCheck[]) => Promise<RuleReading | undefined>;

/**
 * Sees every check through. What `finder` answered stands; the rest is asked once more. Checks that did not ride along with
 * a finder's question have not been asked yet, so they get two rounds of their own.
 */
export async function sweep(
  checks: readonly RuleCheck[],
  finder: RuleReading | undefined,
  ask: AskAboutRules,
): Promise<Sweep> {
  const rides = finder !== undefined && ridesAlong(checks);
  // What it says about rules that it was not asked about and has not read is no answer.
  let heard: RuleReading = { findings: finder?.findings ?? [], ruleChecks: rides ? finder.ruleChecks : [] };
  const found: RawFinding[] = [];
  for (let round = rides ? 2 : 1; round <= 2; round++) {
    const open = checks.filter((check) => outcomeOf(check, heard.ruleChecks, heard.findings) === 'unanswered');
    const readings = await Promise.all(groupsOf(open).map((group) => ask(rulesQuestion(group, !rides), group)));
    for (const reading of readings) {
      if (reading === undefined) continue;
      const own = reading.findings.filter(({ source }) => source.kind === 'rule');
      found.push(...own);
      heard = {
        findings: [...heard.findings, ...own],
        // A later word about a check replaces an earlier one.
        ruleChecks: [...withoutRepeats(heard.ruleChecks, reading.ruleChecks), ...reading.ruleChecks],
      };
    }
  }
  const outcomes = checks.map((check) => ({
    ...check,
    outcome: outcomeOf(check, heard.ruleChecks, heard.findings),
  }));
  return { findings: found, outcomes };
}

function withoutRepeats(earlier: readonly RuleAnswer[], later: readonly RuleAnswer[]): readonly RuleAnswer[] {
  return earlier.filter((one) => !later.some(({ ruleId, path }) => ruleId === one.ruleId && path === one.path));
}

/** The end of a question about rules alone; the texts come along where the fixed text does not have them. */
function rulesQuestion(checks: readonly RuleCheck[], withTexts: boolean): string {
  const texts = withTexts ? `${rulesOf(checks).map(ruleText).join('\n\n')}\n\n` : '';
  return `${texts}This question is about rules alone. ${checklistText(checks)}

List in findings what breaks one of these rules, each with its rule_id, and nothing else. Answer with the JSON object.`;
}
