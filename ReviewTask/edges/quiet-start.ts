// Keeps the task library quiet while it loads: it prints every variable that it reads, the password of the proxy among them.

const print = process.stdout.write;

// The agent hides what it knows to be a secret, but what is not printed need not be hidden.
process.stdout.write = function write(this: NodeJS.WriteStream, ...given: Parameters<typeof print>) {
  const [text] = given;
  if (typeof text === 'string' && text.startsWith('##vso[task.debug]')) return true;
  return print.apply(process.stdout, given);
} as typeof print;

/** To be called once the library is there, which then writes to a stream of ours. */
export function endQuietStart(): void {
  process.stdout.write = print;
}
