// Reads logging commands out of printed lines as the agent does: anywhere in a line, first one wins.

/** A command that the agent would carry out. */
export interface AgentCommand {
  /** `area.event`, lower case. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const prefix = '##vso[';

/** All commands in order. */
export function readCommands(lines: readonly string[]): readonly AgentCommand[] {
  return lines.flatMap((line) => {
    const command = readCommand(line);
    return command === undefined ? [] : [command];
  });
}

function readCommand(line: string): AgentCommand | undefined {
  // The agent's search compares by culture, which skips characters without width; so does this one.
  const text = line.replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '');
  const start = text.toLowerCase().indexOf(prefix);
  const end = text.indexOf(']', start);
  if (start < 0 || end < 0) return undefined;
  const [name = '', ...rest] = text.slice(start + prefix.length, end).split(' ');
  const pairs = rest
    .join(' ')
    .split(';')
    .filter((pair) => pair.includes('='))
    .map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), unescaped(pair.slice(pair.indexOf('=') + 1))] as const);
  return { name: name.toLowerCase(), properties: Object.fromEntries(pairs), data: unescaped(text.slice(end + 1)) };
}

function unescaped(text: string): string {
  return text
    .replaceAll('%3B', ';')
    .replaceAll('%5D', ']')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%AZP25', '%');
}
