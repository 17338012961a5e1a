// Notes under which identity the service says that it knows the token: a header on every answer names it.
import { type Headers, headerOf } from './request-failure.ts';

export interface SeenIdentity {
  /** Takes in what an answer's headers say. */
  note(headers: Headers): void;
  /** The GUID of the last answer that named one, in lower case. */
  id(): string | undefined;
}

/** The header was recorded as `{identityGuid}:{user name}` on every answer but a 401. */
export function createSeenIdentity(): SeenIdentity {
  let seen: string | undefined;
  return {
    note(headers) {
      const [, id] =
        /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):/i.exec(headerOf(headers, 'x-vss-userdata') ?? '') ?? [];
      seen = id?.toLowerCase() ?? seen;
    },
    id: () => seen,
  };
}
