// The key of the model server: a fixed one, or one that is asked for before each request and changes on the way.
import { readKey } from './openai-address.ts';
import { createHide, createRedact, type Redact } from './openai-outside-text.ts';

/** A key as it is, or where to get the one of the moment; that may throw AccessError or ServiceError. */
export type KeySource = string | (() => Promise<string>);

export interface KeyRing {
  /** `none`: no key is sent. `token`: one that renews itself. */
  readonly kind: 'none' | 'key' | 'token';
  /** Makes sure that `current` is a key that holds. */
  renew(): Promise<void>;
  /** The key of the moment; empty for none. */
  current(): string;
  /** Takes every key that was ever current out of a text for a person, and makes it one line. */
  readonly redact: Redact;
  /** Takes them out of what a model says, and changes nothing else. */
  readonly hide: Redact;
}

/** Throws ConfigError for a fixed key that cannot be sent. */
export function createKeyRing(source: KeySource): KeyRing {
  let key = typeof source === 'string' ? readKey(source) : '';
  const redacts = new Map([[key, createRedact(key)]]);
  const hides = new Map([[key, createHide(key)]]);
  return {
    kind: typeof source === 'string' ? (key === '' ? 'none' : 'key') : 'token',
    async renew() {
      if (typeof source === 'string') return;
      key = await source();
      if (redacts.has(key)) return;
      redacts.set(key, createRedact(key));
      hides.set(key, createHide(key));
    },
    current: () => key,
    redact: (text) => [...redacts.values()].reduce((clean, one) => one(clean), text),
    hide: (text) => [...hides.values()].reduce((clean, one) => one(clean), text),
  };
}
