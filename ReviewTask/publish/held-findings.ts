// The findings that verification or a wish held back: named with the reason, so that nobody has to trust it blindly.
import type { Disposition, Evidence, Finding } from '../model/finding.ts';
import { cutText, oneLine } from './clean-characters.ts';
import { cleanInline, codeSpan } from './clean-markdown.ts';
import { counted } from './counted.ts';
import { title } from './finding-title.ts';
import { placeOf, severityNames } from './finding-words.ts';
import { type CommentPart, folded } from './fit-parts.ts';

const heldReason: Readonly<Record<Extract<Disposition, { kind: 'hold' }>['reason'], string>> = {
  'category-off': 'its category is switched off',
  refuted: 'refuted',
  'pre-existing': 'was there before this change',
  unconfirmed: 'seen by one pass alone, and nothing confirms it',
  'not-touched': 'about lines that are the same since they were reviewed',
};

/** Folded: one short line for each. They do not count. */
export function heldPart(held: readonly Finding[]): CommentPart {
  return folded(4, `${counted(held.length, 'finding')} held back, not counted`, held.map(item));
}

function item(finding: Finding): string {
  const { disposition, verification } = finding;
  const reason = disposition.kind === 'hold' ? heldReason[disposition.reason] : '';
  const why = cleanInline(cutText(oneLine(verification?.explanation ?? ''), 300));
  const head = `- ${severityNames[finding.severity]} · ${title(finding)} · ${placeOf(finding)} · ${reason}`;
  return `${head}${why === '' ? '' : `: ${why}`}${proofOf(verification?.evidence ?? [])}`;
}

function proofOf(evidence: readonly Evidence[]): string {
  const places = evidence.slice(0, 2).map(({ path, line }) => codeSpan(`${path}:${line}`));
  return places.length === 0 ? '' : ` (${places.join(', ')})`;
}
