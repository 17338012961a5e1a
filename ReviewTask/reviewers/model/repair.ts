// The one second chance of an answer that cannot be read: the same question with a request to put it into JSON.
import type { ModelRequest } from '../../ports.ts';

/** Most UTF-16 units of the unreadable answer that are shown to the model again. */
const shownHead = 1_500;

/**
 * The question again, with what was wrong at its end: what stands before is the same, so that a server has it in its cache.
 */
export function repairRequest(request: ModelRequest, unreadable: string): ModelRequest {
  const head = unreadable.trim().slice(0, shownHead);
  const began = head === '' ? 'It was empty.' : `It began:\n"""\n${head}\n"""`;
  return {
    ...request,
    user: `${request.user}\n\nYour last answer to this was not the JSON object that was asked for. ${began}\nGive that answer again as the one JSON object, with every field that it asks for: no words before or after it, no fence.`,
  };
}
