// Applies JSON Patch documents to property bags.
import { isRecord, listOf, member, textMember } from '../http/json.ts';
import { badArgument, invalidArgument } from '../http/refusals.ts';
import type { ApiRequest } from '../http/request.ts';
import { type PropertyBag, plainTypedValue, type TypedValue } from '../state/properties.ts';

const unescaped = (path: string): string => path.replace(/^\//, '').replaceAll('~1', '/').replaceAll('~0', '~');

function set(bag: Record<string, TypedValue>, key: string, value: unknown): void {
  const typed = plainTypedValue(value);
  if (typed) bag[key] = typed;
  else delete bag[key];
}

function apply(bag: Record<string, TypedValue>, operation: unknown): void {
  const path = textMember(operation, 'path') ?? '';
  const value = member(operation, 'value');
  switch (textMember(operation, 'op')?.toLowerCase()) {
    case 'add':
    case 'replace':
      if (path !== '' && path !== '/') set(bag, unescaped(path), value);
      else if (isRecord(value)) for (const [key, entry] of Object.entries(value)) set(bag, key, entry);
      return;
    case 'remove':
      delete bag[unescaped(path)];
      return;
    default:
      throw invalidArgument('op');
  }
}

/** The bag after the request's patch document. The content type must be `application/json-patch+json`. */
export function patchedBag(bag: PropertyBag, request: ApiRequest): PropertyBag {
  if (!/^application\/json-patch\+json/i.test(request.header('content-type') ?? '')) {
    throw badArgument('The request must have the content type application/json-patch+json.');
  }
  const result: Record<string, TypedValue> = { ...bag };
  for (const operation of listOf(request.body)) apply(result, operation);
  return result;
}
