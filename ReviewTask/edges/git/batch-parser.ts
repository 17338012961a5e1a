// Takes the answer stream of `git cat-file --batch` apart, whatever bytes are in it and however it is cut into chunks.

/** One object of the stream, or the news that there is none. */
export type BatchObject =
  | { readonly kind: 'object'; readonly id: string; readonly type: string; readonly content: Uint8Array }
  /** Longer than the limit; its content has been passed over. */
  | { readonly kind: 'too-large'; readonly id: string; readonly type: string }
  | { readonly kind: 'missing'; readonly id: string };

export interface BatchParser {
  /** Takes in the next chunk and gives the objects that it completes. Throws Error on a header of unknown form. */
  push(chunk: Uint8Array): readonly BatchObject[];
}

interface Body {
  readonly id: string;
  readonly type: string;
  readonly parts: Uint8Array[] | undefined;
  /** Bytes still to come, the line feed after the content included. */
  remaining: number;
}

const lineFeed = 10;
/** No header is as long; more without a line feed means that the stream is not what we think. */
const longestHeader = 1000;

/** `largest` is in bytes. The format is that of git's manual page for cat-file: `ID SP TYPE SP SIZE LF CONTENT LF`. */
export function createBatchParser(largest: number): BatchParser {
  let head: number[] = [];
  let body: Body | undefined;

  function takeHeader(chunk: Uint8Array, from: number, found: BatchObject[]): number {
    const end = chunk.indexOf(lineFeed, from);
    head.push(...chunk.subarray(from, Math.min(end === -1 ? chunk.length : end, from + longestHeader)));
    if (head.length >= longestHeader) throw new Error('git cat-file printed a header of unknown form.');
    if (end === -1) return chunk.length;
    const line = Buffer.from(head).toString('utf8');
    head = [];
    const missing = /^(\S+) (missing|ambiguous)$/.exec(line);
    if (missing?.[1] !== undefined) found.push({ kind: 'missing', id: missing[1] });
    else body = bodyAfter(line, largest);
    return end + 1;
  }

  function takeBody(chunk: Uint8Array, from: number, open: Body, found: BatchObject[]): number {
    const end = Math.min(chunk.length, from + open.remaining);
    open.parts?.push(chunk.subarray(from, end));
    open.remaining -= end - from;
    if (open.remaining === 0) {
      found.push(objectOf(open));
      body = undefined;
    }
    return end;
  }

  return {
    push(chunk) {
      const found: BatchObject[] = [];
      for (let at = 0; at < chunk.length; ) {
        at = body === undefined ? takeHeader(chunk, at, found) : takeBody(chunk, at, body, found);
      }
      return found;
    },
  };
}

function bodyAfter(line: string, largest: number): Body {
  const [, id, type, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(line) ?? [];
  if (id === undefined || type === undefined || size === undefined) {
    throw new Error('git cat-file printed a header of unknown form.');
  }
  return { id, type, parts: Number(size) > largest ? undefined : [], remaining: Number(size) + 1 };
}

function objectOf({ id, type, parts }: Body): BatchObject {
  if (parts === undefined) return { kind: 'too-large', id, type };
  const all = Buffer.concat(parts);
  return { kind: 'object', id, type, content: all.subarray(0, all.length - 1) };
}
