// The command `setup`: its flags, and the story with the real edges.
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Token } from '../../config/connection.ts';
import type { NetworkFlags } from '../../config/network-environment.ts';
import type { PullRequestAddress } from '../../config/pull-request-url.ts';
import { connectAzureDevOps } from '../../edges/azure-devops.ts';
import { systemClock } from '../../edges/clock.ts';
import { openPipelineFolder } from '../../edges/pipeline-folder.ts';
import { createPrompter, interruption } from '../../edges/prompts.ts';
import { type SecretFreeOutput, secretFreeOutput } from '../../edges/secret-free-output.ts';
import { terminalLog } from '../../edges/terminal.ts';
import { ConfigError, explanationOf } from '../../errors.ts';
import type { Log } from '../../ports.ts';
import { caFileOption, proxyOption, wayOut } from '../network-options.ts';
import { setUp } from '../setup.ts';
import { lookAtAccess } from './access.ts';
import { reviewFirst } from './review.ts';
import type { SetupFlags, SetupService, SetupWorld } from './world.ts';

type Flags = SetupFlags & NetworkFlags & { readonly token?: string | boolean; readonly debug: boolean };

const help = `
Asks for everything that is not given as a flag. The token is never a flag: a command line is seen by other users of the
machine, and is kept in the history of the shell. Put it into an environment variable and name the variable with
--token-env, or type it when asked. The key of a model is not asked for at all; a review by a model that is shown at the end
reads it from THREADLINE_MODEL_KEY.

Ends with 0 when nothing is left that this token could not make, with 1 when something is, or on an error.
Run it again whenever you like: it finds what is there and goes on from there.`;

/** Adds the subcommand. `version` is for the User-Agent. */
export function addSetup(program: Command, version: string): void {
  program
    .command('setup')
    .description(
      'Set up reviews for a branch: pipeline YAML, pipeline, branch policies, first review. Asks before it writes.',
    )
    .option('--pull-request <url>', 'address of a pull request of the repository')
    .option('--token-env <name>', 'environment variable that holds the personal access token')
    .addOption(new Option('--token [value]').hideHelp())
    .option('--repository <name>', "repository; the pull request's by default")
    .option('--branch <name>', "branch that pull requests are merged into; the pull request's by default")
    .option('--yaml <path>', "path of the pipeline's YAML in the repository; azure-pipelines-review.yml by default")
    .option('--folder <path>', 'where the YAML is written: a clone of the repository, or any folder')
    .option('--overwrite', 'write over a file of that name that does something else', false)
    .option('--model-provider <name>', 'none, openai, azureOpenAI or compatible; none by default')
    .option('--model <name>', 'model, or its deployment on Azure OpenAI')
    .option('--model-url <url>', 'base URL of the server, for azureOpenAI and compatible')
    .option('--model-key-variable <name>', 'secret pipeline variable with the key; MODEL_KEY by default')
    .option('--pool <name>', 'agent pool of your own; without it the agents that Microsoft hosts')
    .option('--policies <level>', 'advise (optional), require or none; advise by default')
    .option('--policies-now', 'make policies although the YAML is not on the branch yet', false)
    .addOption(proxyOption())
    .addOption(caFileOption())
    .option('--review <how>', 'show, post or none; show by default')
    .option('--yes', 'ask nothing: answers come from flags, and everything in the plan is made', false)
    .option('--dry-run', 'show the plan, and write nothing', false)
    .option('--debug', 'say more', false)
    .addHelpText('after', help)
    .action((flags: Flags) => run(flags, version));
}

async function run(flags: Flags, version: string): Promise<void> {
  const output = secretFreeOutput(process.stdout);
  const log = terminalLog(output, flags.debug);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const)
    process.once(signal, () => stop.abort(interruption()));
  try {
    const { isWhole } = await setUp(worldOf(flags, version, output, log, stop.signal));
    if (!isWhole) process.exitCode = 1;
  } catch (error) {
    const explanation = explanationOf(error);
    if (explanation === undefined) throw error;
    output.write(`\n${explanation.problem}\n${explanation.fix}\n`);
    // What a shell gives for a program that Ctrl-C ended.
    process.exitCode = explanation.code === 'setup-interrupted' ? 130 : 1;
  }
}

function worldOf(flags: Flags, version: string, output: SecretFreeOutput, log: Log, signal: AbortSignal): SetupWorld {
  if (flags.token !== undefined) throw tokenOnCommandLine();
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  if (!isTerminal && !flags.yes && !flags.dryRun) throw noTerminal();
  const environment = (name: string) => process.env[name] ?? '';
  const modelKey = environment('THREADLINE_MODEL_KEY');
  output.keepSecret(modelKey);
  return {
    ...{ flags, environment, log, cancelled: signal, isUnattended: flags.yes || !isTerminal },
    prompter: createPrompter(signal),
    keepSecret: output.keepSecret,
    connect: (address, token) => connect({ address, token, log, signal, version, modelKey, flags }),
    // npm starts scripts in the project's folder and keeps the person's in INIT_CWD.
    openFolder: (path) => openPipelineFolder(resolve(process.env['INIT_CWD'] ?? process.cwd(), path), signal),
  };
}

interface ConnectGiven {
  readonly address: PullRequestAddress;
  readonly token: Token;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly version: string;
  readonly modelKey: string;
  readonly flags: NetworkFlags;
}

function connect({ address, token, log, signal, version, modelKey, flags }: ConnectGiven): SetupService {
  const network = wayOut(flags, log, address.collectionUrl);
  const azureDevOps = connectAzureDevOps({
    ...{ collectionUrl: address.collectionUrl, token, clock: systemClock, signal, log },
    userAgent: `Threadline/${version}`,
    network,
  });
  return {
    pullRequests: azureDevOps.pullRequests,
    provisioning: azureDevOps.provisioning,
    access: () => lookAtAccess(azureDevOps, address, token),
    review: (pullRequest, model, isPosting) =>
      reviewFirst(azureDevOps, { pullRequest, model, modelKey, isPosting, network }, log, signal),
  };
}

/** Says nothing of the value, which is a secret all the same. */
function tokenOnCommandLine(): ConfigError {
  return new ConfigError({
    code: 'setup-token-on-command-line',
    problem:
      'The token is not taken from the command line: other users of the machine and the history of the shell see it there.',
    fix: 'If you typed a token, revoke it. Put the token into an environment variable and name the variable with --token-env NAME.',
  });
}

function noTerminal(): ConfigError {
  return new ConfigError({
    code: 'setup-no-terminal',
    problem: 'There is no terminal, so nobody can be asked.',
    fix: 'Add --yes and give the answers as flags, or --dry-run to see the plan.',
  });
}
