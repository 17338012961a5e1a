// Starts a forward proxy as a process of its own on this machine and keeps what passed through it.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ProxyMessage, ProxyRequest, ProxySettings } from './proxy/messages.ts';

export interface TestProxy {
  /** Without user and password. */
  readonly url: string;
  /** Everything asked of it so far. */
  readonly requests: readonly ProxyRequest[];
  /** Hosts to which a secret went where the proxy could read it. */
  readonly leaks: readonly string[];
  /** Hosts, without ports, to which tunnels were opened; each once. */
  hosts(): readonly string[];
  close(): void;
}

/** Names are not looked up: whatever host a tunnel is asked to, it leads to that port of this machine. */
export async function startProxy(settings: Partial<ProxySettings> = {}): Promise<TestProxy> {
  const child = fork(fileURLToPath(new URL('./proxy/child.js', import.meta.url)), { stdio: 'inherit' });
  const requests: ProxyRequest[] = [];
  const leaks: string[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.on('message', (message) => {
      const told = message as ProxyMessage;
      if (told.kind === 'listening') resolve(told.port);
      else if (told.kind === 'leak') leaks.push(told.target);
      else requests.push({ method: told.method, target: told.target, answer: told.answer });
    });
    child.send({ user: '', password: '', secrets: [], ...settings });
  });
  child.unref();
  child.channel?.unref();
  return {
    url: `${settings.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    leaks,
    hosts: () => [
      ...new Set(requests.filter(({ answer }) => answer === 200).map(({ target }) => target.replace(/:\d+$/, ''))),
    ],
    close: () => {
      child.disconnect();
    },
  };
}
