// Azure Pipelines definitions that hand the agent to whoever writes a commit.
import { type BuiltInRule, columnsOf, type LineContext, languages } from './rule.ts';

const scriptKey = /^\s*(?:-\s+)?(?:script|bash|pwsh|powershell|inlineScript|inline|arguments)\s*:/i;

/** True where the line is, or belongs to, the text of a script step. */
function isInScript({ code, index }: LineContext): boolean {
  const line = code[index] ?? '';
  if (scriptKey.test(line)) return true;
  let indent = line.search(/\S/);
  for (let above = index - 1; above >= Math.max(0, index - 200) && indent > 0; above--) {
    const text = code[above] ?? '';
    const column = text.search(/[^\s-]/);
    if (column === -1 || column >= indent) continue;
    if (scriptKey.test(text)) return true;
    // The key of a block is less indented than its lines; another key in between means another block.
    if (/^\s*(?:-\s+)?[\w.]+\s*:/.test(text)) return false;
    indent = column;
  }
  return false;
}

/** Variables that hold what the author of a commit or branch has written. */
const commitText =
  /\$\((?:Build\.SourceVersionMessage|System\.PullRequest\.SourceBranch(?:Name)?|Build\.SourceVersionAuthor)\)/i;

export const pipelineRules: readonly BuiltInRule[] = [
  {
    id: 'pipeline-script-injection',
    title: 'Text from a commit is pasted into a script',
    failure:
      'Azure Pipelines puts the text into the script before the shell reads it: a commit message or branch name with `$(…)`, `;` or `&` runs as a command with the secrets of the job. Hand it over as a variable (`env: MESSAGE: $(Build.SourceVersionMessage)`) and read `"$MESSAGE"`.',
    severity: 'warning',
    category: 'security',
    files: languages.yaml,
    inTests: true,
    match: (line, context) => {
      const columns = columnsOf(commitText.exec(line));
      return columns !== undefined && isInScript(context) ? columns : undefined;
    },
  },
];
