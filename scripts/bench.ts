// `npm run bench`: what a review costs in time, memory and requests, on pull requests of growing size.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { benchOutliner } from './bench-outliner.ts';
import { reviewScene } from './demo/run.ts';
import { openStage } from './demo/stage.ts';
import { projectFolder } from './project.ts';

const sizes = [10, 100, 500, 2_000];

console.log('files  changed lines  requests  seconds');
for (const files of sizes) {
  const stage = await openStage(sceneOf(files));
  try {
    const start = performance.now();
    await reviewScene(stage, () => undefined);
    const seconds = (performance.now() - start) / 1000;
    const requests = stage.azureDevOps.requests.length;
    console.log(
      [
        String(files).padStart(5),
        String(files * 20).padStart(14),
        String(requests).padStart(9),
        seconds.toFixed(2).padStart(8),
      ].join(' '),
    );
  } finally {
    await stage.close();
  }
}
console.log(
  `\nBundle: ${readFileSync(join(projectFolder, 'dist', 'bundles.json'), 'utf8').match(/"bytes": (\d+)/)?.[1]} bytes`,
);
console.log(
  `Start: ${startTime('dist/ReviewTask/main.cjs')} ms to refuse a run without variables, ${startTime()} ms for an empty Node process`,
);

await benchOutliner();

function sceneOf(files: number) {
  const lines = (index: number, word: string) =>
    Array.from(
      { length: 40 },
      (_, line) => `const ${word}${index}_${line % 20 === 0 ? word : ''}${line} = ${line};`,
    ).join('\n');
  const make = (word: string) =>
    Object.fromEntries(
      Array.from({ length: files }, (_, index) => [
        `src/module-${index}.ts`,
        lines(index, word).replaceAll(/\b(const )\w+?_/g, (text, start) =>
          word === 'a' ? text : `${start}b${index}_`,
        ),
      ]),
    );
  return {
    organisation: 'bench',
    project: 'bench',
    repository: 'bench',
    author: 'Bench',
    title: 'Change many files',
    description: '',
    sourceBranch: 'feature',
    targetBranch: 'main',
    base: make('a'),
    head: make('b'),
  };
}

function startTime(file?: string): number {
  const times = [1, 2, 3, 4, 5].map(() => {
    const start = performance.now();
    spawnSync(process.execPath, file === undefined ? ['-e', '0'] : [file], {
      cwd: projectFolder,
      env: { PATH: process.env['PATH'] ?? '' },
    });
    return performance.now() - start;
  });
  return Math.round(Math.min(...times));
}
