// The Folders port on Azure DevOps: one batch request lists any number of folders.
import * as z from 'zod';
import type { Folders } from '../../ports.ts';
import { operations } from './operations.ts';
import { targetOf } from './pull-requests.ts';
import { ourPath } from './repository-path.ts';
import type { Session } from './session.ts';
import { readAnswer } from './unusable.ts';

/** The answer of `itemsbatch`: a list for each folder, the folder itself among it; an empty folder may be null. */
const answer = z.array(
  z
    .array(z.looseObject({ path: z.string(), objectId: z.string(), isFolder: z.boolean().optional().nullable() }))
    .nullable(),
);

export function createFolders(session: Session): Folders {
  return {
    async list(pullRequest, commit, folders) {
      const said = await session.perform(operations.readContents, targetOf(pullRequest), (rest) =>
        rest.folders(pullRequest, commit, folders),
      );
      const listed = new Set(folders.map(({ path }) => path));
      return readAnswer(answer, said, operations.readContents)
        .flatMap((items) => items ?? [])
        .map((item) => ({ path: ourPath(item.path), isFolder: item.isFolder === true, id: item.objectId }))
        .filter((entry) => entry.path !== '' && !(entry.isFolder && listed.has(entry.path)));
    },
  };
}
