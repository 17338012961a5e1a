// What the outline child costs in time and memory, on copies of this project's own sources.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createOutliner } from '../ReviewTask/edges/outline.ts';
import { projectFolder } from './project.ts';

const sizes = [1, 10, 50];

/** Prints a row for each number of files: one language, and the samples' several languages mixed in. */
export async function benchOutliner(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const child = join(projectFolder, 'dist', 'ReviewTask', 'outline.cjs');
    const teller = join(folder, 'teller.cjs');
    const told = join(folder, 'memory.txt');
    // Runs the child as it is, and writes down at its end how much memory it ever had.
    const note = `require('node:fs').writeFileSync(${JSON.stringify(told)}, String(process.resourceUsage().maxRSS))`;
    writeFileSync(teller, `process.on('exit', () => ${note}); require(${JSON.stringify(child)});`);
    console.log('\nOutlines: files  languages  kilobytes  seconds  megabytes at most');
    for (const languages of ['one', 'several'] as const) {
      for (const count of sizes) await measure(filesOf(languages, count), teller, told, languages);
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Files = readonly { readonly path: string; readonly lines: readonly string[] }[];

async function measure(files: Files, child: string, told: string, languages: string): Promise<void> {
  const outliner = createOutliner({ child, debug: console.log, timeoutMilliseconds: 60_000 });
  const start = performance.now();
  const outlines = await outliner.outline(files);
  const seconds = (performance.now() - start) / 1000;
  const kilobytes = files.reduce((sum, { lines }) => sum + lines.join('\n').length, 0) / 1024;
  const megabytes = existsSync(told) ? Number(readFileSync(told, 'utf8')) / 1024 : Number.NaN;
  console.log(
    [
      String(outlines.size).padStart(15),
      languages.padStart(10),
      kilobytes.toFixed(0).padStart(10),
      seconds.toFixed(2).padStart(8),
      megabytes.toFixed(0).padStart(18),
    ].join(' '),
  );
}

function filesOf(languages: 'one' | 'several', count: number): Files {
  const own = sourcesBelow('ReviewTask', /\.ts$/);
  const samples = sourcesBelow('scripts/demo/sample/head', /\.(?:cs|py|ts|yml)$/);
  const all = languages === 'one' ? own : samples;
  return Array.from({ length: count }, (_, index) => {
    const file = all[index % all.length];
    return { path: `copy-${index}/${file?.path ?? ''}`, lines: file?.lines ?? [] };
  });
}

function sourcesBelow(folder: string, wanted: RegExp): Files {
  return readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name))
    .map((entry) => ({
      path: entry.name,
      lines: readFileSync(join(entry.parentPath, entry.name), 'utf8').split('\n'),
    }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}
