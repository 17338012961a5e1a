// Findings and states as an earlier run would have left them, for tests that read them back.
import type { KeptFinding } from '../../ReviewTask/model/kept-finding.ts';
import type { ReviewState } from '../../ReviewTask/model/review-state.ts';

/** A finding of the model on two lines; whatever is given goes before the defaults. */
export function aKeptFinding(given: Partial<KeptFinding> = {}): KeptFinding {
  return {
    fingerprint: '0123456789abcdef01234567',
    path: 'src/basket.ts',
    severity: 'warning',
    category: 'bug',
    source: { kind: 'model' },
    title: 'The sum leaves out the last item',
    failure: 'A basket of one item costs nothing.',
    question: 'Does the loop end before the last item?',
    place: { kind: 'lines', side: 'right', start: { line: 12, offset: 1 }, end: { line: 13, offset: 24 } },
    code: ['for (let i = 0; i < items.length - 1; i++) {', '  sum += items[i].price;'],
    ...given,
  };
}

/** A review of iteration 3 that found nothing; whatever is given goes before the defaults. */
export function aState(given: Partial<ReviewState> = {}): ReviewState {
  return {
    version: 1,
    pushMark: 0,
    iterationId: 3,
    source: 'a'.repeat(40),
    base: 'b'.repeat(40),
    targetRef: 'refs/heads/main',
    targetCommit: 'c'.repeat(40),
    inputs: '1111111111111111',
    config: '2222222222222222',
    gaps: [],
    lasting: [],
    counts: { blocker: 0, warning: 0, suggestion: 0 },
    findings: [],
    threads: [],
    status: { state: 'succeeded', description: 'AI review complete — 0 blockers, 0 warnings, 0 suggestions' },
    summary: 'Adds a basket.',
    reviews: [{ iterationId: 3, at: 1_760_000_000_000 }],
    leftOut: 0,
    ...given,
  };
}
