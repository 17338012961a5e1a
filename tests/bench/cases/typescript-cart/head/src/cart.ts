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
  const sum = cart.items.map((item) => item.price * item.quantity).reduce((all, price) => all + price);
  return cart.voucher === undefined ? sum : sum * (1 - cart.voucher.percent / 100);
}

export function remove(cart: Cart, id: string): Cart {
  const items = [...cart.items];
  items.splice(items.findIndex((item) => item.id === id), 1);
  return { ...cart, items };
}
