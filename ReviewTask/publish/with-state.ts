// Puts the state into the tracking comment: the record into its properties, the digest of it into its last line.
import { withMarker } from '../model/marker.ts';
import { propertyKeys, type TrackingComment } from '../model/publication.ts';
import type { ReviewState } from '../model/review-state.ts';
import { encodeState } from '../model/review-state-text.ts';

/** The tracking comment with the state that the next run begins with; `before` is the record that is there until then. */
export function withState(
  { body, properties }: TrackingComment,
  state: ReviewState,
  before: string | undefined,
): TrackingComment {
  const record = encodeState(state);
  return {
    body: withMarker(body, 'state', record, before),
    properties: new Map([...properties, [propertyKeys.state, record]]),
  };
}
