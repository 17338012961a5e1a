// Failures that nobody will hear of.
import { type BuiltInRule, type Columns, columnsOf, type LineContext, languages, outsideStrings } from './rule.ts';

/** The columns of a `catch` whose block is empty, on this line or closed on the next, with no comment in it. */
function emptyBlock(head: RegExp, { raw, bare, index }: LineContext): Columns | undefined {
  const line = bare[index] ?? '';
  const match = head.exec(line);
  if (match === null) return undefined;
  const rest = line.slice(match.index + match[0].length);
  const rawRest = (raw[index] ?? '').slice(match.index + match[0].length);
  // The comment that explains an empty block is blank in `bare`: compare with the line as it is.
  const isEmpty = /^\s*\}/.test(rest) && /^\s*\}/.test(rawRest);
  const goesOn = rawRest.trim() === '' && /^\s*\}/.test(raw[index + 1] ?? '');
  return isEmpty || goesOn ? columnsOf(match) : undefined;
}

export const swallowedErrorRules: readonly BuiltInRule[] = [
  {
    id: 'csharp-empty-catch',
    title: 'Every exception is swallowed',
    failure:
      'Whatever fails in the `try` goes on as if it had worked, and nobody learns why the result is wrong. Catch the exception you expect, log it, or say in a comment why nothing needs to be done.',
    severity: 'suggestion',
    category: 'error-handling',
    files: ['**/*.cs'],
    inTests: false,
    match: (_line, context) => emptyBlock(/\bcatch\s*(?:\(\s*(?:System\.)?Exception(?:\s+\w+)?\s*\))?\s*\{/, context),
  },
  {
    id: 'java-empty-catch',
    title: 'Every exception is swallowed',
    failure:
      'Whatever fails in the `try` goes on as if it had worked, and nobody learns why the result is wrong. Catch the exception you expect, log it, or say in a comment why nothing needs to be done.',
    severity: 'suggestion',
    category: 'error-handling',
    files: ['**/*.java'],
    inTests: false,
    match: (_line, context) =>
      emptyBlock(
        /\bcatch\s*\(\s*(?:final\s+)?(?:Exception|Throwable)\s+(?!ignored?\b|expected\b)\w+\s*\)\s*\{/,
        context,
      ),
  },
  {
    id: 'python-bare-except-pass',
    title: 'Every exception is swallowed, even the one that stops the program',
    failure:
      'A bare `except: pass` also catches KeyboardInterrupt and SystemExit, and hides every mistake in the block. Name the exception you expect.',
    severity: 'suggestion',
    category: 'error-handling',
    files: languages.python,
    inTests: false,
    match: (_line, { bare, raw, index }) => {
      const line = bare[index] ?? '';
      if (/^\s*except\s*:\s*pass\s*$/.test(raw[index] ?? '')) return columnsOf(/except.*pass/.exec(line));
      if (!/^\s*except\s*:\s*$/.test(raw[index] ?? '') || !/^\s*pass\s*$/.test(raw[index + 1] ?? '')) return undefined;
      return columnsOf(/except\s*:/.exec(line));
    },
  },
  {
    id: 'csharp-async-void',
    title: 'An `async void` method',
    failure:
      'Nobody can await it, and an exception in it ends the process instead of reaching the caller. Return `Task`; only event handlers need `void`.',
    severity: 'warning',
    category: 'error-handling',
    files: ['**/*.cs'],
    inTests: true,
    match: (_line, { bare, index }) => {
      const line = bare[index] ?? '';
      const match = /\basync\s+void\s+(?<name>\w+)\s*\(/.exec(line);
      const name = match?.groups?.['name'] ?? '';
      const isHandler =
        /EventArgs|\bsender\b|\boverride\b|ICommand|RelayCommand/.test(line + (bare[index + 1] ?? '')) ||
        /^On[A-Z]|^Handle|_|(?:Handler|Clicked|Click|Changed|Tapped|Loaded|Callback|Event|Execute)$/.test(name) ||
        /\[(?:Relay)?Command|\bEvent/.test(bare[index - 1] ?? '');
      return isHandler ? undefined : columnsOf(match);
    },
  },
  {
    id: 'csharp-throw-loses-stack',
    title: 'Throwing the caught exception again loses its stack trace',
    failure:
      'The log will point at this line and no longer at the one that failed. Write `throw;`, which keeps the trace.',
    severity: 'suggestion',
    category: 'error-handling',
    files: ['**/*.cs'],
    inTests: true,
    match: (_line, { bare, index }) => {
      const match = /^\s*(?<here>throw\s+(?<name>\w+);)\s*$/d.exec(bare[index] ?? '');
      if (match === null) return undefined;
      return isOpenCatchOf(match.groups?.['name'] ?? '', bare, index) ? columnsOf(match) : undefined;
    },
    replace: (line) => line.replace(/throw\s+\w+;/, 'throw;'),
  },
  {
    id: 'foreach-async',
    title: 'Nobody waits for what `forEach` starts',
    failure:
      'The loop returns at once, the work goes on behind it, and its errors are lost. Use `for (const … of …)` with `await`, or `await Promise.all(list.map(…))`; in C# `foreach` with `await`.',
    severity: 'warning',
    category: 'bug',
    files: [...languages.script, '**/*.cs'],
    inTests: false,
    match: outsideStrings(/\.(?:forEach|ForEach)\(\s*async\b/),
  },
];

/** True where the nearest `catch` above names the variable and its block is still open at the line. */
function isOpenCatchOf(name: string, bare: readonly string[], index: number): boolean {
  let open = 0;
  for (let above = index - 1; above >= Math.max(0, index - 30); above--) {
    const line = bare[above] ?? '';
    const head = /\bcatch\s*\(\s*[\w.]+(?:<[^>]*>)?\s+(\w+)\s*\)/.exec(line);
    const text = head === null ? line : line.slice(head.index);
    open += (text.match(/\{/g) ?? []).length - (text.match(/\}/g) ?? []).length;
    if (head === null) continue;
    const isAssigned = new RegExp(`\\b${name}\\s*=[^=]`).test(bare.slice(above, index).join('\n'));
    return head[1] === name && open > 0 && !isAssigned;
  }
  return false;
}
