// What all probes together come to: one sentence and an exit code.
import type { ProbeName, ProbeResult } from '../model/access.ts';

/** Without an answer to these nobody knows whether a review would work. */
const essential: ReadonlySet<ProbeName> = new Set([
  'connection',
  'code-read',
  'code-status',
  'threads-write',
  'repository',
  'pull-request',
  'permission-contribute',
  'model',
] as const);

export interface Conclusion {
  /** 0: nothing keeps reviews from working. 1: something does. 2: it could not be found out. */
  readonly exitCode: 0 | 1 | 2;
  readonly sentence: string;
}

export function concludeFrom(results: readonly ProbeResult[]): Conclusion {
  const problems = results.filter(({ answer }) => answer.kind === 'problem' && answer.stopsReviews).length;
  const traps = results.filter(({ answer }) => answer.kind === 'problem' && !answer.stopsReviews).length;
  const isOpen = results.some(({ answer, probe }) => answer.kind === 'unknown' && essential.has(probe));
  const besides = traps === 0 ? '' : ` ${counted(traps, 'setting')} may surprise you.`;
  if (problems > 0) {
    return {
      exitCode: 1,
      sentence: `${counted(problems, 'problem')} ${problems === 1 ? 'keeps' : 'keep'} reviews from working.${besides}`,
    };
  }
  if (isOpen)
    return { exitCode: 2, sentence: `No problem was found, and not everything could be found out.${besides}` };
  return { exitCode: 0, sentence: `Reviews can work.${besides}` };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
