// Text of strangers that becomes part of a statement or a command.
import { type BuiltInRule, type Columns, columnsOf, languages } from './rule.ts';

const statement =
  /\b(?:select\b[^"`]{1,200}?\bfrom\b|insert\s+into\b|update\s+[\w.[\]]{1,80}\s+set\b|delete\s+from\b)/i;

/** Expressions that are no text of a stranger, or that have been made harmless. */
const harmless =
  /nameof|escape|quote|sanit|encode|replace|safe|guid|const|table|column|schema|date|time|now\b|culture|count|length|\bid\.tostring/i;

/** Constants are written in capitals. */
const constant = /^[A-Z][A-Z0-9_]*$/;

const concatenated = /'%?"\s{0,4}\+\s{0,4}(?<here>[A-Za-z_][\w.]{0,60}(?:\([^()]{0,60}\))?)/d;

/** The value in single quotes inside a statement, by the way a language puts values into strings. */
const quotedValues: readonly { readonly files: RegExp; readonly patterns: readonly RegExp[] }[] = [
  {
    files: /\.(?:cs|csx|cshtml|razor)$/,
    patterns: [/\$@?"[^"]{0,400}'%?\{(?<here>[^{}:"]{1,80})\}%?'/d, concatenated],
  },
  {
    files: /\.(?:jsx?|tsx?|[mc][jt]s)$/,
    patterns: [/(?<![\w$)\]])`[^`]{0,400}'%?\$\{(?<here>[^{}]{1,80})\}%?'/d, concatenated],
  },
  {
    files: /\.py$/,
    patterns: [
      /\bf(?:"""|")[^"]{0,400}'%?\{(?<here>[^{}:!]{1,80})\}%?'/d,
      /'%?%s%?'[^"]{0,200}"{1,3}\s?%\s?(?<here>\(?\w[\w.]{0,60})/d,
      /'%?\{\w{0,20}\}%?'[^"]{0,200}"{1,3}\.format\((?<here>[^()]{1,80})/d,
      concatenated,
    ],
  },
  { files: /\.(?:java|kt)$/, patterns: [concatenated] },
  {
    files: /\.go$/,
    patterns: [/Sprintf\(\s?["`][^"`]{0,400}'%?%[sv]%?'[^"`]{0,200}["`]\s?,\s?(?<here>[\w.]{1,60})/d, concatenated],
  },
  { files: /\.psm?1$/, patterns: [/"[^"]{0,400}'%?(?<here>\$[({]?[\w.:]{1,60}[)}]?)%?'[^"]{0,200}"/d] },
];

function quotedValue(line: string, path: string): Columns | undefined {
  if (!statement.test(line) || /Win32_|CIM_/.test(line)) return undefined;
  for (const pattern of quotedValues.find(({ files }) => files.test(path))?.patterns ?? []) {
    const match = pattern.exec(line);
    const value = match?.groups?.['here'] ?? '';
    if (match !== null && !harmless.test(value) && !constant.test(value)) return columnsOf(match);
  }
  return undefined;
}

/** Build scripts run on values of their own repository. */
const buildScript =
  /(?:^|\/)(?:scripts?|build|tools?|ci|eng)\/|(?:^|\/)(?:gulpfile|gruntfile|webpack|rollup|vite|[\w.-]+\.config)\.|\.config\.\w+$/i;

const commands: readonly { readonly files: RegExp; readonly pattern: RegExp }[] = [
  {
    files: /\.(?:jsx?|tsx?|[mc][jt]s)$/,
    pattern:
      /(?:(?<![.\w$])|\b(?:child_process|cp)\.)(?<here>exec(?:Sync)?\(\s{0,4}(?:`[^`]{0,300}\$\{|"[^"]{0,300}"\s{0,4}\+\s{0,4}[A-Za-z_]|'[^']{0,300}'\s{0,4}\+\s{0,4}[A-Za-z_]))/d,
  },
  {
    files: /\.py$/,
    pattern:
      /\bos\.(?:system|popen)\(\s{0,4}(?:f"[^"]{0,300}\{|f'[^']{0,300}\{|"[^"]{0,300}"\s{0,4}[+%]\s{0,4}\w|'[^']{0,300}'\s{0,4}[+%]\s{0,4}\w)|\bsubprocess\.\w{1,20}\(\s{0,4}(?:f"[^"]{0,300}\{|f'[^']{0,300}\{|"[^"]{0,300}"\s{0,4}[+%]\s{0,4}\w)(?=.{0,400}shell\s?=\s?True)/,
  },
  {
    files: /\.(?:cs|csx)$/,
    pattern:
      /\bProcess(?:\.Start|StartInfo)\(\s{0,4}"(?:cmd|cmd\.exe|powershell|powershell\.exe|pwsh|\/bin\/(?:ba)?sh|(?:ba)?sh)"\s{0,4},\s{0,4}(?:\$@?"[^"]{0,300}\{|"[^"]{0,300}"\s{0,4}\+)/,
  },
  {
    files: /\.go$/,
    pattern:
      /\bexec\.Command(?:Context)?\((?:\w{1,20},\s?)?"(?:\/bin\/)?(?:ba|z)?sh",\s?"-c",\s?(?:fmt\.Sprintf\(|"[^"]{0,300}"\s?\+)/,
  },
  { files: /\.java$/, pattern: /\bgetRuntime\(\)\.exec\(\s{0,4}"[^"]{0,300}"\s{0,4}\+/ },
  { files: /\.psm?1$/, pattern: /\b(?:Invoke-Expression|iex)\s{1,4}(?:-Command\s{1,4})?"[^"]{0,300}\$[\w({]/i },
];

export const injectionRules: readonly BuiltInRule[] = [
  {
    id: 'sql-injection',
    title: 'A value is pasted into an SQL statement',
    failure:
      'A value with a quote in it ends the literal and goes on as SQL: whoever controls it can read or change the whole database. Pass it as a parameter (`@name`, `?`, `$1`, `FromSql`), never inside quotes.',
    severity: 'warning',
    category: 'security',
    files: ['**/*.{cs,csx,cshtml,razor,js,jsx,ts,tsx,mjs,cjs,mts,cts,py,java,kt,go,ps1,psm1}'],
    inTests: false,
    match: (line, { path }) => quotedValue(line, path),
  },
  {
    id: 'shell-injection',
    title: 'A value is pasted into a shell command',
    failure:
      'A value with `;`, `&` or `$(…)` in it starts another command with the rights of this process. Start the program directly with its arguments as a list (`execFile`, `subprocess.run([...])`, `ArgumentList`, `& $tool @arguments`), without a shell.',
    severity: 'warning',
    category: 'security',
    files: ['**/*.{cs,csx,js,jsx,ts,tsx,mjs,cjs,mts,cts,py,java,go,ps1,psm1}'],
    inTests: false,
    match: (line, { path, raw }) => {
      if (buildScript.test(path)) return undefined;
      const command = commands.find(({ files }) => files.test(path));
      const columns = columnsOf(command?.pattern.exec(line) ?? null);
      if (columns === undefined || !/[jt]sx?$/.test(path)) return columns;
      return raw.slice(0, 200).some((text) => text.slice(0, 300).includes('child_process')) ? columns : undefined;
    },
  },
  {
    id: 'eval-of-input',
    title: 'Text is run as code',
    failure:
      'Whoever controls the text runs code with the rights of this process. Parse it instead (`JSON.parse`, `ast.literal_eval`), or look the wanted function up in a table.',
    severity: 'warning',
    category: 'security',
    files: [...languages.script, ...languages.python],
    inTests: false,
    match: (_line, { bare, index, path }) => {
      const line = bare[index] ?? '';
      if (path.endsWith('.py')) {
        return columnsOf(
          /(?<![\w.])(?:eval|exec)\(\s*(?:input\(|request\b|sys\.argv|self\.request|event\[|body\b|params\b)/.exec(
            line,
          ),
        );
      }
      return columnsOf(
        /(?<![\w.$])(?:eval|new Function)\(\s*(?:\w+\.){0,3}(?:req|request|input|query|params|body|location|data|event|message|userInput|code|script|expression|response|text)\b(?!\s*=>)/.exec(
          line,
        ),
      );
    },
  },
];
