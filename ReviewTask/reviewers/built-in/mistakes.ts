// Comparisons and checks that cannot do what they say.
import { type BuiltInRule, columnsOf, languages, outsideStrings } from './rule.ts';

export const mistakeRules: readonly BuiltInRule[] = [
  {
    id: 'compare-with-nan',
    title: 'A comparison with NaN is never true',
    failure:
      'NaN differs from every value, itself included, so the branch is always or never taken. Use `Number.isNaN(…)`, `double.IsNaN(…)` or `math.isnan(…)`.',
    severity: 'warning',
    category: 'bug',
    files: [...languages.script, ...languages.csharp, ...languages.java],
    inTests: true,
    match: outsideStrings(
      /[!=]==?\s*(?:(?:Number|[dD]ouble|[fF]loat|Single)\.)?NaN\b|(?<![\w.])(?:(?:Number|[dD]ouble|[fF]loat|Single)\.)?NaN\s*[!=]==?(?!=)/,
    ),
  },
  {
    id: 'java-string-identity',
    title: 'Strings are compared by identity',
    failure:
      '`==` asks whether both are the same object, which depends on how the text was made: it is false for equal texts read from outside. Use `.equals(…)`.',
    severity: 'warning',
    category: 'bug',
    files: ['**/*.java'],
    inTests: true,
    match: (_line, { bare, index }) =>
      columnsOf(/[\w)\]]\s*[!=]=\s*"\s*"|"\s*"\s*[!=]=\s*(?!null\b)[\w(]/.exec(bare[index] ?? '')),
  },
  {
    id: 'python-assert-tuple',
    title: 'This assertion is always true',
    failure:
      'The parentheses make a tuple of the condition and the message, and a tuple that is not empty is true: nothing is checked. Remove the outer parentheses.',
    severity: 'warning',
    category: 'bug',
    files: languages.python,
    inTests: true,
    match: (_line, { bare, index }) =>
      columnsOf(
        /^\s*(?<here>assert\s*\((?:[^()]|\([^()]{0,200}\)){1,200},\s*f?["']\s*["']\s*\))\s*$/d.exec(bare[index] ?? ''),
      ),
  },
];
