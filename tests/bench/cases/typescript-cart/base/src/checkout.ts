import { type Cart, total } from './cart.ts';

export async function checkout(cart: Cart, pay: (amount: number) => Promise<boolean>): Promise<'paid' | 'refused'> {
  const isPaid = await pay(total(cart));
  return isPaid ? 'paid' : 'refused';
}
