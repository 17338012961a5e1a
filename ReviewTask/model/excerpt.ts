// Code beside a hunk that helps to read it: the function around it, or the definition of something it calls.

/** Unchanged lines of a file on its right side, shown for reading only. */
export interface Excerpt {
  /** `enclosing`: around a hunk. `definition`: of a symbol that a hunk calls. `caller`: calls something that a hunk defines. */
  readonly kind: 'enclosing' | 'definition' | 'caller';
  /** Repository path. */
  readonly path: string;
  /** 1-based, of the first of `lines`. */
  readonly startLine: number;
  /** Without line endings; cut to a budget, with the cut said in `isCut`. */
  readonly lines: readonly string[];
  readonly isCut: boolean;
  /** The function, class or symbol that it shows. */
  readonly symbol: string;
}

/** A place that somebody asks about, and what the question speaks of. */
export interface AskedPlace {
  /** Repository path. */
  readonly path: string;
  /** Lines of the right side, 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** Names that decide the question, the most important first. */
  readonly names: readonly string[];
  /** Lines that whoever answers has in front of them already, as `path:number` of the right side. */
  readonly seen: ReadonlySet<string>;
}

/** A symbol that a file defines, with the lines it covers. */
export interface OutlineSymbol {
  readonly name: string;
  readonly kind: 'function' | 'method' | 'class' | 'interface' | 'block' | 'other';
  /** 1-based, inclusive; the first line of the signature, decorators and attributes included. */
  readonly startLine: number;
  /** 1-based, inclusive. */
  readonly endLine: number;
}

/** A use of a name in a file. */
export interface OutlineCall {
  readonly name: string;
  /** 1-based. */
  readonly line: number;
}

/** What a parser has to say about one file. Symbols from top to bottom, outer before inner. */
export interface Outline {
  readonly by: 'tree-sitter' | 'git' | 'indentation';
  readonly symbols: readonly OutlineSymbol[];
  readonly calls: readonly OutlineCall[];
}
