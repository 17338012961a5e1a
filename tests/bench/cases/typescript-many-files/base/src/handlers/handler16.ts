import { store } from '../store.ts';

export async function handle16(id: string): Promise<string> {
  const entry = await store.get(id);
  if (entry === undefined) throw new Error('There is no entry ' + id);
  return entry.text;
}

export function describe16(values: readonly number[]): string {
  const sum = values.reduce((all, value) => all + value, 0);
  return 'sum ' + sum;
}
