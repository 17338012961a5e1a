// Finds the same defect reported more than once in a run; deterministic and independent of order.
import { type PlacedFinding, severities } from '../model/finding.ts';
import type { StandingOf } from './standing.ts';

/** Independent passes may pin one defect to neighbouring lines; one pass names two neighbouring defects on purpose. */
const neighbouringLines = 3;

/** So many lines have one defect of a category; a longer stretch may have several. */
const fewLines = 10;

/** Reports that share this much of their words say the same. */
const sameWords = 0.5;

/** Enough where two reports point at the same characters. */
const similarWords = 0.25;

/**
 * True where `first` may stand for `finding` as well. What a person waived stands only for what says the same in the same
 * words and is no worse: another defect on those lines is raised. What nobody wants stands for nothing that somebody wants.
 */
export function standsFor(first: PlacedFinding, finding: PlacedFinding, standingOf: StandingOf): boolean {
  if (!isSameDefect(first, finding)) return false;
  const [own, other] = [standingOf(first), standingOf(finding)];
  if (own === 'wanted' || own === other) return true;
  return own === 'waived' && saysTheSame(first, finding) && !isWorse(finding, first);
}

/**
 * True where `first` describes the defect of `finding`: overlapping lines of one side, and the same category or similar
 * words. Reports of different passes may also stand a few lines apart, or one of them without a line. A rule of the owners
 * is stood for by itself alone, so that its id and its severity stay; it may stand for what a model says without a rule.
 */
export function isSameDefect(first: PlacedFinding, finding: PlacedFinding): boolean {
  if (first.path !== finding.path) return false;
  if (finding.source.kind === 'rule') return isSameRule(first, finding);
  if (first.source.kind === 'rule') return isWithoutItsRule(first, finding);
  // Two detectors, or one detector twice, name two defects unless they point at the very same characters.
  if (isDetector(first) && isDetector(finding)) {
    return sourceKey(first) === sourceKey(finding) && isSameSpan(first, finding);
  }
  // Words are compared last: there may be thousands of findings in one file.
  const gap = linesBetween(first, finding);
  if (gap === 0) return isSameOnLines(first, finding);
  if (gap === undefined && first.anchor.kind === finding.anchor.kind) {
    return first.anchor.kind !== 'lines' && likenessOf(first, finding) >= sameWords;
  }
  if (!areOfDifferentPasses(first, finding) || first.category !== finding.category) return false;
  if (gap === undefined) return likenessOf(first, finding) >= sameWords;
  return gap <= neighbouringLines && likenessOf(first, finding) >= 0.3;
}

/** Overlapping lines. One category is enough where they are few: what spans a whole file overlaps with everything in it. */
function isSameOnLines(first: PlacedFinding, finding: PlacedFinding): boolean {
  if (first.category !== finding.category) {
    return likenessOf(first, finding) >= (isSameSpan(first, finding) ? similarWords : sameWords);
  }
  const isOnePlace = linesTogether(first, finding) <= fewLines || areSameLines(first, finding);
  return isOnePlace || likenessOf(first, finding) >= similarWords;
}

/** A report of the rule that lost its line is told by one that has it. */
function isSameRule(first: PlacedFinding, finding: PlacedFinding): boolean {
  if (sourceKey(first) !== sourceKey(finding)) return false;
  const hasLines = first.anchor.kind === 'lines' && finding.anchor.kind === 'lines';
  return !hasLines || linesBetween(first, finding) === 0;
}

/** The category of a rule's finding is a guess, so the words have to agree. */
function isWithoutItsRule(rule: PlacedFinding, finding: PlacedFinding): boolean {
  if (finding.source.kind !== 'model' || linesBetween(rule, finding) !== 0 || isWorse(finding, rule)) return false;
  return likenessOf(rule, finding) >= (isSameSpan(rule, finding) ? similarWords : sameWords);
}

/** True where the words of two findings are much the same. */
export function saysTheSame(a: PlacedFinding, b: PlacedFinding): boolean {
  return likenessOf(a, b) >= sameWords;
}

/** True where `a` is more severe than `b`. */
export function isWorse(a: Pick<PlacedFinding, 'severity'>, b: Pick<PlacedFinding, 'severity'>): boolean {
  return severities.indexOf(a.severity) < severities.indexOf(b.severity);
}

function isDetector({ source }: PlacedFinding): boolean {
  return source.kind === 'secrets' || source.kind === 'built-in';
}

function sourceKey(finding: PlacedFinding): string {
  return finding.source.kind === 'model' ? 'model' : `${finding.source.kind}:${finding.source.rule}`;
}

function areOfDifferentPasses(a: PlacedFinding, b: PlacedFinding): boolean {
  if (a.source.kind !== 'model' || b.source.kind !== 'model') return false;
  const { passes } = b.source;
  return a.source.passes.every((pass) => !passes.includes(pass));
}

/** 0 where the lines overlap; `undefined` where one has no lines or they are on different sides. */
function linesBetween(a: PlacedFinding, b: PlacedFinding): number | undefined {
  if (a.anchor.kind !== 'lines' || b.anchor.kind !== 'lines' || a.anchor.side !== b.anchor.side) return undefined;
  const gap = Math.max(a.anchor.start.line - b.anchor.end.line, b.anchor.start.line - a.anchor.end.line);
  return Math.max(gap, 0);
}

/** True where two findings begin at the same character, or are both without lines. */
export function isSameSpan(a: PlacedFinding, b: PlacedFinding): boolean {
  if (a.anchor.kind !== 'lines' || b.anchor.kind !== 'lines') return a.anchor.kind === b.anchor.kind;
  const [one, two] = [a.anchor, b.anchor];
  return one.start.line === two.start.line && one.start.offset === two.start.offset;
}

/** True where two findings cover the very same lines. */
function areSameLines(a: PlacedFinding, b: PlacedFinding): boolean {
  return lineCount(a) === linesTogether(a, b) && lineCount(b) === linesTogether(a, b);
}

function lineCount({ anchor }: PlacedFinding): number {
  return anchor.kind === 'lines' ? anchor.end.line - anchor.start.line + 1 : 0;
}

/** Lines from the first of both to the last of both; 0 where one has none. */
function linesTogether({ anchor: a }: PlacedFinding, { anchor: b }: PlacedFinding): number {
  if (a.kind !== 'lines' || b.kind !== 'lines') return 0;
  return Math.max(a.end.line, b.end.line) - Math.min(a.start.line, b.start.line) + 1;
}

/** Shared words of two findings over all their words, 0 to 1. */
function likenessOf(a: PlacedFinding, b: PlacedFinding): number {
  return similarity(words(a), words(b));
}

/** A finding is compared with many others, and never changes. */
const wordsOf = new WeakMap<PlacedFinding, ReadonlySet<string>>();

function words(finding: PlacedFinding): ReadonlySet<string> {
  const known = wordsOf.get(finding);
  if (known !== undefined) return known;
  const found = new Set(`${finding.title} ${finding.failure}`.toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu) ?? []);
  wordsOf.set(finding, found);
  return found;
}

/** Jaccard index: shared words over all words, 0 to 1. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}
