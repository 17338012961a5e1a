// The bits of the Git Repositories security namespace and the scopes of tokens.

/** Security namespace id of Git repositories. */
export const gitNamespace = '2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87';

export const permissionBits = {
  Administer: 1,
  GenericRead: 2,
  GenericContribute: 4,
  ForcePush: 8,
  CreateBranch: 16,
  CreateTag: 32,
  ManageNote: 64,
  PolicyExempt: 128,
  CreateRepository: 256,
  DeleteRepository: 512,
  RenameRepository: 1024,
  EditPolicies: 2048,
  RemoveOthersLocks: 4096,
  ManagePermissions: 8192,
  PullRequestContribute: 16384,
  PullRequestBypassPolicy: 32768,
  ViewAdvSecAlerts: 65536,
  DismissAdvSecAlerts: 131072,
  ManageAdvSecScanning: 262144,
} as const;
export type Permission = keyof typeof permissionBits;

/** What a member of the project's Contributors may do, plus policies so that tests can set them up. */
export const contributorPermissions: readonly Permission[] = [
  'GenericRead',
  'GenericContribute',
  'CreateBranch',
  'CreateTag',
  'PullRequestContribute',
  'EditPolicies',
];

const included: Readonly<Record<string, readonly string[]>> = {
  'vso.code_full': ['vso.code_manage', 'vso.code_status', 'vso.threads_full'],
  'vso.code_manage': ['vso.code_write'],
  'vso.code_write': ['vso.code'],
  'vso.build_execute': ['vso.build'],
  'vso.project_manage': ['vso.project_write'],
  'vso.project_write': ['vso.project'],
};

/** A scope and everything it includes. `*` is full access, as the job token has. */
function closure(scope: string): readonly string[] {
  return [scope, ...(included[scope] ?? []).flatMap(closure)];
}

/** Whether a token's scopes satisfy a route: any one of the route's scopes is enough; no scope listed means none needed. */
export function scopesAllow(held: readonly string[], needed: readonly string[]): boolean {
  if (needed.length === 0 || held.includes('*')) return true;
  const all = new Set(held.flatMap(closure));
  return needed.some((scope) => all.has(scope));
}
