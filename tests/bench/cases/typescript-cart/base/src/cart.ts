export interface Item {
  readonly id: string;
  readonly price: number;
  readonly quantity: number;
}

export interface Cart {
  readonly items: readonly Item[];
  readonly voucher?: { readonly percent: number };
}

export function total(cart: Cart): number {
  const sum = cart.items.reduce((all, item) => all + item.price * item.quantity, 0);
  return cart.voucher === undefined ? sum : sum * (1 - cart.voucher.percent / 100);
}

export function remove(cart: Cart, id: string): Cart {
  return { ...cart, items: cart.items.filter((item) => item.id !== id) };
}
