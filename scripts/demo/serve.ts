// Serves the demo page on this machine until stopped.
import { createServer } from 'node:http';

export interface ServedPage {
  readonly url: string;
  /** Resolves on Ctrl+C. */
  readonly stopped: Promise<void>;
}

/** Listens on loopback; port 0 takes any free one. Rejects where the port is taken. */
export function servePage(html: string, port: number): Promise<ServedPage> {
  const server = createServer((request, response) => {
    const isPage = request.url === '/' || request.url?.startsWith('/?');
    response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(isPage ? html : 'There is only one page here: /');
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${port} is taken by another program. Choose another with --port, or leave it out for any free one.`,
            )
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const actual = typeof address === 'object' && address !== null ? address.port : port;
      const stopped = new Promise<void>((stop) => {
        const end = () => {
          server.close(() => stop());
          server.closeAllConnections();
        };
        process.once('SIGINT', end);
        process.once('SIGTERM', end);
      });
      resolve({ url: `http://127.0.0.1:${actual}/`, stopped });
    });
  });
}
