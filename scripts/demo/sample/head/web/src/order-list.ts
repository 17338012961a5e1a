import { formatMoney } from './format-money';

export interface OrderRow {
  number: number;
  customerName: string;
  totalCents: number;
}

/** Fills the list of orders; the part of a name that was searched for is set in bold. */
export function showOrders(list: HTMLElement, orders: OrderRow[], searched = ''): void {
  list.replaceChildren(...orders.map((order) => row(order, searched)));
}

function row(order: OrderRow, searched: string): HTMLElement {
  const item = document.createElement('li');
  const name = searched ? order.customerName.replace(searched, `<b>${searched}</b>`) : order.customerName;
  item.innerHTML = `${order.number} ${formatMoney(order.totalCents)} ${name}`;
  return item;
}
