// Our short replies about the fate of a finding, and how a later run knows them again.

/** `fixed`: the thread was resolved. `back`: it was opened again. */
export type Note = 'fixed' | 'back';

/** A link reference definition: every reader of Markdown takes it in and shows nothing (CommonMark 0.31, section 4.7). */
export function noteLine(note: Note): string {
  return `[threadline]: # "v1 note ${note}"`;
}

/** The note that a comment of ours is; `undefined` for any other. The service may have changed line endings. */
export function noteOf(content: string): Note | undefined {
  const found = /^\[threadline\]: # "v1 note (fixed|back)"\s*$/m.exec(content)?.[1];
  return found === 'fixed' || found === 'back' ? found : undefined;
}
