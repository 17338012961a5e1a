// Writes commits with git fast-import: any content, any mode, one process for a whole commit.
import { git } from './run.ts';

/** A file as it shall be: its content, or content with a mode; `null` deletes it. */
export type FileChange =
  | string
  | Uint8Array
  | null
  | { readonly content: string | Uint8Array; readonly mode: FileMode };

/** `160000` is a submodule, whose content is the commit id it points at. */
type FileMode = '100644' | '100755' | '120000' | '160000';

/** Who wrote a commit and when; `date` in milliseconds since the epoch. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: number;
}

export interface NewCommit {
  /** Full ref name that is moved to the commit. */
  readonly ref: string;
  readonly message: string;
  readonly files: Readonly<Record<string, FileChange>>;
  /** Start from an empty tree instead of the first parent's. */
  readonly full: boolean;
  readonly parents: readonly string[];
  /** Move the ref even where its old tip is not an ancestor. */
  readonly force: boolean;
  readonly author: Signature;
}

const quoted = (path: string): string =>
  `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

const data = (bytes: Buffer): readonly Buffer[] => [Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')];

function fileCommands(path: string, change: FileChange): readonly Buffer[] {
  const name = quoted(path.replace(/^\//, ''));
  if (change === null) return [Buffer.from(`D ${name}\n`)];
  const plain = typeof change === 'string' || change instanceof Uint8Array;
  const content = Buffer.from(plain ? change : change.content);
  const mode = plain ? '100644' : change.mode;
  if (mode === '160000') return [Buffer.from(`M 160000 ${content.toString('utf8').trim()} ${name}\n`)];
  return [Buffer.from(`M ${mode} inline ${name}\n`), ...data(content)];
}

function stream(commit: NewCommit): Buffer {
  const { name, email, date } = commit.author;
  const signature = `${name} <${email}> ${Math.floor(date / 1000)} +0000`;
  const head = `commit ${commit.ref}\nmark :1\nauthor ${signature}\ncommitter ${signature}\n`;
  const parents = commit.parents.map((parent, index) => `${index === 0 ? 'from' : 'merge'} ${parent}\n`).join('');
  return Buffer.concat([
    Buffer.from(head),
    ...data(Buffer.from(commit.message)),
    Buffer.from(`${parents}${commit.full ? 'deleteall\n' : ''}`),
    ...Object.entries(commit.files).flatMap(([path, change]) => fileCommands(path, change)),
    Buffer.from('get-mark :1\n'),
  ]);
}

/** Writes one commit and moves its ref; gives the commit id. Rejects when the move is not a fast-forward and not forced. */
export async function importCommit(folder: string, commit: NewCommit): Promise<string> {
  const args = ['fast-import', '--quiet', ...(commit.force ? ['--force'] : [])];
  const { output } = await git(folder, args, { input: stream(commit) });
  return output.toString('utf8').trim();
}
