// The page on access, made from the catalogue of probes.
import { catalogue, groupTitles } from '../../ReviewTask/access/catalogue.ts';
import { probeGroups, probeNames } from '../../ReviewTask/model/access.ts';

/** Markdown: how to ask doctor, and every probe with how it is asked and why it leaves no trace. */
export function accessPage(): string {
  const tables = probeGroups.map((group) => {
    const rows = probeNames
      .filter((name) => catalogue[name].group === group)
      .map((name) => {
        const { asks, jobTitle, names, noTrace, title } = catalogue[name];
        const both = jobTitle === undefined ? title : `${title} (with a job's token: ${jobTitle})`;
        const codes = names.map((code) => `[\`${code}\`](troubleshooting.md#${code})`).join(' ');
        return `| ${cell(both)} | ${cell(asks)} | ${cell(noTrace)} | ${codes} |`;
      });
    return `### ${groupTitles[group]}

| probe | how it is asked | why it leaves no trace | problems that it names |
| --- | --- | --- | --- |
${rows.join('\n')}`;
  });
  return `# Access

The tables are generated from the probes by \`npm run fix\`.

A review needs to read a pull request, to write comments and to post a status: a personal access token (PAT) with **Code (Read)**,
**Code (Status)** and **PR threads (Read & write)** whose owner has **Read** and **Contribute to pull requests** on the repository, or a
job's token whose build service has these two permissions. Nothing more is needed, and nothing below advises more.

## Asking doctor

On any machine, with the token in an environment variable:

\`\`\`sh
THREADLINE_TOKEN=... npm run doctor -- https://dev.azure.com/ORGANIZATION/PROJECT/_git/REPOSITORY/pullrequest/42
\`\`\`

\`--model\` and \`--model-url\` with the key in \`THREADLINE_MODEL_KEY\` look for the model as well; \`--json\` is for programs. The exit code is 0
where reviews can work, 1 where something keeps them from it, 2 where that could not be found out.

In a pipeline, with the very token, network and agent that reviews have: \`mode: doctor\`. The page of the run shows the same table.
The step fails where something keeps reviews from working.

Doctor goes the way that a person would: the scopes of the token, then what its owner may do on this project and repository, then
rules of the organization, then the policies of the branch. It names the one thing that is missing and the place to set it. A group
with more rights than that, such as Project Collection Administrators, is never the remedy.

Every answer is one of three: it works; there is a problem, with what to do; or nobody could tell, with why. What follows from a problem
that was named already is not named as another.

## At the start of every review

What a run reads anyway proves the scope for reading. With a PAT, one more request is made beside the first status, before any model
is asked: the comment that cannot be, from the table below. Whatever is missing is named in one message. A run that finds nothing new
makes three requests, as ever.

## The probes

${tables.join('\n\n')}

## Two readings of a refusal

Microsoft's documentation does not say in which order a service checks a request. A scope belongs to the address and the verb of a
request, so it is taken to be checked before anything that the request is about: a missing one is a 401, which no content gives.
Whether the permission of the identity or the content comes next is not known. So a refused content proves the scope, and the
permission is evaluated besides; a refused permission (TF401027) is believed whatever the evaluation says.

## Builds of forks

A build of a fork has no secrets, and its token may only read. Where the key of the model is missing, or nothing may be posted, the
built-in checks run all the same and what they find goes to the log; where a status may be posted it says \`AI review skipped\` in the
state \`error\`, so that a required status does not let a stranger's change through unseen. A maintainer who has looked at the change
starts the pipeline by hand with \`pullRequest\` set to its number, or leaves it to a scheduled sweep: neither is a build of the fork,
and neither runs anything that the fork brings. There is no need to open secrets to forks, and no reason to.
`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
