// Where the emulator's answers differ in shape from Microsoft's examples of 2014 to 2019: each by name and with its reason.

/** A difference that is expected. One that no replay shows fails the test. */
export interface ExampleDifference {
  readonly name: string;
  /** Matched against the example's path. */
  readonly example: RegExp;
  /** Matched against one line of `shapeDifferences`. */
  readonly difference: RegExp;
  readonly reason: string;
}

export const exampleDifferences: readonly ExampleDifference[] = [];
