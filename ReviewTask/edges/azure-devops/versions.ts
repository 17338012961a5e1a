// The version of the API that requests with a fixed address ask for, and what services call a preview of it.
import { RequestFailure } from './request-failure.ts';

/** Known to Azure DevOps Services and to the servers 2020 and 2022. */
const version = '6.0';

/** Makes a request at a version, again as a preview where the service wants that; what it wants is remembered by resource. */
export type Versioned = <T>(resource: string, request: (version: string) => Promise<T>) => Promise<T>;

/** One memory for all requests of a connection. A refused version has had no effect, so a write may be sent again, too. */
export function createVersions(): Versioned {
  const previews = new Set<string>();
  return async function ask<T>(resource: string, request: (version: string) => Promise<T>): Promise<T> {
    const isPreview = previews.has(resource);
    try {
      return await request(isPreview ? `${version}-preview` : version);
    } catch (error) {
      if (isPreview || !(error instanceof RequestFailure) || !wantsPreview(error)) throw error;
      previews.add(resource);
      return ask(resource, request);
    }
  };
}

function wantsPreview({ status, typeKey }: RequestFailure): boolean {
  return status === 400 && typeKey === 'VssInvalidPreviewVersionException';
}
