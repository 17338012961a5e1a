// The code of the push tests: a small shop before and after its change, with one known defect in each file.

/** Before the change. */
export const base = {
  'src/mean.ts': 'export const version = 1;\n',
  'src/find.ts': 'export const version = 1;\n',
  'src/save.ts': 'export const version = 1;\n',
  'src/render.ts': 'export const version = 1;\n',
  'README.md': 'The shop.\n',
};

export const mean = [
  'export const version = 1;',
  '',
  '/** The mean of all values. */',
  'export function mean(values: readonly number[]): number {',
  '  let sum = 0;',
  '  for (const value of values) sum += value;',
  '  return sum / values.length;',
  '}',
  '',
];

export const find = [
  'export const version = 1;',
  '',
  "import { database } from './database.ts';",
  '',
  '/** Customers of that name. */',
  'export async function customers(name: string) {',
  "  const query = 'SELECT id FROM customers WHERE name = ' + name;",
  '  return database.all(query);',
  '}',
  '',
];

export const save = [
  'export const version = 1;',
  '',
  "import { saveAll, type Order } from './orders.ts';",
  '',
  '/** Keeps the orders of the day. */',
  'export async function closeDay(orders: readonly Order[]) {',
  '  const total = orders.length;',
  '  await saveAll(orders).catch(() => undefined);',
  '  return total;',
  '}',
  '',
];

export const render = [
  'export const version = 1;',
  '',
  "import { show, type Page } from './page.ts';",
  '',
  '/** Shows all pages in their order. */',
  'export function render(pages: readonly Page[]) {',
  "  let text = '';",
  '  for (let index = 0; index <= pages.length; index += 1) {',
  '    text += show(pages[index]);',
  '  }',
  '  return text;',
  '}',
  '',
];

/** A file of lines. */
export const file = (lines: readonly string[]): string => lines.join('\n');

/** Two of the four changed files. */
export const half = { 'src/mean.ts': file(mean), 'src/find.ts': file(find) };
export const rest = { 'src/save.ts': file(save), 'src/render.ts': file(render) };
export const head = { ...half, ...rest };
