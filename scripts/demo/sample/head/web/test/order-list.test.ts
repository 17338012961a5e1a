import { beforeEach, describe, expect, it } from 'vitest';
import { showOrders } from '../src/order-list';

describe.only('the list of orders', () => {
  let list: HTMLElement;

  beforeEach(() => {
    list = document.createElement('ul');
  });

  it('shows one line per order', () => {
    showOrders(list, [{ number: 1, customerName: 'Ahrens', totalCents: 129900 }]);
    expect(list.children).toHaveLength(1);
  });

  it('shows money in euros', () => {
    showOrders(list, [{ number: 1, customerName: 'Ahrens', totalCents: 129900 }]);
    expect(list.textContent).toContain('1.299,00');
  });

  it('sets what was searched for in bold', () => {
    showOrders(list, [{ number: 1, customerName: 'Ahrens', totalCents: 129900 }], 'Ahr');
    expect(list.querySelector('b')?.textContent).toBe('Ahr');
  });
});
