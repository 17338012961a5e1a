// Keeps the log of one review until it is done, so that reviews running side by side can be read one after the other.
import type { Log } from '../ports.ts';

/** A log that says nothing yet. */
export interface CollectedLog {
  readonly log: Log;
  /** Says all of it to another log, in a section of its own; warnings, which leave the section, begin with `name`. */
  tell(to: Log, name: string, title: string): void;
}

/** Sections within it become headings, because a section of the agent's log holds no other; progress is left out. */
export function collectLog(): CollectedLog {
  const lines: ((to: Log, name: string) => void)[] = [];
  return {
    log: {
      info: (line) => lines.push((to) => to.info(line)),
      warning: (line) => lines.push((to, name) => to.warning(`${name}: ${line}`)),
      debug: (line) => lines.push((to) => to.debug(line)),
      section: (title) => lines.push((to) => to.info(`--- ${title} ---`)),
      endSection() {},
      progress() {},
    },
    tell(to, name, title) {
      to.section(`${name}: ${title}`);
      for (const say of lines) say(to, name);
      to.endSection();
    },
  };
}
