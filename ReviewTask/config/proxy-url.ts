// A proxy's address as people write it: with or without scheme, user and password in it or beside it.
import { ConfigError } from '../errors.ts';
import type { ProxyServer } from '../model/network.ts';

/**
 * Reads the address of a proxy; `undefined` for an empty one. `from` names the setting. User and password beside it win over
 * those in it. Throws ConfigError for what is no http or https proxy; the address itself may hold a password and is not shown.
 */
export function readProxy(text: string, from: string, username = '', password = ''): ProxyServer | undefined {
  if (text.trim() === '') return undefined;
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text.trim()) ? text.trim() : `http://${text.trim()}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new ConfigError({
      code: 'proxy-url-invalid',
      problem: `The proxy in ${from} is not the address of an http or https proxy${url === undefined ? '' : ` (it begins with ${url.protocol}//)`}.`,
      fix: 'Give it as http://HOST:PORT; special letters of a user and a password in it are percent-encoded. SOCKS proxies and automatic configuration scripts are not supported.',
    });
  }
  const hasOwn = username !== '' || password !== '';
  return {
    url: url.origin,
    username: hasOwn ? username : decoded(url.username),
    password: hasOwn ? password : decoded(url.password),
  };
}

/** Passwords in a URL are percent-encoded by those who know, and not by the others. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
