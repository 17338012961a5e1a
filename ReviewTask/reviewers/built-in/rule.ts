// What a built-in rule is: one declaration, one question about one added line.
import type { Category, Severity } from '../../model/finding.ts';

/** Part of a line: 1-based UTF-16 offsets, end exclusive. */
export interface Columns {
  readonly start: number;
  readonly end: number;
}

/** What a rule may look at besides the line itself. All arrays have one entry per line of the file. */
export interface LineContext {
  /** Repository path, forward slashes. */
  readonly path: string;
  /** 0-based index of the line in the arrays. */
  readonly index: number;
  /** The lines as they are. */
  readonly raw: readonly string[];
  /** The lines with comments blank; columns are those of `raw`. */
  readonly code: readonly string[];
  /** The lines with comments and the contents of strings blank; columns are those of `raw`. */
  readonly bare: readonly string[];
}

export interface BuiltInRule {
  /** Kebab-case and stable: people refer to it when they switch a rule off. */
  readonly id: string;
  /** What is wrong, in one line. */
  readonly title: string;
  /** What goes wrong and for whom, and what to write instead. */
  readonly failure: string;
  readonly severity: Severity;
  readonly category: Category;
  /** Globs of the files it reads (picomatch). */
  readonly files: readonly string[];
  /** False where tests may do it with good reason: those are passed over. */
  readonly inTests: boolean;
  /** Where the line breaks the rule; `line` has its comments blank. `undefined` where it does not. */
  match(line: string, context: LineContext): Columns | undefined;
  /** Lines to put in place of the line, where only one answer is right. */
  replace?(line: string): string;
}

/** The columns of a match; of its group `here` where the pattern (flag `d`) has one. */
export function columnsOf(match: RegExpExecArray | null): Columns | undefined {
  if (match === null) return undefined;
  const span = match.indices?.groups?.['here'] ?? [match.index, match.index + match[0].length];
  return span[1] > span[0] ? { start: span[0] + 1, end: span[1] + 1 } : undefined;
}

/** A question that is one pattern, asked of the line without its comments. */
export function inCode(pattern: RegExp): BuiltInRule['match'] {
  return (line) => columnsOf(pattern.exec(line));
}

/** A question that is one pattern, asked of the line without its comments and without the contents of its strings. */
export function outsideStrings(pattern: RegExp): BuiltInRule['match'] {
  return (_line, { bare, index }) => columnsOf(pattern.exec(bare[index] ?? ''));
}

/** The lines around a line, `before` above and `after` below it, itself included, joined by `\n`. */
export function nearby({ code, index }: LineContext, before: number, after: number): string {
  return code.slice(Math.max(0, index - before), index + after + 1).join('\n');
}

export const languages = {
  csharp: ['**/*.{cs,csx,cshtml,razor}'],
  java: ['**/*.{java,kt}'],
  script: ['**/*.{js,jsx,ts,tsx,mjs,cjs,mts,cts,vue,svelte}'],
  python: ['**/*.py'],
  go: ['**/*.go'],
  powershell: ['**/*.{ps1,psm1}'],
  shell: ['**/*.{sh,bash}', '**/*.{yml,yaml}', '**/{Dockerfile,Dockerfile.*,*.Dockerfile}'],
  yaml: ['**/*.{yml,yaml}'],
} as const;

/** Source code in which no invisible character has any business. */
export const sourceFiles = [
  '**/*.{cs,csx,cshtml,razor,vb,fs,java,kt,js,jsx,ts,tsx,mjs,cjs,mts,cts,vue,svelte,py,go,rs,c,h,cpp,hpp,rb,php,swift,ps1,psm1,sh,bash,sql,bicep,tf}',
  '**/{Dockerfile,Dockerfile.*,*.Dockerfile}',
] as const;
