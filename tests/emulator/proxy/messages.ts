// What the proxy process is told at its start, and what it tells.

export interface ProxySettings {
  /** Empty: nobody is asked for. */
  readonly user: string;
  readonly password: string;
  /** A host that no tunnel is opened to. */
  readonly refuses?: string;
  /** The status of that refusal; 403 unless told. */
  readonly refusal?: number;
  /** True: it takes connections and never answers. */
  readonly isSilent?: boolean;
  /** Makes it an https proxy. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Texts that must not be readable in what passes through. */
  readonly secrets: readonly string[];
}

/** One request of a client, as the proxy answered it. */
export interface ProxyRequest {
  readonly method: string;
  /** `host:port` of a CONNECT. */
  readonly target: string;
  /** Status; 0 for none. */
  readonly answer: number;
}

export type ProxyMessage =
  | { readonly kind: 'listening'; readonly port: number }
  | ({ readonly kind: 'request' } & ProxyRequest)
  | { readonly kind: 'leak'; readonly target: string };
