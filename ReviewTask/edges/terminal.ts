// The terminal: the log of a command that a person runs.
import colors from 'picocolors';
import type { Log } from '../ports.ts';
import { harmless, type TextSink } from './output.ts';

/** A log for eyes: sections in bold, warnings in yellow, no progress; debug lines only where asked for. */
export function terminalLog(sink: TextSink, showDebug: boolean): Log {
  const write = (text: string, paint: (text: string) => string = (plain) => plain) => {
    for (const line of text.split(/\r\n|\r|\n/)) sink.write(`${paint(harmless(line))}\n`);
  };
  return {
    info: (line) => write(line),
    warning: (line) => write(`Warning: ${line}`, colors.yellow),
    debug: (line) => {
      if (showDebug) write(line, colors.dim);
    },
    section: (title) => write(`\n${title}`, colors.bold),
    endSection: () => undefined,
    progress: () => undefined,
  };
}
