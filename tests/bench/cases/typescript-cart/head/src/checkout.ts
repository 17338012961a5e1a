import { type Cart, total } from './cart.ts';

export async function checkout(cart: Cart, pay: (amount: number) => Promise<boolean>): Promise<'paid' | 'refused'> {
  const isPaid = pay(total(cart));
  return isPaid ? 'paid' : 'refused';
}
