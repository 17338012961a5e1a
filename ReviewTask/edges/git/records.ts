// Reads a command's output record by record while it runs, and stops the command when enough has come.
import { type GitOptions, startGit } from './run.ts';

export interface RecordForm {
  /** What ends each field of a record, in order. */
  readonly fields: readonly string[];
  /** Bytes of output after which the command is stopped. */
  readonly largestOutput: number;
}

/**
 * Hands each record to `take` until it says false. Resolves when the command has ended or was stopped, whatever its exit
 * code; rejects with the signal's reason only.
 */
export function readRecords(
  options: GitOptions,
  command: readonly string[],
  form: RecordForm,
  take: (fields: readonly string[]) => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = startGit(options, command);
    const read = recordReader(form.fields, take);
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (!read(chunk) || size > form.largestOutput) child.kill();
    });
    child.stderr.resume();
    child.stdin.on('error', () => undefined);
    child.on('error', () => (options.signal.aborted ? reject(options.signal.reason) : resolve()));
    child.on('close', () => (options.signal.aborted ? reject(options.signal.reason) : resolve()));
    child.stdin.end();
  });
}

/** Takes in chunks however they are cut; false as soon as `take` wants no more. */
function recordReader(ends: readonly string[], take: (fields: readonly string[]) => boolean) {
  const decoder = new TextDecoder();
  let rest = '';
  let fields: string[] = [];
  let isWanted = true;
  return (chunk: Uint8Array): boolean => {
    if (!isWanted) return false;
    rest += decoder.decode(chunk, { stream: true });
    let from = 0;
    while (isWanted) {
      const end = rest.indexOf(ends[fields.length] ?? '\n', from);
      if (end === -1) break;
      fields.push(rest.slice(from, end));
      from = end + 1;
      if (fields.length < ends.length) continue;
      isWanted = take(fields);
      fields = [];
    }
    rest = rest.slice(from);
    return isWanted;
  };
}
