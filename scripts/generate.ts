// Writes what is derived from task.json and the code: typed input names, the README's tables, the configuration's schema.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generate/files.ts';
import { projectFolder } from './project.ts';

const check = process.argv.includes('--check');
const stale: string[] = [];
for (const { path, content } of generatedFiles()) {
  const file = join(projectFolder, path);
  if (read(file) === content) continue;
  stale.push(path);
  if (!check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
if (check && stale.length > 0) {
  console.error(`These files are not what task.json and the code make them: ${stale.join(', ')}. Run: npm run fix`);
  process.exitCode = 1;
} else {
  console.log(stale.length === 0 ? 'Generated files are fresh.' : `Written: ${stale.join(', ')}.`);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}
