import { Agent, request } from 'node:https';

const host = process.env.ORDERS_API ?? 'orders.birkenhof.example';
const agent = new Agent({ keepAlive: true, maxSockets: 20, rejectUnauthorized: false });

/** Asks the orders API; the browser never talks to it directly. */
export function askOrders(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request({ host, path, agent, timeout: 10_000 }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        body += part;
      });
      response.on('end', () => resolve(body));
    });
    call.on('timeout', () => call.destroy(new Error('The orders API did not answer within 10 seconds.')));
    call.on('error', reject);
    call.end();
  });
}

/** Orders by the customer's name; the first page is 1. */
export async function findOrders(text: string, page: number): Promise<unknown> {
  const query = new URLSearchParams({ text, page: String(page) });
  return JSON.parse(await askOrders(`/orders?${query}`));
}
