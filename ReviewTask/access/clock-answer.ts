// Whether this machine's clock is right, by what Azure DevOps says the time is.
import type { ProbeAnswer } from '../model/access.ts';
import { pass, trap, unknown } from './answer.ts';

/** Microsoft Entra forgives five minutes. */
const mostSeconds = 300;
/** The header counts whole seconds, and an answer takes its time. */
const unnoticed = 30;

/** `aheadMilliseconds`: by which the service is ahead of this machine. */
export function clockAnswer(aheadMilliseconds: number | undefined): ProbeAnswer {
  if (aheadMilliseconds === undefined) return unknown('No answer named the time.');
  const seconds = Math.round(Math.abs(aheadMilliseconds) / 1000);
  if (seconds <= unnoticed) return pass('It agrees with Azure DevOps.');
  const said = `This machine's clock is ${seconds} seconds ${aheadMilliseconds > 0 ? 'behind' : 'ahead of'} that of Azure DevOps.`;
  if (seconds <= mostSeconds) return pass(said);
  return trap({
    code: 'clock-wrong',
    problem: `${said} Tokens of Microsoft Entra and certificates are refused from five minutes on, with words that do not name the clock.`,
    fix: 'Set the clock of the agent, and have it kept right over the network (NTP).',
  });
}
