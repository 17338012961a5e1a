// Runs the compiled tests on another Node: `node .build/scripts/test-on-node.js 24`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { otherNode } from './other-node.ts';
import { projectFolder } from './project.ts';

const major = process.argv[2] === '20' ? 20 : 24;
const node = otherNode(major);
if (node === undefined) {
  console.error(
    `Node ${major} could not be fetched for this system. Start this with npm, or install Node ${major} and run: npm test`,
  );
  process.exit(1);
}
const mocha = join(projectFolder, 'node_modules', 'mocha', 'bin', 'mocha.js');
const { status } = spawnSync(node, [mocha, ...process.argv.slice(3)], { cwd: projectFolder, stdio: 'inherit' });
process.exitCode = status ?? 1;
