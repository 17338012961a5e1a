// Reads the body of a response as text, and not without end.

/** Most bytes of an answer that are read; far above any answer of a model or an authority. */
const mostBytes = 16 * 1024 * 1024;

/** The text of a body; what goes beyond 16 MiB is left unread. */
export async function boundedText(response: Response): Promise<string> {
  if (response.body === null) return '';
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body) {
    pieces.push(piece);
    bytes += piece.byteLength;
    if (bytes > mostBytes) break;
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
}
