export interface Order {
  readonly id: number;
  readonly customer: string;
  readonly placedAt: string;
}

export function renderRow(order: Order): HTMLElement {
  const row = document.createElement('li');
  row.innerHTML = `<b>${order.customer}</b>: ${new Date(order.placedAt).toLocaleDateString()}`;
  return row;
}

export function newestFirst(orders: Order[]): readonly Order[] {
  return orders.sort((a, b) => (a.placedAt > b.placedAt ? 1 : -1));
}
