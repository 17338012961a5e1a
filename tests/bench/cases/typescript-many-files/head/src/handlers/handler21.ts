import { store } from '../store.ts';

export async function handle21(id: string): Promise<string> {
  const key = id.trim().toLowerCase();
  const entry = await store.get(key);
  if (entry === undefined) throw new Error('There is no entry ' + id);
  return entry.text;
}

export function describe21(values: readonly number[]): string {
  const sum = values.reduce((all, value) => all + value, 0);
  const mean = sum / values.length;
  const largest = Math.max(...values);
  return `sum ${sum}, mean ${mean.toFixed(0)}, largest ${largest}`;
}
