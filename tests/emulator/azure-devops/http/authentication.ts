// Finds the token of a request. Only canonical credentials count, as at the service.
import type { EmulatedToken } from '../state/identity.ts';
import type { World } from '../state/world.ts';
import type { ApiRequest } from './request.ts';

/** Who asks: nobody in particular, someone with a token, or someone with credentials that are not known. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'token'; readonly token: EmulatedToken };

/** The password part; undefined when the encoding is not canonical (an extra `=` is refused by the service). */
function basicPassword(encoded: string): string | undefined {
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) return undefined;
  const text = bytes.toString('utf8');
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : undefined;
}

export function callerOf(world: World, request: ApiRequest): Caller {
  const header = request.header('authorization');
  if (header === undefined || header === '') return { kind: 'anonymous' };
  const [scheme = '', value = ''] = header.split(/\s+/, 2);
  const basic = scheme.toLowerCase() === 'basic';
  const secret = basic ? basicPassword(value) : value;
  // Job tokens are taken as a Basic password too; a PAT is not taken as Bearer.
  const token = world.tokens.find((known) => known.value === secret && (basic || known.scheme === 'bearer'));
  return token ? { kind: 'token', token } : { kind: 'unknown' };
}
