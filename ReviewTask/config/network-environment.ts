// The way out as the environment names it: HTTPS_PROXY, HTTP_PROXY and NO_PROXY in either case, and Node's own switch.
import type { Network } from '../model/network.ts';
import { directNetwork } from '../model/network.ts';
import { readProxy } from './proxy-url.ts';

/** Environment variables by name; absent ones are undefined. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a person may say on the command line; it wins over the environment. */
export interface NetworkFlags {
  readonly proxy?: string | undefined;
  /** Disk path. */
  readonly caFile?: string | undefined;
}

/**
 * Reads the network for a command that a person runs. Lower case wins, as it does for curl and git. Throws ConfigError for a
 * proxy that cannot be used.
 */
export function networkFromEnvironment(environment: Environment, flags: NetworkFlags = {}): Network {
  const read = (name: string) => environment[name.toLowerCase()] || environment[name] || '';
  const given = readProxy(flags.proxy ?? '', '--proxy');
  const proxies =
    given === undefined
      ? {
          httpsProxy: readProxy(read('HTTPS_PROXY'), 'HTTPS_PROXY'),
          httpProxy: readProxy(read('HTTP_PROXY'), 'HTTP_PROXY'),
        }
      : { httpsProxy: given, httpProxy: given };
  return {
    ...directNetwork,
    ...proxies,
    source: given === undefined ? 'environment' : 'flags',
    bypass: bypassFromList(read('NO_PROXY')),
    certificates: { ...directNetwork.certificates, authorityFile: flags.caFile ?? '' },
    unchecked: environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0' ? 'environment' : undefined,
  };
}

/** In UTF-16 units: a host name has 253 at most, and a pattern without end cannot be compiled. */
const longestEntry = 300;

/**
 * The entries of NO_PROXY as patterns: `host` and its subdomains, `.domain` and `*.domain` alike, `host:port`, `*` for all.
 * Ranges of addresses (`10.0.0.0/8`) mean nothing here.
 */
function bypassFromList(list: string): readonly RegExp[] {
  return list
    .split(/[\s,;]+/)
    .filter((entry) => entry !== '' && entry.length <= longestEntry)
    .map((entry) => {
      if (entry === '*') return /^/;
      const [, host = '', port] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      const name = host.replace(/[^\w-]/g, '\\$&');
      return new RegExp(`^[a-z]+://([^/]*\\.)?${name}${port === undefined ? '(:\\d+)?' : portPattern(port)}$`, 'i');
    });
}

/** The scheme's own port is not part of what is matched. */
function portPattern(port: string): string {
  return port === '443' || port === '80' ? `(:${port})?` : `:${port}`;
}
