import { formatMoney } from './format-money';

export interface OrderRow {
  number: number;
  customerName: string;
  totalCents: number;
}

/** Fills the list of orders. */
export function showOrders(list: HTMLElement, orders: OrderRow[]): void {
  list.replaceChildren(...orders.map(row));
}

function row(order: OrderRow): HTMLElement {
  const item = document.createElement('li');
  item.textContent = `${order.number} ${formatMoney(order.totalCents)} ${order.customerName}`;
  return item;
}
