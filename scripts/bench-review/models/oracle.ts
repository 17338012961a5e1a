// The oracle: says exactly the expected findings that it can see.
import type { BenchCase } from '../bench-case.ts';
import type { Finder } from '../scripted.ts';
import { visibleClaims } from '../see.ts';

/** Finds what is expected, with the lines and quotes of the prompt. */
export function oracle(bench: BenchCase): Finder {
  return (reading) => visibleClaims(bench, reading);
}
