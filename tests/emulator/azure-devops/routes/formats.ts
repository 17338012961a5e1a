// Chooses between JSON and raw content, by $format first and by Accept second.
import type { ApiRequest } from '../http/request.ts';

export type Format = 'json' | 'zip' | 'text' | 'octetStream';

const byName: Readonly<Record<string, Format>> = {
  json: 'json',
  zip: 'zip',
  text: 'text',
  octetstream: 'octetStream',
};

/** Without a JSON Accept the content itself is streamed. */
export function formatOf(request: ApiRequest): Format {
  const named = byName[request.parameter('$format')?.toLowerCase() ?? ''];
  if (named) return named;
  const accept = request.header('accept') ?? '';
  if (/application\/json/i.test(accept)) return 'json';
  if (/application\/zip/i.test(accept)) return 'zip';
  return /text\/plain/i.test(accept) ? 'text' : 'octetStream';
}
