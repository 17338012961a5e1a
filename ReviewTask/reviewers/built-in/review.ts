// Runs the built-in rules over the lines that a pull request adds.
import picomatch from 'picomatch';
import type { RawFinding } from '../../model/finding.ts';
import type { TextFile } from '../../model/plan.ts';
import { maskLines } from './mask.ts';
import type { BuiltInRule, Columns, LineContext } from './rule.ts';
import { builtInRules } from './rules.ts';
import { syntaxOf } from './syntax.ts';

/** Longer lines are minified or generated: no rule reads them. In UTF-16 units. */
const longestLine = 2_000;

const testPath =
  /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|mocks?|__mocks__|test-?data|e2e|cypress|testing|benchmarks?|samples?|examples?|[\w.-]*\.(?:unit|integration|functional)?tests?)\/|\.(?:test|spec|stories)\.\w+$|(?:^|\/)(?:test_|conftest)[^/]*$|_test\.\w+$|Tests?\.(?:cs|java|kt|vb|fs|ps1)$/i;

interface ReadyRule {
  readonly rule: BuiltInRule;
  readonly reads: (path: string) => boolean;
}

/** A pattern with `!` takes away what the ones before it gave. */
function readerOf(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.map((glob) => {
    const takesAway = glob.startsWith('!');
    return { takesAway, matches: picomatch(takesAway ? glob.slice(1) : glob, { dot: true, nocase: true }) };
  });
  return (path) => matchers.reduce((read, { takesAway, matches }) => (matches(path) ? !takesAway : read), false);
}

const readyRules: readonly ReadyRule[] = builtInRules.map((rule) => ({ rule, reads: readerOf(rule.files) }));

/** 0-based indexes of the lines that a file gains on its right side and that a rule may read. */
function addedIndexes({ content }: TextFile): readonly number[] {
  return content.hunks.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.kind === 'added' && line.text.length <= longestLine ? [line.right - 1] : [])),
  );
}

function findingOf(rule: BuiltInRule, context: LineContext, columns: Columns): RawFinding {
  const text = context.raw[context.index] ?? '';
  return {
    path: context.path,
    side: 'right',
    line: context.index + 1,
    endLine: context.index + 1,
    quote: text,
    columns,
    title: rule.title,
    failure: rule.failure,
    severity: rule.severity,
    category: rule.category,
    replacement: rule.replace?.(text),
    source: { kind: 'built-in', rule: rule.id },
  };
}

function reviewFile(file: TextFile): readonly RawFinding[] {
  const isTest = testPath.test(file.path);
  const rules = readyRules.filter(({ rule, reads }) => (rule.inTests || !isTest) && reads(file.path));
  const added = addedIndexes(file);
  if (rules.length === 0 || added.length === 0) return [];
  const raw = file.content.right;
  const masked = maskLines(raw, syntaxOf(file.path));
  return added.flatMap((index) => {
    const context: LineContext = { path: file.path, index, raw, ...masked };
    return rules.flatMap(({ rule }) => {
      const columns = rule.match(masked.code[index] ?? '', context);
      return columns === undefined ? [] : [findingOf(rule, context, columns)];
    });
  });
}

/** What the built-in rules find on added lines, file by file from top to bottom. Pure: same files, same findings. */
export function reviewBuiltIn(files: readonly TextFile[]): readonly RawFinding[] {
  return files.flatMap(reviewFile);
}
