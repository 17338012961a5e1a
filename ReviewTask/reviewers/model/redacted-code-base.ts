// The code base as a model may see it: every text redacted before anything else gets hold of it.
import type { CodeBase } from '../../ports.ts';
import type { Redact } from './shown-lines.ts';

/** Reads each file once; whole files are redacted, because a line of a key gives nothing away by itself. */
export function redactedCodeBase(code: CodeBase, redact: Redact): CodeBase {
  const files = new Map<string, Promise<readonly string[] | undefined>>();
  const read = (path: string) => {
    const known = files.get(path);
    if (known !== undefined) return known;
    const reading = code.read(path).then((lines) => (lines === undefined ? undefined : redact(path, lines)));
    files.set(path, reading);
    return reading;
  };
  return {
    read,
    list: (folder, limit) => code.list(folder, limit),
    async search(text, limit) {
      const hits = await code.search(text, limit);
      const shown = hits.map(async (hit) => {
        const line = (await read(hit.path))?.[hit.line - 1];
        return line === undefined ? [] : [{ ...hit, text: line }];
      });
      return (await Promise.all(shown)).flat();
    },
  };
}
