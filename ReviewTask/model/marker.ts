// The last line of our comments: invisible when rendered, it says what the thread is and what its record was when we wrote it.
//
// The record itself (a finding, the state) lies in the properties of the thread, and anybody who may contribute to pull
// requests can change those. A comment can be changed by its author alone. So the comment carries a digest of the
// record: a record that does not fit is one that we did not write, and nothing is believed of it. Whoever can write
// comments under our identity can forge both; that is the same as holding our token.
import { digestOf } from './fingerprint.ts';

/** `finding` on the thread of a finding, `state` on the tracking comment. */
export type MarkerKind = 'finding' | 'state';

/** What the last line of a comment says. */
export interface Marker {
  readonly kind: MarkerKind;
  /** 16 hex digits over the record. */
  readonly digest: string;
}

/**
 * A link reference definition, which CommonMark renders as nothing
 * (https://spec.commonmark.org/0.31.2/#link-reference-definitions). It cannot interrupt a paragraph: an empty line
 * has to stand before it.
 */
export function markerLine(kind: MarkerKind, record: string): string {
  return `[threadline]: # "v1 ${kind} ${digestOf(record)}"`;
}

/** A comment with its marker as the last line, an empty line between. The body must not end inside a code block. */
export function withMarker(body: string, kind: MarkerKind, record: string): string {
  return `${body.trimEnd()}\n\n${markerLine(kind, record)}`;
}

/** The marker on the last line that is not blank, however lines end; `undefined` for none. Elsewhere it is only quoted. */
export function readMarker(body: string): Marker | undefined {
  const lines = body.trimEnd().split(/\r\n|\r|\n/);
  const [, kind, digest] =
    /^\[threadline\]: # "v1 (finding|state) ([0-9a-f]{16})"$/.exec(lines.at(-1)?.trim() ?? '') ?? [];
  if (digest === undefined || (kind !== 'finding' && kind !== 'state')) return undefined;
  return { kind, digest };
}

/** True where a comment carries the digest of this record. */
export function fits(body: string, record: string): boolean {
  return readMarker(body)?.digest === digestOf(record);
}
