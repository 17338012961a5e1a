// The one address that requests may go to: the collection's, and nothing beside it.
import { ConfigError } from '../../errors.ts';

export interface CollectionAddress {
  /** With a trailing slash, without query or credentials. */
  readonly url: string;
  readonly origin: string;
  /** True where the token would travel unprotected over a network. */
  readonly isUnprotected: boolean;
  /** True for addresses below the collection, on the same scheme, host and port. */
  holds(address: string): boolean;
}

/** Reads the collection's URL. Throws ConfigError for anything that is no http or https URL. */
export function collectionAddress(text: string): CollectionAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new ConfigError({
      code: 'collection-url-invalid',
      problem: 'The address of the Azure DevOps organization or collection is not an http or https URL.',
      fix: 'Give an address such as https://dev.azure.com/contoso/. In a pipeline it comes from System.CollectionUri.',
    });
  }
  const path = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return {
    url: `${url.origin}${path}`,
    origin: url.origin,
    isUnprotected: url.protocol === 'http:' && !isLocal,
    holds(address) {
      const other = URL.canParse(address) ? new URL(address) : undefined;
      return other !== undefined && other.origin === url.origin && other.pathname.startsWith(path);
    },
  };
}
