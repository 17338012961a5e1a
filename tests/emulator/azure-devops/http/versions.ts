// API versions: what a request asks for, and whether the resource has it.
import { previewFlagMissing, versionMissing, versionOutOfRange, versionUnreadable } from './refusals.ts';
import type { ApiRequest } from './request.ts';

/** The versions of one resource, as OPTIONS shows them. */
export interface ResourceVersions {
  readonly resourceVersion: number;
  readonly minVersion: string;
  readonly maxVersion: string;
  /** `0.0` means preview only. */
  readonly releasedVersion: string;
}

function requested(request: ApiRequest): string | undefined {
  const accept = /api-version\s*=\s*([^;,\s"]+)/i.exec(request.header('accept') ?? '')?.[1];
  return request.parameter('api-version') ?? accept;
}

const pattern = /^(\d+(?:\.\d+)?)(?:-preview(?:\.(\d+))?)?$/;

/**
 * The version that answers, or a refusal: no version on a write, a preview without its flag, or out of range.
 * `optional` resources answer without a version on any method.
 */
export function negotiated(request: ApiRequest, versions: ResourceVersions, optional: boolean): string {
  const text = requested(request);
  if (text === undefined) {
    if (optional || request.method === 'GET' || request.method === 'OPTIONS') return versions.maxVersion;
    throw versionMissing(request.method);
  }
  const [, version, resource] = pattern.exec(text) ?? [];
  if (version === undefined) throw versionUnreadable(text);
  const number = Number(version);
  if (number > Number(versions.maxVersion) || number < Number(versions.minVersion)) {
    throw versionOutOfRange(version, versions.maxVersion);
  }
  if (Number(resource ?? 0) > versions.resourceVersion) throw versionOutOfRange(text, versions.maxVersion);
  if (number > Number(versions.releasedVersion) && !text.includes('-preview')) throw previewFlagMissing(version);
  return text;
}
