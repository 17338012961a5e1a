// The one writer of everything the task prints: no text that passes through it can be read as a logging command.

/** Where text goes; process.stdout in the end. */
export interface TextSink {
  write(text: string): unknown;
}

/** Prints lines. */
export interface Output {
  /** Prints untrusted text; line breaks in it make several lines, each of them harmless. */
  line(text: string): void;
  /** Prints a formatting mark of ours, `##[group]` and the like, followed by untrusted text. */
  mark(mark: 'group' | 'endgroup' | 'section' | 'warning' | 'error' | 'debug', text: string): void;
  /** For the task library, which writes commands with their data escaped. Its debug lines are left out. */
  readonly commands: TextSink;
}

/** Makes the writer. Every line reaches the sink in one write, so that nothing can get in between. */
export function createOutput(sink: TextSink): Output {
  return {
    line(text) {
      for (const line of text.split(/\r\n|\r|\n/)) sink.write(`${harmless(line)}\n`);
    },
    mark(mark, text) {
      sink.write(`##[${mark}]${harmless(text.replace(/[\r\n]+/g, ' '))}\n`);
    },
    commands: {
      // The library's own debug lines name inputs with their values; a key given in plain text would be among them.
      write: (text) => (text.startsWith('##vso[task.debug]') ? true : sink.write(text)),
    },
  };
}

/**
 * Makes one line of text harmless. The agent honours `##vso[` anywhere in a line (`Command.TryParse` looks for it with
 * IndexOf) and shows `##[` as formatting; the search may ignore characters that have no width, so these go first.
 */
export function harmless(line: string): string {
  return line
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\p{Cc}/gu, (character) => (character === '\t' ? character : ' '))
    .replace(/#(?=#(vso)?\[)/gi, '# ');
}
