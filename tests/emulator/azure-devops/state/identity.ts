// Identities and tokens: who may act, and with which credentials.
import { createHash } from 'node:crypto';
import type { Permission } from './permissions.ts';

/** An identity of the organization. */
export interface EmulatedIdentity {
  /** Storage key, a GUID. */
  readonly id: string;
  readonly displayName: string;
  /** A mail address, or `Build\{guid}` for a build service. */
  readonly uniqueName: string;
  /** Subject descriptor such as `aad.…` or `svc.…`. */
  readonly descriptor: string;
  readonly isContainer: boolean;
}

export interface IdentityOptions {
  readonly uniqueName?: string;
  readonly id?: string;
  /** `build` gives the shape of a project's build service. */
  readonly kind?: 'user' | 'build' | 'service' | 'group';
}

/** What is wrong with a token, one row of the failure catalogue each. */
export type TokenFailure =
  | 'invalid'
  | 'expired'
  | 'anonymous'
  | 'organizationStopped'
  | 'conditionalAccess'
  | 'conditionalAccessUnauthorized'
  | 'ipRestricted'
  | 'throttled';

/** Permissions for every repository, or by repository id or name with `*` for the rest. */
type RepositoryPermissions = readonly Permission[] | Readonly<Record<string, readonly Permission[]>>;

/** A token to hand out; all but the identity has a default. */
export interface TokenOptions {
  readonly identity: EmulatedIdentity;
  /** Shows up in the request log in place of the secret. */
  readonly name?: string;
  /** The secret; made up when absent, in the format of the scheme. */
  readonly value?: string;
  readonly scheme?: 'pat' | 'bearer';
  /** `['*']` (full access) unless told. */
  readonly scopes?: readonly string[];
  /** A contributor's unless told. */
  readonly permissions?: RepositoryPermissions;
  readonly failure?: TokenFailure;
}

export interface EmulatedToken {
  readonly name: string;
  readonly value: string;
  readonly identity: EmulatedIdentity;
  readonly scheme: 'pat' | 'bearer';
  readonly scopes: readonly string[];
  readonly permissions: RepositoryPermissions;
  readonly failure: TokenFailure | undefined;
}

/** A GUID that depends on the words alone, so that two runs show the same ids. */
export function stableGuid(...words: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(words.join('\0')).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const prefixes = { user: 'aad', build: 'svc', service: 's2s', group: 'vssgp' } as const;

export function makeIdentity(organization: string, displayName: string, options: IdentityOptions): EmulatedIdentity {
  const kind = options.kind ?? 'user';
  const id = options.id ?? stableGuid(organization, 'identity', displayName);
  const mail = `${displayName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@example.com`;
  const uniqueName = options.uniqueName ?? (kind === 'build' ? `Build\\${id}` : kind === 'user' ? mail : displayName);
  const descriptor = `${prefixes[kind]}.${Buffer.from(`${organization}:${id}`).toString('base64url')}`;
  return { id, displayName, uniqueName, descriptor, isContainer: kind === 'group' };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function letters(count: number, seed: string): string {
  const bytes = Array.from({ length: Math.ceil(count / 32) }, (_, block) =>
    createHash('sha256').update(`${seed} ${block}`).digest(),
  );
  return [...Buffer.concat(bytes)]
    .slice(0, count)
    .map((byte) => alphabet.charAt(byte % alphabet.length))
    .join('');
}

/** A secret in the service's format: 84 characters with the fixed signature for a PAT, longer for a job token. */
export function tokenValue(scheme: 'pat' | 'bearer', seed: string): string {
  return scheme === 'pat'
    ? `${letters(76, seed)}AZDO${letters(4, `${seed} end`)}`
    : `eyJ0eXAi.${letters(120, seed)}.${letters(43, seed)}`;
}

/** Permissions of a token on one repository. */
export function permissionsOn(token: EmulatedToken, id: string, name: string): readonly Permission[] {
  const held = token.permissions;
  if (isList(held)) return held;
  return held[id] ?? held[name] ?? held['*'] ?? [];
}

function isList(permissions: RepositoryPermissions): permissions is readonly Permission[] {
  return Array.isArray(permissions);
}
