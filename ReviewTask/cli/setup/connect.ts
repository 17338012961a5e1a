// The first two answers: the token, which is never shown, and the pull request, which says where everything is.
import { type Token, tokenOf } from '../../config/connection.ts';
import { type PullRequestAddress, parsePullRequestUrl } from '../../config/pull-request-url.ts';
import { interruption } from '../../edges/prompts.ts';
import { ConfigError } from '../../errors.ts';
import { answerText } from './answer.ts';
import type { SetupWorld } from './world.ts';

/** The token, from the environment variable that `--token-env` names or from the person. Kept out of all output. */
export async function askToken(world: SetupWorld): Promise<Token> {
  const { environment, flags, isUnattended, keepSecret, log, prompter } = world;
  const name = flags.tokenEnv?.trim();
  if (name === undefined && isUnattended) {
    throw new ConfigError({
      code: 'setup-flag-missing',
      problem: 'Nobody can be asked for the token, and --token-env is not given.',
      fix: 'Put the token into an environment variable and name the variable with --token-env NAME.',
    });
  }
  if (name === undefined) {
    log.info('The token is used for this setup alone; it is stored nowhere, and the pipeline does not need it.');
    log.info('Code (Read) is enough to look; Code (Read & write) to make policies, Build (Read & execute) to make a');
    log.info('pipeline. Where a scope is missing, setup shows the clicks instead.');
  }
  const value =
    name === undefined
      ? await prompter.secret('Personal access token', (answer) => tokenProblem(answer))
      : environment(name).trim();
  keepSecret(value);
  const problem = tokenProblem(value);
  if (problem === undefined) return tokenOf(value);
  throw new ConfigError({
    code: 'setup-token-unusable',
    problem: `The environment variable that --token-env names holds no usable token: ${problem}`,
    fix: 'Give the name of the variable, not the token itself, and set the variable in the shell that runs setup.',
  });
}

function tokenProblem(value: string): string | undefined {
  if (value === '') return 'it is empty.';
  return /^[\x21-\x7e]+$/.test(value) ? undefined : 'a token has no blanks and no special characters.';
}

/** Where the pull request is. A host that is not Microsoft's is confirmed first: the token is sent there. */
export async function askPullRequest(world: SetupWorld): Promise<PullRequestAddress> {
  const { flags, isUnattended, prompter } = world;
  const question = { flag: 'pull-request', given: flags.pullRequest, message: 'Address of a pull request' };
  const text = await answerText(world, question, '', (answer) =>
    parsePullRequestUrl(answer) === undefined
      ? 'that is not the address of a pull request; it ends in /_git/REPOSITORY/pullrequest/42.'
      : undefined,
  );
  const address = parsePullRequestUrl(text);
  if (address === undefined) throw new Error('The address was checked before.');
  const { host, hostname } = new URL(address.collectionUrl);
  const isMicrosofts = /(^|\.)(dev\.azure\.com|visualstudio\.com)$/i.test(hostname);
  if (isMicrosofts || isUnattended || flags.pullRequest !== undefined) return address;
  if (await prompter.confirm(`The token will be sent to ${host}. Is that your Azure DevOps Server?`, false))
    return address;
  throw interruption();
}
