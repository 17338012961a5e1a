import { store } from '../store.ts';

export async function handle7(id: string): Promise<string> {
  const key = id.trim().toLowerCase();
  const entry = await store.get(key);
  if (entry === undefined) throw new Error('There is no entry ' + id);
  return entry.text;
}

export function describe7(values: readonly number[]): string {
  const sum = values.reduce((all, value) => all + value, 0);
  const mean = values.length === 0 ? 0 : sum / values.length;
  return `sum ${sum}, mean ${mean}`;
}
