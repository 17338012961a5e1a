// Traps in the policies of the target branch: settings under which a good review does not count, or holds everything up.
import type { AccessRequest, BranchPolicy, ProbeAnswer } from '../model/access.ts';
import { type Asked, answerOf, pass, trap, unknown } from './answer.ts';
import type { Facts } from './questions.ts';

type StatusPolicy = Extract<BranchPolicy, { kind: 'status' }>;
type BuildPolicy = Extract<BranchPolicy, { kind: 'build' }>;

const where =
  'Open the branch policies of the target branch (Project settings > Repositories > the repository > Policies)';

export function statusPolicyAnswer(facts: Facts, request: AccessRequest): ProbeAnswer {
  const policies = policiesOf(facts.policies);
  if ('kind' in policies) return policies;
  const name = `${request.statusGenre}/${request.statusName}`;
  const statuses = policies.list.filter((one) => one.kind === 'status');
  const ours = statuses.find((one) => nameOf(one) === name);
  if (ours === undefined) return withoutPolicy(statuses, name);
  return (
    foreignIdentity(ours, facts, name) ??
    nothingStarts(ours, policies.list, name) ??
    pass(
      `"${name}" is ${ours.isBlocking ? 'required' : 'optional'}${ours.isResetByPush ? ', and asked for anew after each push' : ''}.`,
    )
  );
}

const lower = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const nameOf = ({ genre, name }: StatusPolicy) => `${genre}/${name}`;

function withoutPolicy(statuses: readonly StatusPolicy[], name: string): ProbeAnswer {
  const similar = statuses.find((one) => {
    const other = nameOf(one).toLowerCase();
    return other === name.toLowerCase() || one.name.toLowerCase() === name.split('/').at(-1)?.toLowerCase();
  });
  if (similar === undefined) return pass(`No policy asks for "${name}": the review advises, and blocks nothing.`);
  return trap({
    code: 'status-policy-other-name',
    problem: `A status policy waits for "${nameOf(similar)}", and the review posts "${name}".`,
    fix: `${where} and name the status "${name}" there, or set "statusGenre" and "statusName" to the policy's.`,
  });
}

function foreignIdentity(policy: StatusPolicy, { identity }: Facts, name: string): ProbeAnswer | undefined {
  if (policy.authorId === undefined) return undefined;
  if (identity.kind !== 'told') return unknown('The policy counts one identity alone, and ours is not known.');
  if (policy.authorId.toLowerCase() === identity.value.id.toLowerCase()) return undefined;
  return trap({
    code: 'status-policy-other-identity',
    problem: `The status policy "${name}" counts only what another identity posts, and this token posts as "${identity.value.displayName}": what is posted with it will never satisfy the policy.`,
    fix: `Where reviews run with this token: ${lower(where)}, edit the status check and set "Authorized identity" to "${identity.value.displayName}", or to any identity. Where they run with another one, ask with that: "mode: doctor" in the pipeline.`,
  });
}

/** A required status that no build brings leaves every pull request waiting, all the more where a push takes it away. */
function nothingStarts(policy: StatusPolicy, all: readonly BranchPolicy[], name: string): ProbeAnswer | undefined {
  if (!policy.isBlocking) return undefined;
  const builds: readonly BuildPolicy[] = all.filter((one) => one.kind === 'build');
  if (builds.some(({ isManual }) => !isManual)) return undefined;
  const lack = builds.length === 0 ? 'no build validation' : 'only build validations that a person has to start';
  const reset = policy.isResetByPush
    ? ' With "Reset status whenever there are new changes" each push takes the status away again.'
    : '';
  return trap({
    code: 'status-policy-without-build',
    problem: `The status "${name}" is required, and the branch has ${lack}: nothing starts the review after a push, and the pull request waits.${reset}`,
    fix: `${where} and add the pipeline of the review under Build validation with the trigger "Automatic". A scheduled sweep brings the status as well, only later.`,
  });
}

export function commentPolicyAnswer(
  { policies: outcome, threads }: Facts,
  { threadStatus }: AccessRequest,
): ProbeAnswer {
  const policies = policiesOf(outcome);
  if ('kind' in policies) return policies;
  const policy = policies.list.find((one) => one.kind === 'comments');
  if (policy === undefined) return pass('Open threads do not keep a pull request from being completed.');
  const active = threads?.kind === 'told' ? threads.value.filter(isOpen).length : 0;
  const now = active === 0 ? '' : ` ${active} of them ${active === 1 ? 'is' : 'are'} open now.`;
  if (!policy.isBlocking) return pass(`Open threads are warned of, and do not block.${now}`);
  if (threadStatus === 'closed')
    return pass(`Open threads block; those of the review are closed from the start.${now}`);
  return trap({
    code: 'comment-policy-blocks',
    problem: `"Check for comment resolution" is required, so each thread that the review opens blocks the pull request until somebody resolves it.${now}`,
    fix: 'Nothing is to be done where that is wanted. Where findings should only advise, set "threadStatus: closed".',
  });
}

function isOpen({ isDeleted, status }: { readonly isDeleted: boolean; readonly status: string }): boolean {
  return !isDeleted && (status === 'active' || status === 'pending');
}

function policiesOf(outcome: Asked<readonly BranchPolicy[]> | undefined) {
  if (outcome === undefined) return unknown('The target branch is not known before the pull request can be read.');
  return outcome.kind === 'told' ? { list: outcome.value } : answerOf(outcome.error);
}
