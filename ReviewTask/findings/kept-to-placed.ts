// Makes a finding of an earlier run one of this run, at the place that its code has now.
import type { TextContent } from '../model/diff.ts';
import type { Anchor, FindingSource, PlacedFinding } from '../model/finding.ts';
import type { KeptFinding, KeptPlace } from '../model/kept-finding.ts';

/** Its identity is the one that its thread has; no pass of this run has reported it. */
export function placedAgain(kept: KeptFinding, path: string, anchor: Anchor): PlacedFinding {
  const { fingerprint, title, failure, severity, category } = kept;
  const lines = anchor.kind === 'lines' ? anchor : undefined;
  return {
    ...{ fingerprint, title, failure, severity, category, path, anchor },
    side: lines?.side ?? 'right',
    line: lines?.start.line,
    endLine: lines?.end.line,
    quote: lines === undefined ? '' : kept.code.join('\n'),
    replacement: undefined,
    source: sourceAgain(kept),
  };
}

/** The anchor that a finding was kept with. */
export function keptAnchor(place: KeptPlace): Anchor {
  return place.kind === 'lines' ? { ...place, how: 'exact-line' } : place;
}

/** Lines of a side from `first` to `last`; with the columns of the kept place where the lines are as they were. */
export function anchorOn(
  content: TextContent,
  place: Extract<KeptPlace, { kind: 'lines' }>,
  [first, last]: readonly [first: number, last: number],
  how: Extract<Anchor, { kind: 'lines' }>['how'],
  isAsKept: boolean,
): Anchor {
  const whole = (content[place.side][last - 1] ?? '').length + 1;
  return {
    kind: 'lines',
    side: place.side,
    start: { line: first, offset: isAsKept ? place.start.offset : 1 },
    end: { line: last, offset: isAsKept ? Math.min(place.end.offset, whole) : whole },
    how,
  };
}

function sourceAgain({ source, question }: KeptFinding): FindingSource {
  switch (source.kind) {
    case 'model':
      return { kind: 'model', question, passes: [] };
    case 'rule':
      return { kind: 'rule', rule: source.rule, question, passes: [] };
    default:
      return { kind: source.kind, rule: source.rule };
  }
}
