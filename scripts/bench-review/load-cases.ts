// Reads the cases from their folders and proves that every expected finding stands where the case says.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import * as z from 'zod';
import type { Files } from '../demo/scene.ts';
import { projectFolder } from '../project.ts';
import { type BenchCase, type CaseFile, caseFile } from './bench-case.ts';
import { publishedFiles } from './packages.ts';

/** Where the cases are. */
const casesFolder = join(projectFolder, 'tests', 'bench', 'cases');

export interface LoadedCases {
  readonly cases: readonly BenchCase[];
  /** Cases that could not be made, each with its reason. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

/** All cases whose name contains one of `wanted` (all when empty), by name. Throws for a case that is wrong. */
export async function loadCases(
  wanted: readonly string[] = [],
  accepts: (file: CaseFile) => boolean = () => true,
): Promise<LoadedCases> {
  const names = (await readdir(casesFolder)).filter(
    (name) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
  const cases: BenchCase[] = [];
  const leftOut: { name: string; reason: string }[] = [];
  for (const name of names.sort()) {
    const file = await readCaseFile(name);
    if (!accepts(file)) continue;
    const sides = await sidesOf(name, file).catch((error: unknown) =>
      String(error instanceof Error ? error.message : error),
    );
    if (typeof sides === 'string') leftOut.push({ name, reason: sides });
    else
      cases.push(
        checked({ name, note: file.note, ...sides, expected: file.expected, folder: join(casesFolder, name) }, file),
      );
  }
  return { cases, leftOut };
}

async function readCaseFile(name: string): Promise<CaseFile> {
  const read = caseFile.safeParse(JSON.parse(await readFile(join(casesFolder, name, 'case.json'), 'utf8')));
  if (!read.success) throw new Error(`tests/bench/cases/${name}/case.json: ${z.prettifyError(read.error)}`);
  return read.data;
}

type Sides = Pick<BenchCase, 'base' | 'head'>;

async function sidesOf(name: string, file: CaseFile): Promise<Sides> {
  const folder = join(casesFolder, name);
  if (file.package === undefined) {
    const [base, head] = await Promise.all(['base', 'head'].map((side) => filesBelow(join(folder, side), file)));
    return { base: base ?? {}, head: head ?? {} };
  }
  const { name: packageName, from, to } = file.package;
  const wanted = (files: Files): Files =>
    Object.fromEntries(
      Object.entries(files).filter(
        ([path]) => file.only.length === 0 || file.only.some((start) => path.startsWith(start)),
      ),
    );
  return {
    base: wanted(await publishedFiles(packageName, from)),
    head: wanted(await publishedFiles(packageName, to)),
  };
}

async function filesBelow(folder: string, { carriageReturns }: CaseFile): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files.sort().map(async (file) => {
    const path = relative(folder, file).split(sep).join('/');
    const text = (await readFile(file, 'utf8')).replaceAll('\r\n', '\n');
    return [path, carriageReturns.includes(path) ? text.replaceAll('\n', '\r\n') : text] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

/** The case with its defects planted and its expectations proven; throws with the name of the case. */
function checked(bench: BenchCase, file: CaseFile): BenchCase {
  const head: Record<string, Files[string]> = { ...bench.head };
  for (const { path, find, replace } of file.edits) {
    const parts = textOf(head, path).split(find);
    if (parts.length !== 2)
      throw new Error(`Case ${bench.name}: ${parts.length - 1} places in ${path} match the edit "${find}".`);
    head[path] = parts.join(replace);
  }
  for (const { path, side, line, endLine, quote } of bench.expected) {
    const lines = textOf(side === 'old' ? bench.base : head, path).split(/\r?\n/);
    if (lines[line - 1] !== quote) throw new Error(`Case ${bench.name}: line ${line} of ${path} is not "${quote}".`);
    if (endLine < line || endLine > lines.length)
      throw new Error(`Case ${bench.name}: ${path} has no lines ${line} to ${endLine}.`);
  }
  return { ...bench, head };
}

/** A file of a case as text; empty where there is none. */
function textOf(files: Files, path: string): string {
  const content = files[path] ?? '';
  return typeof content === 'string' ? content : Buffer.from(content).toString('utf8');
}
