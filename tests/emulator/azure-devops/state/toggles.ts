// Switches for what is not established about the real service; tests run their code both ways.

/** Every switch has a default that is the likelier behaviour. */
export interface Toggles {
  /** Whether a deleted file's entry carries `item.path`, or only `originalPath`. */
  readonly itemPathOnDelete: boolean;
  /** How the last page of iteration changes ends. */
  readonly nextSkip: 'zero' | 'absent';
  /** Whether threads carry explicit `null` members. */
  readonly threadNulls: boolean;
  /** Body of the 401 for a token without the scope. */
  readonly missingScopeBody: 'empty' | 'html' | 'json';
  /** What a repository without GenericRead answers. */
  readonly missingRead: 'notFound' | 'forbidden';
  /** Name of a blob in the zip of several. */
  readonly blobEntryName: (objectId: string) => string;
  /** Whether a submodule's change entry says `gitObjectType: "commit"`. */
  readonly submoduleObjectType: boolean;
  /** What PATCH of a thread does with the properties it does not name. */
  readonly threadProperties: 'merge' | 'replace';
  /** Whether iteration changes list a rename's old path as `delete, sourceRename` too. */
  readonly sourceRenameEntries: boolean;
  /** Whether GET of one pull request carries its labels. */
  readonly labelsOnGet: boolean;
  /** The recorded first iteration said `push`, although `create` exists. */
  readonly firstIterationReason: 'push' | 'create';
  /** What a forced push onto a newer target says. */
  readonly rebasedPushReason: 'forcePush' | 'rebase';
  /** Whether people other than the author may edit or delete a comment. */
  readonly foreignComments: 'refused' | 'allowed';
  /** Whom `X-VSS-UserData` names: the token's identity (recorded), nobody, or somebody else. */
  readonly userDataHeader: 'identity' | 'absent' | 'other';
  /** Whether a list of statuses has all of them, or only the latest of each genre and name. */
  readonly statusLists: 'all' | 'latest';
  /** Whether a reply keeps the comment that it answers, or is put below the first one. */
  readonly replyParents: 'kept' | 'first';
  /** Whether lists of threads and comments tell who likes a comment; recorded ones were empty. */
  readonly likesInLists: boolean;
  /** Whether a write by an identity without the permission, with content that cannot be taken, is refused for the one or the other. */
  readonly writeChecks: 'permissionFirst' | 'contentFirst';
  /** Most pull requests on one page, whatever `$top` asks for. */
  readonly longestPullRequestPage: number;
}

/** What is likelier at the real service, by the evidence at hand. */
export const defaultToggles: Toggles = {
  itemPathOnDelete: true,
  nextSkip: 'zero',
  threadNulls: true,
  missingScopeBody: 'empty',
  missingRead: 'notFound',
  blobEntryName: (objectId) => objectId,
  submoduleObjectType: true,
  threadProperties: 'merge',
  sourceRenameEntries: false,
  labelsOnGet: false,
  firstIterationReason: 'push',
  rebasedPushReason: 'forcePush',
  foreignComments: 'refused',
  userDataHeader: 'identity',
  statusLists: 'all',
  replyParents: 'kept',
  likesInLists: true,
  writeChecks: 'permissionFirst',
  longestPullRequestPage: 1000,
};
