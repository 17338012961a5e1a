// The way out of the machine: through which proxy, around which, and with which certificates.

/** An http or https proxy that opens tunnels (CONNECT). */
export interface ProxyServer {
  /** `http://host:port`, without user, password or path. */
  readonly url: string;
  /** Empty where it asks for none. */
  readonly username: string;
  readonly password: string;
}

/** Disk paths of files in PEM form; empty where there is none. */
export interface Certificates {
  /** Authorities to trust besides those that Node trusts. */
  readonly authorityFile: string;
  readonly clientFile: string;
  readonly clientKeyFile: string;
  /** PKCS #12, used where certificate and key are not given as files of their own. */
  readonly clientArchiveFile: string;
  /** Of the client's key or archive. */
  readonly clientPassword: string;
}

/** Whose settings these are; tells a person where to mend them. */
export type NetworkSource = 'agent' | 'environment' | 'flags';

export interface Network {
  readonly source: NetworkSource;
  /** For https addresses. */
  readonly httpsProxy: ProxyServer | undefined;
  /** For http addresses. */
  readonly httpProxy: ProxyServer | undefined;
  /** Matched against `scheme://host`, with `:port` where it is not the scheme's own: these addresses go past the proxy. */
  readonly bypass: readonly RegExp[];
  readonly certificates: Certificates;
  /** Who asked for certificates not to be checked; heard for Azure DevOps alone. */
  readonly unchecked: 'agent' | 'environment' | undefined;
}

/** No proxy, and trust as Node trusts. */
export const directNetwork: Network = {
  source: 'environment',
  httpsProxy: undefined,
  httpProxy: undefined,
  bypass: [],
  certificates: {
    authorityFile: '',
    clientFile: '',
    clientKeyFile: '',
    clientArchiveFile: '',
    clientPassword: '',
  },
  unchecked: undefined,
};

/** True where Node's own way out is the right one. */
export function isDirect({ httpsProxy, httpProxy, certificates, unchecked }: Network): boolean {
  const { authorityFile, clientFile, clientArchiveFile } = certificates;
  const hasProxy = httpsProxy !== undefined || httpProxy !== undefined;
  return !hasProxy && unchecked === undefined && `${authorityFile}${clientFile}${clientArchiveFile}` === '';
}

/** This machine, and the link-local addresses at which a cloud tells a machine of its identity. */
const ownAddress = /^(localhost|127\.[\d.]+|169\.254\.[\d.]+|\[::1\])$/;

/**
 * The proxy for an address; `undefined` for none. This machine itself is never asked for through a proxy, and the list is
 * matched as the agent matches it (`VstsAgentWebProxy.IsBypassed`): against scheme, host and port, not the whole address.
 */
export function proxyFor(network: Network, address: URL): ProxyServer | undefined {
  if (ownAddress.test(address.hostname)) return undefined;
  const seen = `${address.protocol}//${address.host}`;
  if (network.bypass.some((pattern) => pattern.test(seen))) return undefined;
  return address.protocol === 'https:' ? network.httpsProxy : network.httpProxy;
}

/** Everything of it that must never be shown, as it is and as it goes out in a header. */
export function networkSecrets({ httpsProxy, httpProxy, certificates }: Network): readonly string[] {
  const ofProxies = [httpsProxy, httpProxy].flatMap((proxy) =>
    proxy === undefined || proxy.password === '' ? [] : [proxy.password, `${proxy.username}:${proxy.password}`],
  );
  return [...new Set([...ofProxies, certificates.clientPassword])].filter((secret) => secret !== '');
}

/** The way out in words, for the log; empty for Node's own. Holds no secret. */
export function describeNetwork(network: Network): readonly string[] {
  const { httpsProxy, httpProxy, bypass, certificates } = network;
  const whose = { agent: 'of the agent', environment: 'of the environment', flags: 'of the command line' };
  const proxy = httpsProxy ?? httpProxy;
  const around = bypass.length === 0 ? '' : `, ${bypass.length} pattern${bypass.length === 1 ? '' : 's'} go past it`;
  const user = proxy === undefined || proxy.username === '' ? 'without a user' : 'with user and password';
  return [
    ...(proxy === undefined ? [] : [`Proxy ${whose[network.source]}: ${hostOf(proxy)}, ${user}${around}.`]),
    ...(certificates.authorityFile === '' ? [] : [`Trusts the authorities in ${certificates.authorityFile}, too.`]),
    ...(certificates.clientFile + certificates.clientArchiveFile === '' ? [] : ['Has a client certificate to show.']),
  ];
}

/** `host:port` of a proxy. */
export function hostOf({ url }: ProxyServer): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

/** What must be said loudly where certificates are not checked; empty where they are. */
export function uncheckedWarnings({ unchecked }: Network): readonly string[] {
  if (unchecked === undefined) return [];
  const who = {
    agent:
      'The agent was set up to accept every server certificate (--sslskipcertvalidation, Agent.SkipCertValidation). Azure DevOps is asked without checking who answers: whoever stands in between can read the token.',
    environment:
      'NODE_TLS_REJECT_UNAUTHORIZED=0 is set in the environment. Azure DevOps is asked without checking who answers: whoever stands in between can read the token.',
  };
  return [
    `${who[unchecked]} The certificates of the model and of Microsoft Entra are checked all the same. Give the authority in place of it (./config --sslcacert FILE, or NODE_EXTRA_CA_CERTS).`,
  ];
}
