// `doctor`: probes everything that a review of a pull request needs, says what to fix, and leaves nothing behind.
import { type Command, Option } from 'commander';
import colors from 'picocolors';
import { concludeFrom } from '../access/conclusion.ts';
import { showJson } from '../access/show-json.ts';
import { type ShownLine, showLines } from '../access/show-lines.ts';
import { showMarkdown } from '../access/show-markdown.ts';
import { type InputName, inputDefaults } from '../config/input-names.ts';
import { readInputs } from '../config/inputs.ts';
import type { NetworkFlags } from '../config/network-environment.ts';
import { parsePullRequestUrl } from '../config/pull-request-url.ts';
import { examine } from '../doctor.ts';
import { connectAzureDevOps } from '../edges/azure-devops.ts';
import { systemClock } from '../edges/clock.ts';
import { watchEnding } from '../edges/ending.ts';
import { createLanguageModel } from '../edges/openai.ts';
import { harmless } from '../edges/output.ts';
import { terminalLog } from '../edges/terminal.ts';
import { ConfigError, explanationOf } from '../errors.ts';
import type { ProbeResult } from '../model/access.ts';
import { caFileOption, proxyOption, wayOut } from './network-options.ts';

declare const __THREADLINE_VERSION__: string;

/** Environment variable that the token is read from unless told. */
const usualVariable = 'THREADLINE_TOKEN';

/** Minutes after which doctor says what it knows. */
const patience = 2;

interface DoctorFlags extends NetworkFlags {
  readonly tokenEnv: string;
  readonly bearer: boolean;
  readonly model?: string;
  readonly modelUrl?: string;
  readonly status: string;
  readonly json: boolean;
  readonly markdown: boolean;
  readonly debug: boolean;
}

/** Adds the subcommand. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('Check access to a pull request: scopes, permissions, policies, the model. Leaves nothing behind.')
    .argument('<url>', 'address of the pull request, as in the browser')
    .option('--token-env <name>', 'environment variable that holds the personal access token', usualVariable)
    .option('--bearer', 'the token is one of a pipeline job or of Microsoft Entra', false)
    .addOption(new Option('--model <name>', 'model to look for; without one no model is asked').env('THREADLINE_MODEL'))
    .addOption(new Option('--model-url <url>', 'base URL of an OpenAI-compatible server').env('THREADLINE_MODEL_URL'))
    .option('--status <genre/name>', 'the status that reviews post', 'threadline/ai-pr-review')
    .addOption(proxyOption())
    .addOption(caFileOption())
    .option('--json', 'print JSON and nothing else', false)
    .option('--markdown', 'print Markdown and nothing else', false)
    .option('--debug', 'say more, on the error stream', false)
    .addHelpText(
      'after',
      '\nThe key of the model is read from the environment variable THREADLINE_MODEL_KEY; looking for it puts one tiny question.\nEnds with 0 where reviews can work, 1 where something keeps them from it, 2 where that could not be found out.',
    )
    .action(doctor);
}

async function doctor(url: string, flags: DoctorFlags): Promise<void> {
  try {
    const results = await look(url, flags);
    print(results, flags);
    process.exitCode = concludeFrom(results).exitCode;
  } catch (error) {
    const explanation = explanationOf(error);
    if (explanation === undefined) throw error;
    process.stderr.write(`${harmless(explanation.problem)}\n${harmless(explanation.fix)}\n`);
    process.exitCode = 2;
  }
}

async function look(url: string, flags: DoctorFlags): Promise<readonly ProbeResult[]> {
  const place = parsePullRequestUrl(url);
  if (place === undefined) throw unreadableAddress();
  const token = (process.env[flags.tokenEnv] ?? '').trim();
  if (token === '') throw noToken(flags.tokenEnv);
  const reading = readInputs((name) => inputTexts(flags)[name] ?? inputDefaults[name]);
  const log = terminalLog(process.stderr, flags.debug);
  const signal = watchEnding(patience).deadline;
  const { collectionUrl, id, project, repository } = place;
  const tokenKind = flags.bearer ? 'bearer' : 'pat';
  const way = wayOut(flags, log, collectionUrl);
  const { access, pullRequests } = connectAzureDevOps({
    ...{ collectionUrl, signal, log, clock: systemClock },
    token: { kind: tokenKind, value: token },
    userAgent: `Threadline/${__THREADLINE_VERSION__}`,
    network: way,
  });
  const world = {
    ...{ access, pullRequests, clock: systemClock },
    model: ({ name, ...choice }: Parameters<Parameters<typeof examine>[0]['model']>[0]) =>
      createLanguageModel({ ...choice, ...way, model: name, clock: systemClock, signal, log }),
  };
  return examine(world, reading, { collectionUrl, project, repository, pullRequestId: id, tokenKind });
}

/** The flags as the task's inputs, so that both go one way. */
function inputTexts({ model = '', modelUrl = '', status }: DoctorFlags): Partial<Record<InputName, string>> {
  const isAsked = model !== '' || modelUrl !== '';
  const slash = status.lastIndexOf('/');
  return {
    modelProvider: !isAsked ? 'none' : modelUrl === '' ? 'openai' : 'compatible',
    ...{ model, modelUrl },
    modelApiKey: process.env['THREADLINE_MODEL_KEY'] ?? '',
    statusGenre: status.slice(0, Math.max(slash, 0)),
    statusName: status.slice(slash + 1),
  };
}

const paints: Readonly<Record<ShownLine['tone'], (text: string) => string>> = {
  title: colors.bold,
  pass: (text) => text.replace('ok', colors.green('ok')),
  problem: colors.red,
  trap: colors.yellow,
  unknown: colors.dim,
  plain: (text) => text,
};

function print(results: readonly ProbeResult[], { json, markdown }: DoctorFlags): void {
  if (json) process.stdout.write(showJson(results));
  else if (markdown) process.stdout.write(`${showMarkdown(results)}\n`);
  else {
    for (const { text, tone } of showLines(results, process.stdout.columns ?? 100)) {
      process.stdout.write(`${paints[tone](harmless(text))}\n`);
    }
  }
}

function unreadableAddress(): ConfigError {
  return new ConfigError({
    code: 'doctor-address-unreadable',
    problem: 'This is not the address of a pull request.',
    fix: 'Give the address in the browser; it ends in /_git/REPOSITORY/pullrequest/42.',
  });
}

function noToken(name: string): ConfigError {
  return new ConfigError({
    code: 'doctor-without-token',
    // Who gave the token in place of a name must not see it printed.
    problem: `The environment variable ${name === usualVariable ? name : 'that --token-env names'} holds no token.`,
    fix: 'Put the personal access token there, or name another variable with --token-env NAME (the name, not the token itself). It is not taken as an argument: those are seen by others.',
  });
}
