// Numbers that look random and are the same in every run: a generator seeded by words.

/** Draws from one sequence. */
export interface Random {
  /** 0 inclusive to 1 exclusive. */
  next(): number;
  /** A whole number, both ends inclusive. */
  between(low: number, high: number): number;
  /** True with this chance, 0 to 1. */
  chance(of: number): boolean;
  /** One of the list; `undefined` only for an empty one. */
  pick<T>(list: readonly T[]): T | undefined;
}

/** A sequence that depends on `seed` alone. */
export function randomFrom(seed: string): Random {
  let state = hash(seed);
  const next = (): number => {
    // The mixing steps of mulberry32, a generator in the public domain.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (of) => next() < of,
    pick: (list) => list[between(0, list.length - 1)],
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value;
}
