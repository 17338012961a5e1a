// The last line of our comments: invisible when rendered, it says what the thread is and what its record was when we wrote it.
//
// The record itself (a finding, the state) lies in the properties of the thread, and anybody who may contribute to pull
// requests can change those. A comment can be changed by its author alone. So the comment carries a digest of the
// record: a record that does not fit is one that we did not write, and nothing is believed of it. Whoever can write
// comments under our identity can forge both; that is the same as holding our token.
//
// Comment and record are two writes. The comment is rewritten first, and a run may end before the record follows; so a
// rewritten comment also names the record that it found, which then still counts. Somebody who puts that one back gains
// nothing but a longer review.
import { digestOf } from './fingerprint.ts';

/** `finding` on the thread of a finding, `state` on the tracking comment. */
export type MarkerKind = 'finding' | 'state';

/** What the last line of a comment says. */
export interface Marker {
  readonly kind: MarkerKind;
  /** 16 hex digits over the record. */
  readonly digest: string;
  /** The same over the record that was there when the comment was rewritten; `undefined` for none. */
  readonly before: string | undefined;
}

/**
 * A link reference definition, which CommonMark renders as nothing
 * (https://spec.commonmark.org/0.31.2/#link-reference-definitions). It cannot interrupt a paragraph: an empty line
 * has to stand before it. `before` is the record of ours that a rewritten comment finds; never one that did not fit.
 */
export function markerLine(kind: MarkerKind, record: string, before?: string): string {
  const digests = [record, ...(before === undefined || before === record ? [] : [before])].map(digestOf);
  return `[threadline]: # "v1 ${kind} ${digests.join(' ')}"`;
}

/** A comment with its marker as the last line, an empty line between. The body must not end inside a code block. */
export function withMarker(body: string, kind: MarkerKind, record: string, before?: string): string {
  return `${body.trimEnd()}\n\n${markerLine(kind, record, before)}`;
}

/** The marker on the last line that is not blank, however lines end; `undefined` for none. Elsewhere it is only quoted. */
export function readMarker(body: string): Marker | undefined {
  const lines = body.trimEnd().split(/\r\n|\r|\n/);
  const pattern = /^\[threadline\]: # "v1 (finding|state) ([0-9a-f]{16})(?: ([0-9a-f]{16}))?"$/;
  const [, kind, digest, before] = pattern.exec(lines.at(-1)?.trim() ?? '') ?? [];
  if (digest === undefined || (kind !== 'finding' && kind !== 'state')) return undefined;
  return { kind, digest, before };
}

/** True where a comment carries the digest of this record, be it the one that it found. */
export function fits(body: string, record: string): boolean {
  return fitOf(body, record) !== 'none';
}

/** `behind`: the record is the one that was there before the comment was rewritten. */
export function fitOf(body: string, record: string): 'exact' | 'behind' | 'none' {
  const marker = readMarker(body);
  const digest = digestOf(record);
  if (marker?.digest === digest) return 'exact';
  return marker?.before === digest ? 'behind' : 'none';
}
