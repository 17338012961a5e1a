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

A secret in an added line is a blocker. Its value is never shown, and is taken out of everything that a model sees. So is a
secret in the path of an added or renamed file, and the model is told the path without it.

Files that the defaults leave out (lock files, generated and minified code, vendored folders) are looked through as well, for
values that are known by their form, where the pipeline has a checkout that holds them: reading them there is free. Without
one they are not downloaded, and only their names are looked at. Files that you exclude yourself are left alone.

| rule | what it finds |
| --- | --- |
${secrets.join('\n')}
`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
