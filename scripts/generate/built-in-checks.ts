// The page of the built-in checks, made from the rules themselves.
import { builtInRules } from '../../ReviewTask/reviewers/built-in/rules.ts';
import { secretKinds } from '../../ReviewTask/reviewers/secrets/find.ts';

/** Markdown: every rule with its severity and what it says, and every kind of secret. */
export function builtInChecks(): string {
  const rules = builtInRules.map(
    (rule) =>
      `| \`${rule.id}\` | ${rule.severity}, ${rule.category} | **${cell(rule.title)}.** ${cell(rule.failure)} |`,
  );
  const secrets = secretKinds.map((kind) => `| \`${kind.id}\` | ${cell(kind.label)} |`);
  return `# Built-in checks

Generated from the rules by \`npm run fix\`. They read the lines that a pull request adds, need no model, and run beside one.

## Rules

| rule | severity, category | what it says |
| --- | --- | --- |
${rules.join('\n')}

## Secrets

A secret in an added line is a blocker. Its value is never shown, and is taken out of everything that a model sees.

| rule | what it finds |
| --- | --- |
${secrets.join('\n')}
`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
