// Which rule of the organization blocks the token, told from what the other requests were refused with.
import type { ProbeAnswer } from '../model/access.ts';
import { type Asked, answerOf, codeOf, pass, unknown } from './answer.ts';
import type { Facts } from './questions.ts';

/** Refusals that name a rule of the whole organization. */
const rules = ['conditional-access', 'organization-stopped'];

/**
 * Some rules have no words of their own: a request from an address that the organization does not allow, and a token that a
 * policy has switched off, look like an invalid token. They are named as what it may be, after the token itself.
 */
export function organizationAnswer(facts: Facts): ProbeAnswer {
  // Inputs can be read without the service, and prove nothing of it.
  const outcomes: readonly (Asked<unknown> | undefined)[] = Object.values({ ...facts, configuration: undefined });
  const blocked = outcomes.find((one) => one !== undefined && rules.includes(codeOf(one)));
  if (blocked?.kind === 'failed') return answerOf(blocked.error);
  if (outcomes.some((one) => one?.kind === 'told')) return pass('No request was refused by one.');
  if (['pat-invalid', 'sign-in-page', 'job-token-refused'].includes(codeOf(facts.identity))) {
    return unknown(
      'A refused token looks the same whether it is invalid or a rule keeps it out. If the token is valid, an administrator can look under Organization settings > Policies for "Restrict global personal access token creation" (tokens for all organizations stop working on 2026-12-01) and "Enable IP Conditional Access policy validation on non-interactive flows".',
    );
  }
  return unknown('No request came through.');
}
