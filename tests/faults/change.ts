// The code of the fault tests: a first push with two defects, and a second one that fixes, moves and adds one each.
import { allDefects, type Defect } from '../pushes/defects.ts';
import { file, find, mean, save, base as shop } from '../pushes/shop.ts';

/** Before the change. */
export const base = {
  'src/mean.ts': shop['src/mean.ts'],
  'src/find.ts': shop['src/find.ts'],
  'src/save.ts': shop['src/save.ts'],
};

export const firstPush = { 'src/mean.ts': file(mean), 'src/find.ts': file(find) };

const fixed = ['export const version = 1;', 'export const parts = 2;', ''];
const moved = [
  ...find.slice(0, 3),
  '/** Where customers are. */',
  "export const table = 'customers';",
  '',
  ...find.slice(3),
];

export const secondPush = { 'src/mean.ts': file(fixed), 'src/find.ts': file(moved), 'src/save.ts': file(save) };

/** Told in other words each time, but never in another category: what one run makes of such reports is not at stake here. */
export const defects: readonly Defect[] = allDefects.map((defect) => ({
  ...defect,
  tellings: defect.tellings.map((telling) => ({ ...telling, category: defect.tellings[0]?.category ?? 'bug' })),
}));
