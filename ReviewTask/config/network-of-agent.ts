// The way out as the pipeline agent was set up: its proxy, its bypass list, its certificates, its word on checking them.
import * as z from 'zod';
import { directNetwork, isDirect, type Network } from '../model/network.ts';
import type { Variables } from './connection.ts';
import { type Environment, networkFromEnvironment } from './network-environment.ts';
import { readProxy } from './proxy-url.ts';

/**
 * Reads the agent's variables. The agent sets nothing for the programs that it starts, so a proxy in the machine's own
 * environment counts only where the agent names none. Throws ConfigError for a proxy that cannot be used.
 */
export function networkOfAgent(variables: Variables, environment: Environment): Network {
  const proxy = readProxy(
    variables('Agent.ProxyUrl'),
    'Agent.ProxyUrl',
    variables('Agent.ProxyUsername'),
    variables('Agent.ProxyPassword'),
  );
  const around = networkFromEnvironment(environment);
  const proxies =
    proxy === undefined
      ? around
      : {
          ...around,
          httpsProxy: proxy,
          httpProxy: proxy,
          bypass: readBypassList(variables('Agent.ProxyBypassList')),
        };
  const network: Network = {
    ...proxies,
    certificates: {
      authorityFile: variables('Agent.CAInfo'),
      clientFile: variables('Agent.ClientCert'),
      clientKeyFile: variables('Agent.ClientCertKey'),
      clientArchiveFile: variables('Agent.ClientCertArchive'),
      clientPassword: variables('Agent.ClientCertPassword'),
    },
    unchecked: /^(true|1)$/i.test(variables('Agent.SkipCertValidation')) ? 'agent' : around.unchecked,
    source: proxy === undefined && (around.httpsProxy ?? around.httpProxy) !== undefined ? 'environment' : 'agent',
  };
  return isDirect(network) ? directNetwork : network;
}

const bypassList = z.array(z.string());

/** In UTF-16 units: patterns for hosts are short, and one without end cannot be compiled. */
const longestEntry = 1_000;

/** A JSON array of regular expressions. One that is none is left out, as the agent leaves it out. */
function readBypassList(text: string): readonly RegExp[] {
  const parsed = bypassList.safeParse(jsonOf(text));
  return (parsed.data ?? []).flatMap((entry) => {
    if (entry.trim() === '' || entry.length > longestEntry) return [];
    try {
      const pattern = new RegExp(entry.trim(), 'i');
      // Some are found to be none only where they are used.
      pattern.test('');
      return [pattern];
    } catch {
      return [];
    }
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
