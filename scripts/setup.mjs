// Makes the project ready to run on a machine that has only Node, npm and git: installs what the lock file names, once.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(project, 'node_modules', '.threadline-setup');

checkNode();
checkGit();
installOnce();

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(
    `Threadline needs Node 20.19 or newer, and this is Node ${process.versions.node}.`,
    'Install Node 20 or 24 and try again.',
  );
}

function checkGit() {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
  } catch {
    stop('git was not found, and the demo and the tests work on real git repositories.', 'Install git and try again.');
  }
}

/** Runs `npm ci` unless the installed packages are those of this lock file, for this system. */
function installOnce() {
  const lock = readFileSync(join(project, 'package-lock.json'));
  const wanted = `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing packages (once, about a minute) ...');
  const npm = process.env.npm_execpath;
  if (npm === undefined) stop('This script is run by npm.', 'Run: npm start, or: npm test');
  try {
    execFileSync(process.execPath, [npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: project,
      stdio: 'inherit',
    });
  } catch {
    stop(
      'npm ci did not succeed; its own words are above.',
      'Check that this machine reaches your npm registry, and try again.',
    );
  }
  writeFileSync(stamp, wanted);
}

function stop(problem, fix) {
  console.error(`${problem}\n${fix}`);
  process.exit(1);
}
