// The plan as lines for a terminal: a mark, what it is about, what becomes of it.
import type { Step, StepState } from './plan.ts';

const marks: Readonly<Record<StepState['kind'], string>> = { there: '✓', make: '+', waits: '…', 'by-hand': '!' };

/** One line a step, and the clicks under those that are left to a person. */
export function describePlan(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(describeStep);
}

/** The lines of one step. */
export function describeStep({ title, state }: Step): readonly string[] {
  const mark = marks[state.kind];
  if (state.kind === 'there') return [`${mark} ${title}: ${state.notes.join('; ')}`];
  if (state.kind === 'make') {
    const notes = state.notes.length === 0 ? '' : ` (${state.notes.join('; ')})`;
    return [`${mark} ${title}: will be ${state.what}${notes}`];
  }
  if (state.kind === 'waits') return [`${mark} ${title}: waits ${state.reason}`];
  return [`${mark} ${title}: by hand, ${state.why.replace(/\.$/, '')}`, ...state.clicks.map((click) => `    ${click}`)];
}
