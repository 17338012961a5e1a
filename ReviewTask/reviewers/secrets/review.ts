// Reports the secrets that a pull request adds, without ever saying their values.
import type { ChangeEntry } from '../../model/diff.ts';
import type { RawFinding } from '../../model/finding.ts';
import type { TextFile } from '../../model/plan.ts';
import { locateSecrets, type Secret, type SecretKinds } from './find.ts';

/** 1-based numbers of the lines that a file gains on its right side. */
function addedLines(file: TextFile): ReadonlySet<number> {
  const added = new Set<number>();
  for (const hunk of file.content.hunks) {
    for (const line of hunk.lines) if (line.kind === 'added') added.add(line.right);
  }
  return added;
}

function findingFor(file: TextFile, secret: Secret): RawFinding {
  const first = secret.spans[0];
  const last = secret.spans.at(-1) ?? first;
  return {
    path: file.path,
    side: 'right',
    line: first.line,
    endLine: last.line,
    // A quote would carry the value into the report; the line and its columns are exact without it.
    quote: '',
    columns: { start: first.start, end: first.end },
    title: / in /.test(secret.label) ? secret.label : `${secret.label} in code`,
    failure: `Whoever can read this repository or a copy of it can use this value, and deleting the line leaves it in the history. ${secret.revoke} Keep the new one in Azure Key Vault or a secret pipeline variable.`,
    severity: 'blocker',
    category: 'security',
    replacement: undefined,
    source: { kind: 'secrets', rule: secret.rule },
  };
}

/** One finding for each secret in the path of a file that the pull request adds or renames. Paths need no content. */
export async function reviewNames(entries: readonly ChangeEntry[]): Promise<readonly RawFinding[]> {
  const paths = entries.filter(({ isAdded, isRenamed }) => isAdded || isRenamed).map(({ path }) => path);
  const secrets = await locateSecrets('', paths, 'by-form');
  return secrets.map(({ rule, label, revoke, spans: [{ line }] }) => ({
    ...{ path: paths[line - 1] ?? '', side: 'right', line: undefined, endLine: undefined, quote: '' },
    title: `${label} in the name of a file`,
    failure: `Whoever can list the files of this repository can use this value, and renaming the file leaves it in the history. ${revoke} Name the file after what it is for.`,
    ...{ severity: 'blocker', category: 'security', replacement: undefined },
    source: { kind: 'secrets', rule },
  }));
}

/**
 * One finding for each secret of which the pull request adds a line. The whole right side is scanned, so that a key
 * of several lines is known as one. `columns` are those of the secret's first line.
 */
export async function reviewSecrets(
  files: readonly TextFile[],
  kinds: SecretKinds = 'all',
): Promise<readonly RawFinding[]> {
  const findings: RawFinding[] = [];
  for (const file of files) {
    const added = addedLines(file);
    if (added.size === 0) continue;
    const secrets = await locateSecrets(file.path, file.content.right, kinds);
    const fresh = secrets.filter(({ spans }) => spans.some(({ line }) => added.has(line)));
    findings.push(...fresh.map((secret) => findingFor(file, secret)));
  }
  return findings;
}
