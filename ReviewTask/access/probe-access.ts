// Runs all probes side by side and puts what they found into the order in which a person mends it.
import { type AccessRequest, type ProbeAnswer, type ProbeName, type ProbeResult, probeNames } from '../model/access.ts';
import type { Clock, ModelProbes } from '../ports.ts';
import { answerOf, pass, problem, trap, unknown } from './answer.ts';
import { catalogue, titleOf } from './catalogue.ts';
import { clockAnswer } from './clock-answer.ts';
import { daysLeft, expiryWarning } from './expiry.ts';
import { probeModel } from './model-answers.ts';
import { organizationAnswer } from './organization-answer.ts';
import {
  jobScopeAnswer,
  permissionContributeAnswer,
  permissionReadAnswer,
  projectAnswer,
  pullRequestAnswer,
  repositoryAnswer,
  threadsAnswer,
} from './permission-answers.ts';
import { commentPolicyAnswer, statusPolicyAnswer } from './policy-answers.ts';
import { askAzureDevOps, type Facts, type QuestionPorts } from './questions.ts';
import { sayOnce } from './say-once.ts';
import { codeReadAnswer, connectionAnswer, writeAnswer } from './token-answers.ts';

/** What the probes ask through. */
export interface AccessPorts extends QuestionPorts {
  /** `undefined` where no model is configured: nothing is said of models then. */
  readonly model?: ModelProbes | undefined;
  readonly clock: Clock;
}

type Answers = Readonly<Partial<Record<ProbeName, ProbeAnswer>>>;

/**
 * Probes everything that a review needs; nothing is left on the pull request. Never rejects: a probe that fails is an
 * answer, also where the run was cancelled. Results are in the order of `probeNames`; what does not apply is left out.
 */
export async function probeAccess(ports: AccessPorts, request: AccessRequest): Promise<readonly ProbeResult[]> {
  const [facts, model] = await Promise.all([
    askAzureDevOps(ports, request),
    ports.model === undefined ? undefined : probeModel(ports.model),
  ]);
  const answers: Answers = { ...azureAnswers(facts, request), ...ownAnswers(facts, ports, request), ...model };
  const results = probeNames.flatMap((probe): readonly ProbeResult[] => {
    const answer = answers[probe];
    if (answer === undefined) return [];
    return [{ probe, group: catalogue[probe].group, title: titleOf(probe, request.tokenKind), answer }];
  });
  return sayOnce(results);
}

function azureAnswers(facts: Facts, request: AccessRequest): Answers {
  const { pullRequest } = facts;
  return {
    connection: connectionAnswer(facts),
    'code-read': codeReadAnswer(facts),
    'code-status': writeAnswer(facts.statusWrite, facts, request),
    'threads-write': writeAnswer(facts.threadWrite, facts, request),
    project: projectAnswer(facts, request),
    repository: repositoryAnswer(facts),
    ...(pullRequest === undefined
      ? {}
      : { 'pull-request': pullRequestAnswer(pullRequest, facts), 'read-threads': threadsAnswer(facts) }),
    'permission-read': permissionReadAnswer(facts),
    'permission-contribute': permissionContributeAnswer(facts),
    ...(request.tokenKind === 'bearer' ? { 'job-scope': jobScopeAnswer(facts) } : {}),
    'organization-policies': organizationAnswer(facts),
    'status-policy': statusPolicyAnswer(facts, request),
    'comment-policy': commentPolicyAnswer(facts, request),
  };
}

function ownAnswers(facts: Facts, { access, clock }: AccessPorts, request: AccessRequest): Answers {
  const { configuration } = facts;
  const declared = configuration?.kind === 'told' ? configuration.value.patExpiresOn : undefined;
  const isPat = request.tokenKind === 'pat';
  return {
    clock: clockAnswer(access.clockAhead()),
    ...(isPat ? { 'token-expiry': expiryAnswer(request, declared ?? request.patExpiresOn, clock.now()) } : {}),
    ...(configuration === undefined ? {} : { configuration: configurationAnswer(configuration, facts) }),
  };
}

function expiryAnswer({ collectionUrl }: AccessRequest, expiresOn: string | undefined, now: number): ProbeAnswer {
  const warning = expiryWarning(expiresOn, now, `${collectionUrl}_usersSettings/tokens`);
  if (warning !== undefined) return trap(warning);
  const days = daysLeft(expiresOn, now);
  if (days !== undefined) return pass(`It ends on ${expiresOn}, in ${days} days.`);
  return unknown('Set patExpiresOn in the configuration file, and every review warns from 14 days before that date.');
}

function configurationAnswer(configuration: NonNullable<Facts['configuration']>, { pullRequest }: Facts): ProbeAnswer {
  if (configuration.kind === 'failed') return answerOf(configuration.error);
  const { problems } = configuration.value;
  // Without a pull request there is no branch to read the file of.
  const read = pullRequest?.kind === 'told' ? 'Inputs and configuration file.' : 'Inputs; the file was not looked at.';
  if (problems.length === 0) return pass(read);
  const each = (part: 'problem' | 'fix') => problems.map((one) => one[part]).join(' ');
  return problem({ code: 'configuration-invalid', problem: each('problem'), fix: each('fix') });
}
