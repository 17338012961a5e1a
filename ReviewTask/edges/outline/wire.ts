// What the task and its outline child say to each other: one JSON value a line, first all questions, then the answers.

/** One file to read. */
export interface OutlineQuestion {
  /** Position in the list of files; comes back with the answer. */
  readonly id: number;
  readonly wants: 'outline' | 'errors';
  /** A `GrammarName`. */
  readonly grammar: string;
  /** Lines joined by line feeds. */
  readonly text: string;
}

/** A symbol as `[name, kind, startLine, endLine]`, 1-based and inclusive. */
export type SymbolRow = readonly [string, string, number, number];

/** A call as `[name, line]`, 1-based. */
export type CallRow = readonly [string, number];

/** What was read of one file. A file that could not be read in time has no answer. */
export interface OutlineAnswer {
  readonly id: number;
  readonly symbols: readonly SymbolRow[];
  readonly calls: readonly CallRow[];
}

/** How many nodes of one file's tree are errors or had to be made up. */
export interface ErrorsAnswer {
  readonly id: number;
  readonly errors: number;
}

/** Limits, handed to the child as its arguments in this order. */
export interface ChildLimits {
  /** Resident memory at which it stops, in megabytes. */
  readonly megabytes: number;
  /** Longest time for one file, in milliseconds. */
  readonly millisecondsPerFile: number;
}
