// `preview`: reviews a local branch and prints the threads as they would be posted. Nothing leaves but what the model gets.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type InputName, inputDefaults } from '../config/input-names.ts';
import { readInputs } from '../config/inputs.ts';
import { systemClock } from '../edges/clock.ts';
import { watchEnding } from '../edges/ending.ts';
import { openWorkspace, type Workspace } from '../edges/git.ts';
import { createLocalPullRequests, resolveBranch } from '../edges/local-pull-request.ts';
import { createLanguageModel } from '../edges/openai.ts';
import { createOutliner } from '../edges/outline.ts';
import { createPrintingPublisher } from '../edges/printing-publisher.ts';
import { terminalLog } from '../edges/terminal.ts';
import { ConfigError, explanationOf } from '../errors.ts';
import { stepResult } from '../model/step-result.ts';
import type { Log } from '../ports.ts';
import { review } from '../review.ts';
import { caFileOption, proxyOption, wayOut } from './network-options.ts';

interface PreviewFlags {
  readonly repo: string;
  readonly base: string;
  readonly head: string;
  readonly model?: string;
  readonly modelUrl?: string;
  readonly minSeverity: string;
  readonly debug: boolean;
  readonly proxy?: string;
  readonly caFile?: string;
}

/** Adds the subcommand. */
export function addPreview(program: Command): void {
  program
    .command('preview')
    .description('Review a local branch and print the threads as they would be posted. Posts nothing.')
    .option('--repo <path>', 'folder of the git repository', '.')
    .requiredOption('--base <ref>', 'branch that the change will be merged into, for example origin/main')
    .option('--head <ref>', 'branch or commit to review', 'HEAD')
    .addOption(
      new Option('--model <name>', 'model to ask; without one the built-in checks alone').env('THREADLINE_MODEL'),
    )
    .addOption(new Option('--model-url <url>', 'base URL of an OpenAI-compatible server').env('THREADLINE_MODEL_URL'))
    .addOption(
      new Option('--min-severity <severity>', 'print threads from here up')
        .choices(['suggestion', 'warning', 'blocker'])
        .default('warning'),
    )
    .option('--debug', 'say more', false)
    .addOption(proxyOption())
    .addOption(caFileOption())
    .addHelpText(
      'after',
      '\nReviews commits only, not what is uncommitted. The configuration file is read at the base. The key of the model is\nread from the environment variable THREADLINE_MODEL_KEY. Ends with 0 whatever is found, and with 1 when it could not review.',
    )
    .action(preview);
}

async function preview(flags: PreviewFlags): Promise<void> {
  const log = terminalLog(process.stdout, flags.debug);
  try {
    await previewBranch(flags, log);
  } catch (error) {
    const explanation = explanationOf(error);
    if (explanation === undefined) throw error;
    process.stderr.write(`${explanation.problem}\n${explanation.fix}\n`);
    process.exitCode = 1;
  }
}

async function previewBranch(flags: PreviewFlags, log: Log): Promise<void> {
  checkModel(flags);
  const inputs = readInputs((name) => inputTexts(flags)[name] ?? inputDefaults[name]);
  const way = wayOut(flags, log);
  const ending = watchEnding(inputs.inputs.timeoutMinutes, 'Run the preview again.');
  const workspace = await open(flags.repo, ending.cancelled);
  const branch = await resolveBranch(workspace, flags.base, flags.head);
  const publisher = createPrintingPublisher(log);
  const outcome = await review(
    {
      ...{ inputs, project: 'local', pullRequestId: 0, runUrl: undefined, run: '', linkHosts: [] },
      ...{ isByHand: true, isPreview: true },
    },
    {
      pullRequests: createLocalPullRequests(workspace, branch),
      blobs: workspace.blobs,
      checkout: workspace.blobs,
      codeBase: workspace.codeBase,
      // The task's own bundle has it; the command line stands in a folder beside.
      outliner: createOutliner({
        child: join(import.meta.dirname, '..', 'ReviewTask', 'outline.cjs'),
        debug: (line) => log.debug(line),
        signal: ending.deadline,
      }),
      folders: workspace.folders,
      publisher,
      lastWords: publisher,
      model: ({ name, ...choice }) =>
        createLanguageModel({ ...choice, ...way, model: name, clock: systemClock, signal: ending.deadline, log }),
      log,
      clock: systemClock,
      cancelled: ending.cancelled,
    },
  );
  const { result, message } = stepResult(outcome, false);
  log.info(message);
  if (result === 'failed' || outcome.kind === 'stopped') process.exitCode = 1;
}

const keyVariable = 'THREADLINE_MODEL_KEY';

/** Says in the words of the command line what the task would say of inputs that nobody has set here. Throws ConfigError. */
function checkModel({ model = '', modelUrl = '' }: PreviewFlags): void {
  if (model === '' && modelUrl !== '')
    throw new ConfigError({
      code: 'preview-no-model',
      problem: `A server is named (${modelUrl}), but not which of its models to ask.`,
      fix: 'Name the model with --model or in the environment variable THREADLINE_MODEL.',
    });
  if (model !== '' && modelUrl === '' && (process.env[keyVariable] ?? '') === '')
    throw new ConfigError({
      code: 'preview-no-model-key',
      problem: `The model "${model}" is asked at OpenAI, which needs a key, and there is none.`,
      fix: `Set the environment variable ${keyVariable}, or name another server with --model-url.`,
    });
}

/** The flags as the task's inputs, so that both go one way. */
function inputTexts({ model = '', modelUrl = '', minSeverity }: PreviewFlags): Partial<Record<InputName, string>> {
  const isAsked = model !== '' || modelUrl !== '';
  return {
    modelProvider: !isAsked ? 'none' : modelUrl === '' ? 'openai' : 'compatible',
    model,
    modelUrl,
    modelApiKey: process.env[keyVariable] ?? '',
    minSeverity,
  };
}

/** A relative path counts from where the person is: npm starts scripts in the project's folder and keeps theirs in INIT_CWD. */
async function open(path: string, signal: AbortSignal): Promise<Workspace> {
  const folder = resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigError({
      code: 'preview-no-folder',
      problem: `The folder ${folder} does not exist.`,
      fix: 'Name the folder of a git repository with --repo; a relative path counts from where you are.',
    });
  }
  const workspace = await openWorkspace(folder, { signal });
  if (workspace !== undefined) return workspace;
  throw new ConfigError({
    code: 'preview-no-repository',
    problem: `${folder} is not in a git work tree.`,
    fix: 'Name the folder of a git repository with --repo.',
  });
}
