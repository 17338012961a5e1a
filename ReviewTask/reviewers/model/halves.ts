// A question that is too large for the model or its answer is put again in two, and what comes back is joined.
import type { Hunk } from '../../model/diff.ts';
import { type RawFinding, severities } from '../../model/finding.ts';
import type { Chunk, ChunkPart } from '../../model/plan.ts';
import { halveHunk } from '../../model/split-hunk.ts';

/** How often a chunk is halved at most: eight pieces, so that a model that never ends cannot cost a run without end. */
export const deepestHalving = 3;

interface Unit {
  readonly part: ChunkPart;
  readonly hunk: Hunk;
}

/**
 * The chunk in two of about the same number of lines, split between hunks, and inside where it has only one; `undefined`
 * for a single changed line.
 */
export function halvesOf(chunk: Chunk): readonly [Chunk, Chunk] | undefined {
  const units = chunk.parts.flatMap((part) => part.hunks.map((hunk): Unit => ({ part, hunk })));
  const [only] = units;
  if (only === undefined) return undefined;
  if (units.length === 1) return halvesOfHunk(chunk, only);
  const lines = units.map(({ hunk }) => hunk.lines.length);
  const whole = sum(lines);
  const differences = lines.slice(1).map((_, index) => Math.abs(whole - 2 * sum(lines.slice(0, index + 1))));
  const at = differences.indexOf(Math.min(...differences)) + 1;
  const share = sum(lines.slice(0, at)) / Math.max(1, whole);
  return [
    chunkOf(chunk, units.slice(0, at), Math.ceil(chunk.estimatedTokens * share)),
    chunkOf(chunk, units.slice(at), Math.ceil(chunk.estimatedTokens * (1 - share))),
  ];
}

function halvesOfHunk(chunk: Chunk, { part, hunk }: Unit): readonly [Chunk, Chunk] | undefined {
  const halves = halveHunk(hunk);
  if (halves === undefined) return undefined;
  const [one, other] = halves;
  const share = one.lines.length / hunk.lines.length;
  return [
    chunkOf(chunk, [{ part, hunk: one }], Math.ceil(chunk.estimatedTokens * share)),
    chunkOf(chunk, [{ part, hunk: other }], Math.ceil(chunk.estimatedTokens * (1 - share))),
  ];
}

function chunkOf(chunk: Chunk, units: readonly Unit[], estimatedTokens: number): Chunk {
  const parts = chunk.parts.flatMap((part) => {
    const hunks = units.filter((unit) => unit.part === part).map((unit) => unit.hunk);
    return hunks.length === 0 ? [] : [{ ...part, hunks }];
  });
  return { ...chunk, parts, estimatedTokens };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/**
 * Findings out of a cut answer and out of the answers about its halves: what a half says about the same lines stands
 * in place of what was salvaged.
 */
export function joinSalvaged(salvaged: readonly RawFinding[], fresh: readonly RawFinding[]): readonly RawFinding[] {
  return [...fresh, ...salvaged.filter((one) => !fresh.some((other) => standsFor(other, one)))];
}

/** Another defect on these lines, or the same one as a milder one, takes nothing's place. */
function standsFor(fresh: RawFinding, salvaged: RawFinding): boolean {
  const isMilder = severities.indexOf(fresh.severity) > severities.indexOf(salvaged.severity);
  return meansTheSameLines(salvaged, fresh) && fresh.category === salvaged.category && !isMilder;
}

function meansTheSameLines(one: RawFinding, other: RawFinding): boolean {
  if (one.path !== other.path || one.side !== other.side || ruleIn(one) !== ruleIn(other)) return false;
  if (one.line === undefined || other.line === undefined) return one.title === other.title;
  return one.line <= (other.endLine ?? other.line) && other.line <= (one.endLine ?? one.line);
}

/** That a half speaks of these lines does not answer for a rule that it does not name. */
function ruleIn({ source }: RawFinding): string {
  return source.kind === 'rule' ? source.rule : '';
}
