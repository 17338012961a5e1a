// Puts findings in the order in which a person should see them, and says why each stands where it does.
import { type PlacedFinding, severities, type Verification } from '../model/finding.ts';

/** What a place in the order depends on. */
export interface Rankable {
  readonly finding: PlacedFinding;
  readonly verification: Verification | undefined;
  /** True where the anchored lines hold an added or removed one. */
  readonly isOnChange: boolean;
}

/**
 * By consequence first, then by how many looked and agreed, then by evidence, then by what the change itself causes, then
 * by the finder's own order (it was asked for the most important first). What is left is decided by place and words, so
 * that the same input always gives one order, whoever reported first.
 */
export function ranked<T extends Rankable>(defects: readonly T[]): readonly T[] {
  return [...defects].sort(
    (a, b) =>
      severityOf(a.finding) - severityOf(b.finding) ||
      agreement(b.finding) - agreement(a.finding) ||
      strength(b.verification) - strength(a.verification) ||
      exactness(b.finding) - exactness(a.finding) ||
      Number(b.isOnChange) - Number(a.isOnChange) ||
      position(a.finding) - position(b.finding) ||
      byPlace(a.finding, b.finding),
  );
}

/** The order in which reports of one defect are joined: the first stands for the others. */
export function inBaseOrder(findings: readonly PlacedFinding[]): readonly PlacedFinding[] {
  return [...findings].sort(
    (a, b) =>
      severityOf(a) - severityOf(b) || certainty(b) - certainty(a) || position(a) - position(b) || byPlace(a, b),
  );
}

/** Why a finding stands where it stands, in a few words. `passes`: how many were asked. */
export function rankReason({ finding, verification, isOnChange }: Rankable, passes: number): string {
  const parts = [finding.severity, foundBy(finding, passes), evidenceWords(verification)];
  if (finding.anchor.kind === 'lines') parts.push(isOnChange ? 'on changed lines' : 'on unchanged lines');
  else parts.push('without a line');
  return parts.filter((part) => part !== '').join(', ');
}

function foundBy({ source }: PlacedFinding, passes: number): string {
  if (source.kind === 'rule') return 'rule of the repository';
  if (source.kind !== 'model') return 'deterministic check';
  return passes > 1 ? `found by ${source.passes.length} of ${passes} passes` : '';
}

function evidenceWords(verification: Verification | undefined): string {
  if (verification === undefined) return '';
  return verification.verdict === 'confirmed' ? 'confirmed with evidence' : verification.verdict;
}

function severityOf(finding: PlacedFinding): number {
  return severities.indexOf(finding.severity);
}

/** A deterministic check agrees with itself every time. */
function agreement({ source }: PlacedFinding): number {
  return source.kind === 'model' || source.kind === 'rule' ? source.passes.length : Number.MAX_SAFE_INTEGER;
}

function strength(verification: Verification | undefined): number {
  if (verification?.verdict === 'confirmed') return 2;
  return verification === undefined || verification.verdict === 'unchecked' ? 1 : 0;
}

function exactness(finding: PlacedFinding): number {
  return finding.anchor.kind === 'lines' ? 1 : 0;
}

/** Deterministic checks and rules before the model's opinion, exact places before vague ones. */
function certainty(finding: PlacedFinding): number {
  return (finding.source.kind === 'model' ? 0 : 2) + exactness(finding);
}

function position({ source }: PlacedFinding): number {
  const isModel = source.kind === 'model' || source.kind === 'rule';
  return isModel ? (source.position ?? Number.MAX_SAFE_INTEGER) : 0;
}

function byPlace(a: PlacedFinding, b: PlacedFinding): number {
  return (
    compare(a.path, b.path) ||
    lineOf(a) - lineOf(b) ||
    compare(a.title, b.title) ||
    // Whatever is left to differ decides last, so that the order of arrival never does.
    compare(JSON.stringify(a), JSON.stringify(b))
  );
}

function lineOf(finding: PlacedFinding): number {
  return finding.anchor.kind === 'lines' ? finding.anchor.start.line : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
