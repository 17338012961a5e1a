// The proxy itself, in a process of its own: opens tunnels to this machine whatever name is asked for, and tells of each.
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ProxyMessage, ProxySettings } from './messages.ts';

let settings: ProxySettings;
const tell = (message: ProxyMessage) => process.send?.(message);

process.once('message', (given) => {
  settings = given as ProxySettings;
  const server = settings.tls === undefined ? createServer() : createSecureServer({ ...settings.tls });
  // A request that is no CONNECT would show the proxy what it carries.
  server.on('request', (request, response) => {
    tell({ kind: 'request', method: request.method ?? '', target: request.url ?? '', answer: 405 });
    response.writeHead(405).end();
  });
  server.on('connect', tunnel);
  server.listen(0, '127.0.0.1', () => tell({ kind: 'listening', port: (server.address() as AddressInfo).port }));
});
process.once('disconnect', () => process.exit());

function tunnel(request: IncomingMessage, client: Duplex, head: Buffer): void {
  const target = request.url ?? '';
  client.on('error', () => client.destroy());
  const answer = settings.isSilent ? 0 : answerTo(request);
  tell({ kind: 'request', method: 'CONNECT', target, answer });
  if (answer === 0) return;
  if (answer !== 200) {
    const challenge = answer === 407 ? 'Proxy-Authenticate: Basic realm="test"\r\n' : '';
    client.end(`HTTP/1.1 ${answer} No\r\n${challenge}Content-Length: 4\r\nConnection: close\r\n\r\nbusy`);
    return;
  }
  const onward = connect(Number(/\d+$/.exec(target)?.[0]), '127.0.0.1', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    onward.write(head);
    client.pipe(onward).pipe(client);
  });
  onward.on('error', () => client.destroy());
  client.on('close', () => onward.destroy());
  client.on('data', (bytes: Buffer) => {
    if (settings.secrets.some((secret) => bytes.includes(secret))) tell({ kind: 'leak', target });
  });
}

function answerTo(request: IncomingMessage): number {
  const { user, password, refuses = '', refusal = 403 } = settings;
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  if (user !== '' && request.headers['proxy-authorization'] !== expected) return 407;
  return refuses !== '' && request.url?.startsWith(`${refuses}:`) ? refusal : 200;
}
