// Reads the files of a package's tarball, without unpacking it to the disk.
import { gunzipSync } from 'node:zlib';

const blockSize = 512;

/** Repository path to content of every regular file, with the leading folder (`package/`) taken off. */
export function filesInTarball(tarball: Uint8Array): Record<string, Uint8Array> {
  const bytes = gunzipSync(tarball);
  const files: Record<string, Uint8Array> = {};
  let longName: string | undefined;
  for (let position = 0; position + blockSize <= bytes.length; ) {
    const header = bytes.subarray(position, position + blockSize);
    if (header[0] === 0) break;
    const size = Number.parseInt(text(header, 124, 12), 8) || 0;
    const content = bytes.subarray(position + blockSize, position + blockSize + size);
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'x') longName = paxPath(content) ?? longName;
    else if (type === 'L') longName = text(content, 0, content.length);
    else if (type !== 'g') {
      const prefix = text(header, 345, 155);
      const name = longName ?? (prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`);
      longName = undefined;
      if (type === '0' || type === '\0') files[name.split('/').slice(1).join('/')] = content;
    }
    position += blockSize + Math.ceil(size / blockSize) * blockSize;
  }
  return files;
}

function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return Buffer.from(end < 0 ? field : field.subarray(0, end))
    .toString('utf8')
    .trim();
}

/** The path in a pax header, whose records are `LENGTH KEY=VALUE`, each ended by a line feed. */
function paxPath(content: Uint8Array): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(Buffer.from(content).toString('utf8'))?.[1];
}
