// Finds the thread that an earlier run opened for a finding, and tells whether a person has set it aside.
import type { PlacedFinding } from '../model/finding.ts';
import { propertyKeys } from '../model/publication.ts';
import type { ReviewThread } from '../model/pull-request.ts';

/** Our thread for one of the reports of a defect: same file, same fingerprint; `undefined` for none. */
export function knownThread(
  reports: readonly PlacedFinding[],
  threads: readonly ReviewThread[],
): ReviewThread | undefined {
  return threads.find(
    (thread) =>
      !thread.isDeleted &&
      reports.some(
        ({ path, fingerprint }) =>
          thread.path === path && thread.properties.get(propertyKeys.fingerprint) === fingerprint,
      ),
  );
}

/** What a person set to won't fix or by design is settled: it is not raised again and does not count. */
export function isWaived(thread: ReviewThread): boolean {
  return thread.status === 'wontFix' || thread.status === 'byDesign';
}
