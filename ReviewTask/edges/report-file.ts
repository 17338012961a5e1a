// Writes the report and the run summary to the agent's disk.
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Disk paths of what was written. */
export interface ReportFiles {
  readonly report: string;
  readonly summary: string;
}

/** Writes both files into a folder of their own below `folder`, or below the system's temporary folder when it is empty. */
export async function writeReportFiles(
  folder: string,
  name: string,
  report: string,
  summary: string,
): Promise<ReportFiles> {
  const place = join(folder === '' ? tmpdir() : folder, 'threadline');
  await mkdir(place, { recursive: true });
  const files = { report: join(place, `${name}.json`), summary: join(place, `${name}.md`) };
  await Promise.all([writeFile(files.report, report), writeFile(files.summary, summary)]);
  return files;
}
