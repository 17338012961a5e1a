// Bundles the task and the command line into dist/, and fails when the task grows beyond its budget.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BundleReport, bundle } from './build/bundle.ts';
import { copyGrammars, grammarBytes } from './build/grammars.ts';
import { projectFolder } from './project.ts';

/** Largest size of the task's bundle, in bytes. */
const taskBudget = 1.5 * 1024 * 1024;

const dist = join(projectFolder, 'dist');
rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'ReviewTask'), { recursive: true });

const reports = await Promise.all([
  bundle('ReviewTask/main.ts', 'dist/ReviewTask/main.cjs'),
  bundle('ReviewTask/cli/threadline.ts', 'dist/cli/threadline.cjs'),
  bundle('ReviewTask/edges/outline-child.ts', 'dist/ReviewTask/outline.cjs'),
]);
const grammars = join(dist, 'ReviewTask', 'grammars');
copyGrammars(grammars);
for (const file of ['task.json', 'icon.png', 'threadline.schema.json']) {
  cpSync(join(projectFolder, 'ReviewTask', file), join(dist, 'ReviewTask', file));
}
writeFileSync(join(dist, 'bundles.json'), `${JSON.stringify(reports, undefined, 2)}\n`);

for (const report of reports) console.log(describe(report));
console.log(`dist/ReviewTask/grammars: ${kilobytes(grammarBytes(grammars))}`);
const [task] = reports;
if (task !== undefined && task.bytes > taskBudget) {
  console.error(`The task's bundle is over its budget of ${kilobytes(taskBudget)}. What weighs most is listed above.`);
  process.exitCode = 1;
}

function describe(report: BundleReport): string {
  const heaviest = report.packages.slice(0, 6).map((one) => `${one.name} ${kilobytes(one.bytes)}`);
  return `${report.output}: ${kilobytes(report.bytes)} (${heaviest.join(', ')})`;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} KB`;
}
