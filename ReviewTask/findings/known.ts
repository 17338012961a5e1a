// Finds the thread that an earlier run opened for a finding.
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
