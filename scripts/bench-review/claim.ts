// What a scripted model says, with what only the bench knows about it: where it comes from, and whether it is true.
import type { Category, Severity } from '../../ReviewTask/model/finding.ts';
import type { ExpectedFinding } from './bench-case.ts';

/** Why a model says something. The pipeline never sees this. */
export type Origin =
  /** `index` into the case's expected findings. */
  | { readonly kind: 'expected'; readonly index: number }
  /** The same defect in other words. */
  | { readonly kind: 'duplicate'; readonly index: number }
  | { readonly kind: 'weak'; readonly what: WeakKind }
  /** Names something that is nowhere in the code. */
  | { readonly kind: 'invented' };

export type WeakKind = 'nit' | 'speculation' | 'pre-existing' | 'restated' | 'missing';

export interface Evidence {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly quote: string;
}

/** What an honest verifier answers when it is asked about the claim. */
export interface HiddenTruth {
  readonly verdict: 'confirmed' | 'refuted' | 'pre-existing' | 'unclear';
  readonly severity: Severity;
  readonly evidence: readonly Evidence[];
  readonly explanation: string;
}

/** One finding as a model writes it. Titles are unique within a case: they are how a claim is known again. */
export interface Claim {
  readonly path: string;
  readonly side: 'new' | 'old';
  /** 1-based. */
  readonly line: number;
  /** 1-based, inclusive. */
  readonly endLine: number;
  readonly quote: string;
  readonly title: string;
  readonly failure: string;
  readonly question: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly origin: Origin;
  readonly truth: HiddenTruth;
}

/** The claim that a careful reader of the whole case would make. */
export function claimOf(finding: ExpectedFinding, index: number): Claim {
  const { path, line, quote, severity } = finding;
  const evidence = [...finding.evidence, { path, line, quote }];
  return {
    ...finding,
    origin: { kind: 'expected', index },
    truth: { verdict: 'confirmed', severity, evidence, explanation: finding.failure },
  };
}

/** The fields of the answer to the finder's question; the request's schema decides which of them are said. */
export function findingFields(claim: Claim): Readonly<Record<string, unknown>> {
  const { path, side, line, endLine, quote, failure, title, severity, category, question } = claim;
  return {
    path,
    side,
    line,
    end_line: endLine,
    quote,
    failure,
    title,
    severity,
    category,
    question,
    replacement: null,
  };
}
