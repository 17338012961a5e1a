// The way out of the machine for every command: two flags, else the environment, said once.
import { Option } from 'commander';
import { type NetworkFlags, networkFromEnvironment } from '../config/network-environment.ts';
import { openNetwork, type WayOut } from '../edges/network.ts';
import { describeNetwork, uncheckedWarnings } from '../model/network.ts';
import type { Log } from '../ports.ts';

/** `--proxy`. */
export function proxyOption(): Option {
  return new Option(
    '--proxy <url>',
    'proxy for every request, http://USER:PASSWORD@HOST:PORT; else HTTPS_PROXY, NO_PROXY',
  );
}

/** `--ca-file`. */
export function caFileOption(): Option {
  return new Option('--ca-file <path>', 'file of certificate authorities (PEM) to trust as well');
}

/**
 * Opens the way that flags and environment name. `collectionUrl` is empty where a command does not talk to Azure DevOps. Throws
 * ConfigError for a proxy or a file that cannot be used.
 */
export function wayOut(flags: NetworkFlags, log: Log, collectionUrl = ''): WayOut {
  const network = networkFromEnvironment(process.env, flags);
  for (const line of describeNetwork(network)) log.debug(line);
  for (const line of uncheckedWarnings(network)) log.warning(line);
  return openNetwork(network, collectionUrl);
}
