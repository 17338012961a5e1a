// What a fuzz target is: a parser of outside text, samples to begin from, and what has to hold for every input.
import type fc from 'fast-check';

/** One parser that reads text which somebody else wrote. */
export interface FuzzTarget {
  /** Kebab-case; what `npm run fuzz -- --target` takes. */
  readonly name: string;
  /** Project file of the parser, with forward slashes. */
  readonly parser: string;
  /** How inputs are changed: as characters, as bytes (Latin-1 text, a character a byte), or as JSON, whose values change. */
  readonly form: 'text' | 'bytes' | 'json';
  /** Valid inputs, from which the others are made. */
  readonly samples: readonly string[];
  /** Inputs from nothing, now and then, beside arbitrary text. */
  readonly arbitrary?: fc.Arbitrary<string>;
  /**
   * Milliseconds that a kilobyte (1,024 UTF-16 units) of input may take, on a machine that has nothing else to do; 5 where
   * it is not given. What takes the square of its input is over it by far.
   */
  readonly millisecondsPerKilobyte?: number;
  /** Reads the input and asserts what holds for every answer. What it throws must be one of the explained errors. */
  readonly check: (input: string) => void;
}
