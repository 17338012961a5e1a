// The one door out of the machine: which connection carries a request, for Azure DevOps, the model and Entra alike.
import * as http from 'node:http';
import * as https from 'node:https';
import { isDirect, type Network, type ProxyServer, proxyFor } from '../model/network.ts';
import { fetchBy } from './network-fetch.ts';
import type { Fetch } from './openai-fetch.ts';
import { secureContext } from './trust.ts';
import { Tunnel } from './tunnel.ts';

/** A network that requests can be sent through. */
export interface WayOut {
  readonly network: Network;
  /** The agent of `node:http` that carries requests to an address; `undefined` where Node's own way is the right one. */
  agentFor(address: URL): http.Agent | undefined;
  /** Takes the same ways. Follows no redirect, and sends bodies of text alone. */
  readonly fetch: Fetch;
}

/** Connections to one host at a time. */
const maxSockets = 32;

/**
 * Reads the certificates and makes ready; connects to nothing yet. `collectionUrl`: the only place where somebody else's word
 * not to check certificates is heard, because there the agent itself does not check them. The model gets the code and a key, and
 * who runs it is nobody that the agent was set up for. Throws ConfigError for files that cannot be used.
 */
export function openNetwork(network: Network, collectionUrl: string): WayOut {
  if (isDirect(network)) return { network, agentFor: () => undefined, fetch: globalThis.fetch };
  const context = secureContext(network.certificates);
  const trust = context === undefined ? {} : { secureContext: context };
  const collection = URL.canParse(collectionUrl) ? new URL(collectionUrl).origin : '';
  const made = new Map<string, http.Agent>();
  const agentFor = (address: URL) => {
    const isChecked = network.unchecked === undefined || address.origin !== collection;
    const proxy = proxyFor(network, address);
    const name = `${proxy?.url ?? 'direct'} ${address.protocol} ${isChecked}`;
    const agent = made.get(name) ?? makeAgent(proxy, address, { ...trust, rejectUnauthorized: isChecked }, trust);
    made.set(name, agent);
    return agent;
  };
  return { network, agentFor, fetch: fetchBy(agentFor) };
}

function makeAgent(proxy: ProxyServer | undefined, { protocol }: URL, secure: object, trust: object): http.Agent {
  if (proxy !== undefined) {
    return new Tunnel(proxy, { ...trust, rejectUnauthorized: true }, { ...secure }, maxSockets);
  }
  return protocol === 'https:'
    ? new https.Agent({ ...secure, keepAlive: true, maxSockets })
    : new http.Agent({ keepAlive: true, maxSockets });
}
