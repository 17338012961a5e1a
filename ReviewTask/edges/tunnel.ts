// A way through the company's proxy: a tunnel for every address, so that no token and no code passes it in clear.
import type { ClientRequest } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { ProxyServer } from '../model/network.ts';

/** What can go wrong on the way to and through a proxy. The names stand where Node has its own (`ECONNREFUSED`). */
export type TunnelCode =
  /** No connection to the proxy, or it hung up. */
  | 'PROXY_UNREACHABLE'
  /** 407. */
  | 'PROXY_CREDENTIALS'
  /** It will not open a tunnel to this host: 4xx. */
  | 'PROXY_REFUSED'
  /** It tried and could not: 5xx. */
  | 'PROXY_FAILED'
  /** An https proxy whose certificate is not trusted. */
  | 'PROXY_CERTIFICATE';

/** No tunnel was opened. The message holds no user, password or header. */
class TunnelFailure extends Error {
  override readonly name = 'TunnelFailure';
  readonly code: TunnelCode;

  constructor(code: TunnelCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** In milliseconds: a proxy that has said nothing for so long will say nothing. */
const patience = 30_000;

/** Options of `node:tls` that every connection gets, whatever the request asks. */
type SecureOptions = Readonly<Record<string, unknown>>;
type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

/**
 * The library opens the tunnel; this says what went wrong. On its own it would hand the proxy's refusal on as if the server had
 * answered, wait for ever for a silent proxy, and know the company's authorities for the proxy alone.
 */
export class Tunnel extends HttpsProxyAgent<string> {
  readonly #secure: SecureOptions;

  /** `toProxy` is for the connection to an https proxy, `secure` for the one through it. */
  constructor(proxy: ProxyServer, toProxy: SecureOptions, secure: SecureOptions, maxSockets: number) {
    // User and password are not in the address, which the library prints where DEBUG is set.
    super(proxy.url, { ...toProxy, keepAlive: true, maxSockets, headers: credentials(proxy) });
    this.#secure = secure;
  }

  override async connect(request: ClientRequest, options: ConnectOptions) {
    const giveUp = new AbortController();
    const cancelled = cancellationIn(options);
    const abort = () => giveUp.abort();
    cancelled?.addEventListener('abort', abort, { once: true });
    const timer = setTimeout(abort, patience);
    let status = 0;
    request.once('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      status = statusCode;
    });
    // Read by the library before its first wait, so that each connection has a signal of its own.
    this.connectOpts = { ...this.connectOpts, signal: giveUp.signal };
    try {
      // A connection outlives the request that it was opened for.
      const socket = await super.connect(request, { ...options, ...this.#secure, signal: undefined } as ConnectOptions);
      if (status === 200) return socket;
      socket.destroy();
    } catch (error) {
      throw unreachable(error, giveUp.signal.aborted);
    } finally {
      clearTimeout(timer);
      cancelled?.removeEventListener('abort', abort);
    }
    throw refusal(status);
  }
}

/** Under this name a signal travels with a request to its tunnel, and no further. */
const signalName = 'tunnelSignal';

/** Options of a request that has its tunnel given up with it: a request without a connection cannot end the making of one. */
export function untilAborted(signal: AbortSignal): object {
  return { [signalName]: signal };
}

function cancellationIn(options: ConnectOptions): AbortSignal | undefined {
  const signal: unknown = Reflect.get(options, signalName) ?? Reflect.get(options, 'signal');
  return signal instanceof AbortSignal ? signal : undefined;
}

function credentials({ username, password }: ProxyServer): Record<string, string> {
  if (username === '' && password === '') return {};
  return { 'Proxy-Authorization': `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}` };
}

function refusal(status: number): TunnelFailure {
  const code = status === 407 ? 'PROXY_CREDENTIALS' : status >= 500 ? 'PROXY_FAILED' : 'PROXY_REFUSED';
  return new TunnelFailure(code, `The proxy answered ${status}.`);
}

function unreachable(error: unknown, isSilent: boolean): TunnelFailure {
  if (isSilent) return new TunnelFailure('PROXY_UNREACHABLE', `no answer in ${patience / 1000} s`);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isTrust = /CERT|UNABLE_TO_|SSL|TLS/.test(code);
  return new TunnelFailure(isTrust ? 'PROXY_CERTIFICATE' : 'PROXY_UNREACHABLE', code || 'it hung up');
}
