// Puts together again a finding whose record somebody changed or took away, from what we alone can write.
import { severities } from '../model/finding.ts';
import type { KeptFinding } from '../model/kept-finding.ts';
import { readMarker } from '../model/marker.ts';
import { propertyKeys } from '../model/publication.ts';
import type { ReviewThread } from '../model/pull-request.ts';
import type { StateFinding } from '../model/review-state.ts';

/**
 * The finding of a thread of ours without a record that fits: place and path as our state has them, words and severity as our
 * comment has them (`**Blocker · title**`; a blocker where it says nothing). The fingerprint is whatever the property says, so
 * that nobody may be silenced by it. `undefined` for a thread of a version that kept no records.
 */
export function rebuilt(
  { comments, id, properties }: ReviewThread,
  { path, place }: Extract<StateFinding, { kind: 'thread' }>,
): KeptFinding | undefined {
  const body = comments[0]?.content ?? '';
  if (!isSpoilt(body)) return undefined;
  const [heading = '', ...rest] = body.split(/\r\n|\r|\n/);
  const [, first = '', title = ''] = /^\*\*(\p{L}+)(?: · (.*))?\*\*$/u.exec(heading.trim()) ?? [];
  return {
    fingerprint: properties.get(propertyKeys.fingerprint) || `spoilt ${id}`,
    ...{ path, place, title, question: '', code: [] },
    failure: rest.find((line) => line.trim() !== '')?.slice(0, 600) ?? '',
    severity: severities.find((one) => one === first.toLowerCase()) ?? 'blocker',
    category: 'bug',
    source: { kind: 'model' },
  };
}

/** True for the first comment of a finding that was posted with a record: without one that fits, somebody has been there. */
export function isSpoilt(body: string): boolean {
  return readMarker(body)?.kind === 'finding';
}
