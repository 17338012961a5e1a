// Our short replies about the fate of a finding, and how a later run knows them again.

/** `gone`: resolved, for the code is no longer there. `fixed`: resolved, for the fix was seen. `back`: opened again. */
const notes = ['gone', 'fixed', 'back'] as const;
export type Note = (typeof notes)[number];

/** A link reference definition: every reader of Markdown takes it in and shows nothing (CommonMark 0.31, section 4.7). */
export function noteLine(note: Note): string {
  return `[threadline]: # "v1 note ${note}"`;
}

/** The note that a comment of ours is; `undefined` for any other. The service may have changed line endings. */
export function noteOf(content: string): Note | undefined {
  const last =
    content
      .trimEnd()
      .split(/\r\n|\r|\n/)
      .at(-1)
      ?.trim() ?? '';
  const found = /^\[threadline\]: # "v1 note ([a-z]+)"$/.exec(last)?.[1];
  return notes.find((note) => note === found);
}
