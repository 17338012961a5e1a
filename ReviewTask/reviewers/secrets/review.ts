// Reports the secrets that a pull request adds, without ever saying their values.
import type { RawFinding } from '../../model/finding.ts';
import type { TextFile } from '../../model/plan.ts';
import { locateSecrets, type Secret } from './find.ts';

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

/**
 * One finding for each secret of which the pull request adds a line. The whole right side is scanned, so that a key
 * of several lines is known as one. `columns` are those of the secret's first line.
 */
export async function reviewSecrets(files: readonly TextFile[]): Promise<readonly RawFinding[]> {
  const findings: RawFinding[] = [];
  for (const file of files) {
    const added = addedLines(file);
    if (added.size === 0) continue;
    const secrets = await locateSecrets(file.path, file.content.right);
    const fresh = secrets.filter(({ spans }) => spans.some(({ line }) => added.has(line)));
    findings.push(...fresh.map((secret) => findingFor(file, secret)));
  }
  return findings;
}
