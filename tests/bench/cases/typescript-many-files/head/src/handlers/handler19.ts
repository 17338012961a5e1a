import { store } from '../store.ts';

export async function handle19(id: string): Promise<string> {
  const key = id.trim().toLowerCase();
  const entry = (await store.get(key)) ?? (await handle19(key));
  if (entry === undefined) throw new Error('There is no entry ' + id);
  return entry.text;
}

export function describe19(values: readonly number[]): string {
  const sum = values.reduce((all, value) => all + value, 0);
  const mean = sum / values.length;
  const largest = Math.max(...values);
  return `sum ${sum}, mean ${mean.toFixed(1)}, largest ${largest}`;
}
