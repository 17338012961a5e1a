// The page on what to do about a message, made from the texts in the code.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../project.ts';
import { allExplanations, allProblems, type WrittenExplanation } from './explanations.ts';

interface Group {
  readonly title: string;
  readonly about: string;
  /** Matched against `path#code`. */
  readonly holds: RegExp;
}

/** The first group that fits counts. */
const groups: readonly Group[] = [
  {
    title: 'The token',
    about:
      'How a token is made: [Creating a token](creating-a-token.md). How it is replaced: [Rotating a token](rotating-a-token.md).',
    holds: /explain-token|access\/expiry/,
  },
  {
    title: 'Permissions, and what can be seen',
    about: "What a job's token may do: [Permissions of the job's token](job-token.md).",
    holds: /#permission-|explain-forbidden|explain-not-found|repository-or-why|permission-answers/,
  },
  {
    title: 'Branch policies',
    about: 'How they are set: [Branch policies](branch-policies.md).',
    holds: /policy-answers/,
  },
  {
    title: 'Azure DevOps and the way to it',
    about: 'Proxies and certificates: [Company networks and Azure DevOps Server](networks-and-servers.md).',
    holds: /edges\/azure-devops|clock-answer/,
  },
  {
    title: 'Inputs and configuration',
    about: 'All inputs and keys: [README](../README.md#inputs).',
    holds: /#(conn|conf|input)/,
  },
  {
    title: 'The model',
    about: 'How it is named: [README](../README.md#use-it-in-a-pipeline).',
    holds: /#(model-|no-model|rules-)/,
  },
  {
    title: 'A service connection in place of a key',
    about: 'The input `azureSubscription`.',
    holds: /#entra-/,
  },
  {
    title: 'git, preview and doctor',
    about: 'On the command line, and with a checkout.',
    holds: /#(git|preview|doctor)-/,
  },
  { title: 'Setup', about: 'Where it stops, running it again goes on from what is there.', holds: /#setup-/ },
  { title: 'The run', about: 'How a review ended.', holds: /./ },
];

/** For texts that are put together when they are said: what stands there, and what to do. */
const putTogether: Readonly<Record<string, { readonly problem?: string; readonly fix?: string }>> = {
  'config-file-invalid': {
    problem: 'Each thing in the configuration file that cannot be used, with its line.',
    fix: 'The file that counts is the one at the **target** branch, so it is mended there. What is said of single keys:',
  },
  'configuration-invalid': {
    problem: 'In doctor: each input, and each line of the configuration file, that cannot be used.',
    fix: 'The same as under `input-invalid` and `config-file-invalid`.',
  },
  'connection-invalid': {
    problem:
      'What the task lacks to reach the pull request: which it is, where, and with which token. All of it is named at once.',
    fix: 'Mostly an input is empty, or the step runs where no pull request is. One by one:',
  },
  'input-invalid': {
    problem: 'Each input that cannot be used as it is, all at once.',
    fix: 'One by one:',
  },
  'model-key-refused': {
    problem: 'The model server refused the key (401 or 403), or wants one and was given none.',
  },
  'model-not-found': {
    fix: 'The name in "model" is that of the model, or with `azureOpenAI` that of the **deployment**. `modelUrl` is the base of the API and mostly ends in `/v1`.',
  },
  'run-cancelled': {
    fix: 'Where somebody cancelled the build, run it again. Where the job ran out of time, raise its `timeoutInMinutes` above that of `timeoutMinutes`.',
  },
};

/** What Azure DevOps itself calls it. */
const numbers = [
  ['TF401027', 'permission-missing'],
  ['TF401019', 'repository-not-visible'],
  ['TF401180', 'pull-request-not-found'],
  ['TF200016, VS800075', 'project-not-visible'],
  ['TF401175', 'commit-not-found'],
  ['VS403403', 'repository-empty'],
  ['VS403463', 'conditional-access'],
] as const;

/** Markdown: every code with what is said and what to do. */
export function troubleshootingPage(): string {
  const elsewhere = headings(readFileSync(join(projectFolder, 'docs', 'networks-and-servers.md'), 'utf8'));
  const byCode = new Map<string, WrittenExplanation[]>();
  for (const one of allExplanations()) {
    if (!elsewhere.includes(one.code)) byCode.set(one.code, [...(byCode.get(one.code) ?? []), one]);
  }
  const groupOf = (all: readonly WrittenExplanation[]) =>
    groups.find(({ holds }) => all.some(({ code, path }) => holds.test(`${path}#${code}`)));
  const sections = groups.map((group) => {
    const mine = [...byCode].filter(([, all]) => groupOf(all) === group).sort(([a], [b]) => (a < b ? -1 : 1));
    return `## ${group.title}\n\n${group.about}\n\n${mine.map(([code, all]) => section(code, all)).join('\n\n')}`;
  });
  const links = [...elsewhere].sort().map((code) => `- [\`${code}\`](networks-and-servers.md#${code})`);
  return `# Troubleshooting

Generated from the texts in the code by \`npm run fix\`.

Look for the words of the message on this page. Each has a code, which is its heading and its address here: \`#pat-invalid\`. Under it
stands what is said, then what to do. In these texts … is what is filled in: a name, an address, a number, or what the service itself
said. \`a / b\` is one or the other, and [what stands in brackets] is said at times.

Where nothing is said and nothing happens on a pull request, ask doctor, which goes through everything that a review needs:
[Access](access.md#asking-doctor). Where no build starts at all, look at [Branch policies](branch-policies.md#when-nothing-starts).

Azure DevOps has numbers of its own, which other tools show as well:

| number | here |
| --- | --- |
${numbers.map(([number, code]) => `| ${number} | [\`${code}\`](#${code}) |`).join('\n')}

${sections.join('\n\n')}

## Proxies, certificates and encryption

These have a page of their own:

${links.join('\n')}
`;
}

function section(code: string, all: readonly WrittenExplanation[]): string {
  const own = allProblems().filter(({ path }) => codeOf(path) === code);
  const told = new Set([...all, ...own.map((one) => ({ ...one, code }))].map(entry));
  return `### \`${code}\`\n\n${[...told].join('\n\n')}`;
}

/** The error that collects the problems which a file of the room `config` finds. */
function codeOf(path: string): string {
  if (path === 'config/file.ts') return 'config-file-invalid';
  return /connection|sweep-target/.test(path) ? 'connection-invalid' : 'input-invalid';
}

/** What is said at one place of the code, and what to do then. */
function entry({ code, fixes, path, problems }: WrittenExplanation): string {
  const known = putTogether[code];
  const said = problems.filter((text) => /\w{3}|--/.test(text)).map((text) => `> ${markdown(text)}`);
  const done = fixes.map(markdown);
  const problem = said.length > 0 ? said.join('\n\n') : known?.problem;
  const fix = done.length > 1 ? `One of:\n\n${done.map((text) => `- ${text}`).join('\n')}` : (done[0] ?? known?.fix);
  if (problem === undefined || fix === undefined) throw new Error(`${path}: the page has no text for "${code}".`);
  return `${problem}\n\n${fix}`;
}

/** The codes that a page has headings of. */
function headings(page: string): readonly string[] {
  return [...page.matchAll(/^### `([a-z-]+)`\r?$/gm)].map(([, code = '']) => code);
}

function markdown(text: string): string {
  return text.replaceAll(/[\\*<]/g, '\\$&').replaceAll(/(?<!\w)_|_(?!\w)/g, '\\_');
}
