// The words for a finding: severity, category, source and place.
import type { Category, Finding, FindingSource, Severity } from '../model/finding.ts';
import { codeSpan } from './clean-markdown.ts';

export const severityNames: Readonly<Record<Severity, string>> = {
  blocker: 'Blocker',
  warning: 'Warning',
  suggestion: 'Suggestion',
};

export const categoryNames: Readonly<Record<Category, string>> = {
  bug: 'Bug',
  security: 'Security',
  performance: 'Performance',
  'error-handling': 'Error handling',
  maintainability: 'Maintainability',
  testing: 'Testing',
};

/** Who found it, as cleaned Markdown. */
export function sourceOf(source: FindingSource, model: string | undefined): string {
  if (source.kind === 'built-in') return `built-in check ${codeSpan(source.rule)}`;
  if (source.kind === 'secrets') return `secret check ${codeSpan(source.rule)}`;
  if (source.kind === 'rule') return `rule ${codeSpan(source.rule)}`;
  return model === undefined ? 'model' : `model ${codeSpan(model)}`;
}

/**
 * How sure the review is, in a few words; empty for a deterministic check. `passes`: how many were asked. Only the first one
 * is asked about rules, so that for those their number says nothing.
 */
export function certaintyOf({ source, verification }: Finding, passes: number): string {
  if (source.kind !== 'model' && source.kind !== 'rule') return '';
  const agreement = source.kind === 'model' && passes > 1 ? `found by ${source.passes.length} of ${passes} passes` : '';
  const verdict =
    verification?.verdict === 'confirmed' ? 'confirmed' : verification === undefined ? '' : 'not verified';
  return [agreement, verdict].filter((part) => part !== '').join(', ');
}

/** Path and lines as cleaned Markdown. Line numbers are 1-based and count on the side the finding is on. */
export function placeOf(finding: Finding): string {
  const { anchor, path } = finding;
  if (anchor.kind !== 'lines') return codeSpan(path);
  const { start, end } = anchor;
  const lines = start.line === end.line ? `${start.line}` : `${start.line}-${end.line}`;
  return `${codeSpan(`${path}:${lines}`)}${anchor.side === 'left' ? ' (removed)' : ''}`;
}
