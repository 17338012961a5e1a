// How the config room gets at the task's inputs.
import type { InputName } from './input-names.ts';

/** Input texts by name, trimmed, as the agent hands them over; an absent one is empty. */
export type InputTexts = (name: InputName) => string;
