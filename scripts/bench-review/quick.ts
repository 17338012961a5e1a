// The subset for continuous integration: small, without the registry, and still with everything that can go wrong.

/** Parts of names of cases. */
export const quickCases: readonly string[] = [
  'csharp-orders',
  'python-archive',
  'sql-',
  'typescript-cart',
  'clean-typescript',
  'clean-yaml',
];

/** Kinds of broken answers that differ in what the task has to do about them. */
export const quickKinds: readonly string[] = [
  'prose',
  'empty',
  'cut-off',
  'items-without-fields',
  'duplicate-keys',
  'byte-order-mark',
  'html-page',
  'refusal',
  'content-filter',
  'wrong-key',
  'megabytes-of-items',
  'verifier-prose',
];
