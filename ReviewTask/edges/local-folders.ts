// Folders from the local checkout where it has the commit, from the service otherwise.
import type { Folders } from '../ports.ts';
import type { Workspace } from './git.ts';

/** A build checks out the merge commit alone unless told otherwise, so the target's tip is often not there. */
export function foldersLocalFirst(workspace: Workspace | undefined, remote: Folders): Folders {
  if (workspace === undefined) return remote;
  return {
    async list(pullRequest, commit, folders) {
      const isHere = await workspace.holds([commit]).catch(() => false);
      return (isHere ? workspace.folders : remote).list(pullRequest, commit, folders);
    },
  };
}
