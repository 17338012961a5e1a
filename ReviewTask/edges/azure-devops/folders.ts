// The Folders port on Azure DevOps: one batch request lists any number of folders.
import * as z from 'zod';
import type { Folders } from '../../ports.ts';
import { operations } from './operations.ts';
import { ourPath } from './repository-path.ts';
import type { Session } from './session.ts';
import { targetOf } from './target.ts';
import { readAnswer } from './unusable.ts';

const item = z.looseObject({
  path: z.string(),
  objectId: z.string(),
  isFolder: z.boolean().nullish(),
  isSymLink: z.boolean().nullish(),
  gitObjectType: z.union([z.string(), z.number()]).nullish(),
});

/** The answer of `itemsbatch`: a list for each folder, the folder itself among it; an empty folder may be null. */
const answer = z.array(z.array(item).nullable());

/** A submodule is neither a folder nor a file to read, and a link would be read as the path it holds. */
function isReadable({ gitObjectType, isSymLink }: z.infer<typeof item>): boolean {
  // The client turns the name into its number in some answers.
  return gitObjectType !== 'commit' && gitObjectType !== 1 && isSymLink !== true;
}

export function createFolders(session: Session): Folders {
  return {
    async list(pullRequest, commit, folders) {
      const said = await session.perform(operations.readContents, targetOf(pullRequest), (rest) =>
        rest.folders(pullRequest, commit, folders),
      );
      const listed = new Set(folders.map(({ path }) => path));
      return readAnswer(answer, said, operations.readContents)
        .flatMap((items) => items ?? [])
        .filter(isReadable)
        .map(({ path, isFolder, objectId }) => ({ path: ourPath(path), isFolder: isFolder === true, id: objectId }))
        .filter((entry) => entry.path !== '' && !(entry.isFolder && listed.has(entry.path)));
    },
  };
}
