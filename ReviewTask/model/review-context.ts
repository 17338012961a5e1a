// What is shown to a model beside the hunks of a run, before secrets are taken out of it.
import type { Excerpt } from './excerpt.ts';
import type { Chunk } from './plan.ts';

export interface ReviewContext {
  /** Excerpts of each chunk; a chunk without any may be absent. */
  readonly excerpts: ReadonlyMap<Chunk, readonly Excerpt[]>;
  /**
   * All lines of the files outside of the change that excerpts are from, by path: a secret is known by what stands around it,
   * so whole files have to be looked through.
   */
  readonly others: ReadonlyMap<string, readonly string[]>;
}

/** Nothing beside the hunks. */
export const noContext: ReviewContext = { excerpts: new Map(), others: new Map() };
