// Things that belonged to the work and not to its result.
import { type BuiltInRule, columnsOf, languages, nearby, outsideStrings } from './rule.ts';

const opening = /^<{7}(?: |$)/;
const middle = /^={7}$/;
const closing = /^>{7}(?: |$)/;

/** True where a separator and a closing marker follow before the next opening one. */
function isConflict(raw: readonly string[], index: number): boolean {
  let isSeparated = false;
  for (let below = index + 1; below < raw.length; below++) {
    const line = raw[below] ?? '';
    if (opening.test(line)) return false;
    if (closing.test(line)) return isSeparated;
    if (middle.test(line)) isSeparated = true;
  }
  return false;
}

/** True inside a fenced block of Markdown, where a conflict is shown rather than left over. */
function isInFence(raw: readonly string[], index: number): boolean {
  return raw.slice(0, index).filter((line) => /^ {0,3}(?:```|~~~)/.test(line)).length % 2 === 1;
}

const testFiles = [
  '**/*.{test,spec}.{js,jsx,ts,tsx,mjs,cjs,mts,cts}',
  '**/{test,tests,__tests__,e2e,cypress}/**/*.{js,jsx,ts,tsx,mjs,cjs,mts,cts}',
];

export const leftoverRules: readonly BuiltInRule[] = [
  {
    id: 'merge-conflict',
    title: 'An unresolved merge conflict',
    failure:
      'The file holds both versions and the markers between them: it does not compile, or it is read with the markers as content. Choose what is right and delete the three marker lines.',
    severity: 'blocker',
    category: 'bug',
    files: ['**/*', '!**/*.{rst,adoc,txt,patch,diff}'],
    inTests: true,
    match: (_line, { raw, index }) =>
      opening.test(raw[index] ?? '') && isConflict(raw, index) && !isInFence(raw, index)
        ? { start: 1, end: (raw[index] ?? '').length + 1 }
        : undefined,
  },
  {
    id: 'javascript-debugger',
    title: 'A `debugger` statement',
    failure: 'The page or process stops here for everyone who has developer tools open. Remove the line.',
    severity: 'warning',
    category: 'maintainability',
    files: languages.script,
    inTests: true,
    match: outsideStrings(/debugger(?<=(?:^\s{0,200}|[;{}]\s{0,8})debugger)(?=\s{0,4}(?:;|$))/),
  },
  {
    id: 'csharp-debugger-launch',
    title: 'The program asks for a debugger',
    failure:
      'On a server or a build agent nobody answers the prompt, and the process hangs or ends. Remove the line, or put it between `#if DEBUG` and `#endif`.',
    severity: 'warning',
    category: 'maintainability',
    files: languages.csharp,
    inTests: true,
    match: (_line, context) => {
      const columns = columnsOf(/\bDebugger\.(?:Launch|Break)\(\)/.exec(context.bare[context.index] ?? ''));
      if (columns === undefined) return undefined;
      return /#if\s+DEBUG|IsAttached|args|Environment|config|debug/.test(nearby(context, 4, 0)) ? undefined : columns;
    },
  },
  {
    id: 'python-breakpoint',
    title: 'A breakpoint in the code',
    failure: 'The process stops here and waits at a prompt that nobody sees. Remove the line.',
    severity: 'warning',
    category: 'maintainability',
    files: languages.python,
    inTests: true,
    match: outsideStrings(/^\s*(?:import\s+i?pdb\s*;\s*)?(?<here>breakpoint\(\)|i?pdb\.set_trace\(\))/d),
  },
  {
    id: 'test-only',
    title: 'Only this test runs',
    failure: 'All other tests of the file or run are skipped, and the build is green without them. Remove `.only`.',
    severity: 'warning',
    category: 'testing',
    files: testFiles,
    inTests: true,
    match: outsideStrings(
      /(?:^|[\s;(])(?<here>(?:describe|it|test|context|suite|specify)(?:\.(?:concurrent|parallel|serial))?\.only|fdescribe)\s*[(`.]/d,
    ),
  },
];
