// Where the pull request is, or the pull requests of a sweep, and which token speaks for us: from inputs and the pipeline's variables.
import type { ConfigError } from '../errors.ts';
import { doctorTarget } from './doctor-target.ts';
import { inputReader } from './input-reader.ts';
import type { InputTexts } from './input-texts.ts';
import { configErrorOf, type Problem } from './problem.ts';
import { parsePullRequestUrl, sameCollection } from './pull-request-url.ts';
import { readSweepTarget } from './sweep-target.ts';
import { unexpanded, unexpandedVariable } from './unexpanded.ts';

/** The pipeline's variables by their documented names (`System.CollectionUri`); an absent one is empty. */
export type Variables = (name: string) => string;

/** A credential for Azure DevOps and the way it is sent. */
export interface Token {
  /** `pat`: Basic, a personal access token. `bearer`: the pipeline job's own token, or an Entra token. */
  readonly kind: 'pat' | 'bearer';
  readonly value: string;
}

/** What a run is about. */
export type Target =
  | { readonly kind: 'pull-request'; readonly id: number }
  /** Every open pull request of a repository (id or name), or of the whole project where it is `undefined`. */
  | { readonly kind: 'sweep'; readonly repository: string | undefined }
  /** Access to a pull request, else to a repository (id or name) and a branch of it (full name). */
  | {
      readonly kind: 'doctor';
      readonly pullRequestId: number | undefined;
      readonly repository: string | undefined;
      readonly targetRef: string | undefined;
    };

/** All that is needed to ask for what the run is about. */
export interface Connection {
  /** With a trailing slash. */
  readonly collectionUrl: string;
  /** Project id or name. */
  readonly project: string;
  readonly target: Target;
  readonly token: Token;
}

/** A target in its project. */
export type Place = Pick<Connection, 'project' | 'target'>;

/**
 * Reads the connection. `jobToken` is the token of the SystemVssConnection endpoint, empty when there is none.
 * Returns a ConfigError naming every problem: without a connection no status can be posted anywhere.
 */
export function readConnection(texts: InputTexts, variables: Variables, jobToken: string): Connection | ConfigError {
  const problems: Problem[] = [];
  const collectionUrl = readCollection(variables, problems);
  const token = readToken(texts, jobToken, problems);
  const place = readPlace(texts, variables, collectionUrl, problems);
  if (problems.length > 0 || token === undefined || place === undefined) {
    return configErrorOf(problems, 'connection-invalid', 'The task');
  }
  return { collectionUrl, ...place, token };
}

function readPlace(
  texts: InputTexts,
  variables: Variables,
  collectionUrl: string,
  problems: Problem[],
): Place | undefined {
  const mode = inputReader(texts, problems).choice('mode');
  if (mode === 'sweep') return readSweepTarget(texts, variables, problems);
  const isNamed = texts('pullRequest') !== '' || variables('System.PullRequest.PullRequestId') !== '';
  if (mode === 'doctor' && !isNamed) {
    const project = variables('System.TeamProjectId') || variables('System.TeamProject');
    return { project, target: doctorTarget(variables, undefined) };
  }
  const place = readPullRequest(texts, variables, collectionUrl, problems);
  if (mode !== 'doctor' || place?.target.kind !== 'pull-request') return place;
  return { project: place.project, target: doctorTarget(variables, place.target.id) };
}

function readCollection(variables: Variables, problems: Problem[]): string {
  const url = variables('System.CollectionUri') || variables('System.TeamFoundationCollectionUri');
  const provider = variables('Build.Repository.Provider');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    problems.push({
      problem: `The variable System.CollectionUri is ${url === '' ? 'not set' : `"${url}"`}, so it is not known which Azure DevOps to talk to.`,
      fix: 'Run this task in an Azure Pipelines job; every agent sets the variable.',
    });
    return '';
  }
  if (provider !== '' && provider !== 'TfsGit') {
    problems.push({
      problem: `This pipeline builds a repository of the kind "${provider}", and pull requests are reviewed only in Azure Repos Git.`,
      fix: 'Use the task in a pipeline of a repository that lies in Azure Repos.',
    });
  }
  return url.endsWith('/') ? url : `${url}/`;
}

function readToken(texts: InputTexts, jobToken: string, problems: Problem[]): Token | undefined {
  const given = texts('azureDevOpsToken');
  const variable = unexpandedVariable(given);
  if (variable !== undefined) {
    problems.push(unexpanded('azureDevOpsToken', variable));
    return undefined;
  }
  if (given !== '' && given !== jobToken) return tokenOf(given);
  if (jobToken !== '') return { kind: 'bearer', value: jobToken };
  problems.push({
    problem: 'There is no token: the input "azureDevOpsToken" is empty and the agent handed over no job token.',
    fix: 'Run this task in an Azure Pipelines job, or set "azureDevOpsToken" to a secret variable with a personal access token.',
  });
  return undefined;
}

/** Entra and job tokens are JSON web tokens and are sent as Bearer; a personal access token never has that form. */
export function tokenOf(value: string): Token {
  return { kind: /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(value) ? 'bearer' : 'pat', value };
}

function readPullRequest(
  texts: InputTexts,
  variables: Variables,
  collectionUrl: string,
  problems: Problem[],
): Place | undefined {
  const given = texts('pullRequest');
  const project = variables('System.TeamProjectId') || variables('System.TeamProject');
  const variable = unexpandedVariable(given);
  if (variable !== undefined) {
    problems.push(unexpanded('pullRequest', variable));
    return undefined;
  }
  if (given === '') return readBuildsPullRequest(variables, project, problems);
  if (/^!?\d{1,9}$/.test(given)) {
    return { project, target: { kind: 'pull-request', id: Number(given.replace('!', '')) } };
  }
  const parsed = parsePullRequestUrl(given, collectionUrl);
  if (parsed === undefined) {
    problems.push({
      problem: `The input "pullRequest" is "${given}", which is neither a number nor the address of a pull request.`,
      fix: 'Set it to the id, for example 42, or to the address in the browser, which ends in /_git/REPOSITORY/pullrequest/42.',
    });
    return undefined;
  }
  if (collectionUrl !== '' && !sameCollection(parsed.collectionUrl, collectionUrl)) {
    problems.push({
      problem: `The pull request in the input "pullRequest" belongs to ${parsed.collectionUrl}, and this pipeline runs in ${collectionUrl}.`,
      fix: 'Run the review in a pipeline of the same organization: a token is sent to its own organization only.',
    });
    return undefined;
  }
  return { project: parsed.project, target: { kind: 'pull-request', id: parsed.id } };
}

function readBuildsPullRequest(variables: Variables, project: string, problems: Problem[]): Place | undefined {
  const id = variables('System.PullRequest.PullRequestId');
  if (/^\d{1,9}$/.test(id)) return { project, target: { kind: 'pull-request', id: Number(id) } };
  const reason = variables('Build.Reason') || 'not known';
  problems.push({
    problem: `This build was not started by a pull request (Build.Reason is ${reason}), so there is nothing to review.`,
    fix: 'Add the pipeline as a build validation policy of the target branch (YAML "pr:" triggers do not work in Azure Repos), or set the input "pullRequest" to an id or a URL. In a scheduled pipeline set "mode" to sweep.',
  });
  return undefined;
}
