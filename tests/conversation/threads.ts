// Builders of threads with a talk in them.

import type { ThreadOwner } from '../../ReviewTask/conversation/own-comments.ts';
import type { KeptFinding } from '../../ReviewTask/model/kept-finding.ts';
import { propertyKeys } from '../../ReviewTask/model/publication.ts';
import type { Identity, ReviewThread, ThreadComment } from '../../ReviewTask/model/pull-request.ts';

export const me: Identity = { id: 'aaaaaaaa-0000-4000-8000-000000000001', displayName: 'Build', isService: true };
export const earlierMe: Identity = { id: 'aaaaaaaa-0000-4000-8000-000000000002', displayName: 'Kim (token)' };
export const ann: Identity = { id: 'bbbbbbbb-0000-4000-8000-000000000001', displayName: 'Ann' };
export const ben: Identity = { id: 'bbbbbbbb-0000-4000-8000-000000000002', displayName: 'Ben' };
export const otherBot: Identity = { id: 'cccccccc-0000-4000-8000-000000000001', displayName: 'Scan', isService: true };

/** Author, text, and what else matters about a comment. */
export type Said = readonly [author: Identity, content: string, rest?: Partial<ThreadComment>];

/** A thread with comments counted from 1. */
export function aThread(id: number, said: readonly Said[], given: Partial<ReviewThread> = {}): ReviewThread {
  return {
    id,
    status: 'active',
    isDeleted: false,
    path: undefined,
    properties: new Map(),
    ...given,
    comments: said.map(([author, content, rest], index) => ({
      id: index + 1,
      author,
      content,
      isDeleted: false,
      ...rest,
    })),
  };
}

/** A thread of ours about a finding: the opening comment, then what was said. */
export function aFindingThread(id: number, said: readonly Said[], given: Partial<ReviewThread> = {}): ReviewThread {
  const properties = new Map([[propertyKeys.fingerprint, `fingerprint-${id}`]]);
  return aThread(id, [[me, '**Blocker · The list can be empty**'], ...said], {
    path: 'src/a.ts',
    properties,
    ...given,
  });
}

/** Our summary, then what was said. */
export function aTrackingThread(id: number, said: readonly Said[]): ReviewThread {
  const properties = new Map([[propertyKeys.tracking, '1']]);
  return aThread(id, [[me, '## Threadline review: FAIL'], ...said], { properties });
}

/** By the marker alone. */
export function ownerOf({ properties }: ReviewThread): ThreadOwner {
  if (properties.has(propertyKeys.tracking)) return 'tracking';
  return properties.has(propertyKeys.fingerprint) ? 'finding' : 'other';
}

export const aKeptFinding: KeptFinding = {
  fingerprint: 'fingerprint-7',
  path: 'src/a.ts',
  severity: 'blocker',
  category: 'bug',
  source: { kind: 'model' },
  title: 'The list can be empty',
  failure: 'With no items `items[0]` is undefined, and reading `price` throws.',
  question: 'Can `items` be empty here?',
  place: { kind: 'lines', side: 'right', start: { line: 12, offset: 1 }, end: { line: 13, offset: 20 } },
  code: ['  const first = items[0];', '  return first.price;'],
};
