export interface Order {
  readonly id: number;
  readonly customer: string;
  readonly placedAt: string;
}

export function renderRow(order: Order): HTMLElement {
  const row = document.createElement('li');
  row.textContent = `${order.customer}: ${order.placedAt.slice(0, 10)}`;
  return row;
}

export function newestFirst(orders: readonly Order[]): readonly Order[] {
  return [...orders].sort((a, b) => b.placedAt.localeCompare(a.placedAt));
}
