// Brings a Node of another major version, for trying the bundle on it: the npm package that holds its binary.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './project.ts';

/** The versions that current agents bring (agent 5.278: 20.20.2 and 24.18.1), as far as npm has them. */
const versions = { 20: '20.20.2', 24: '24.18.1' } as const;

/** Disk path of a Node binary; fetched once into `.cache`. `undefined` where it cannot be had. */
export function otherNode(major: keyof typeof versions): string | undefined {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = join(projectFolder, '.cache', `node-${major}`);
  const binary = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(binary)) fetchPackage(`${name}@${versions[major]}`, folder);
  return existsSync(binary) ? binary : undefined;
}

function fetchPackage(spec: string, folder: string): void {
  const npm = process.env['npm_execpath'];
  if (npm === undefined) return;
  mkdirSync(folder, { recursive: true });
  try {
    const words = [
      'install',
      spec,
      '--prefix',
      folder,
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--force',
    ];
    execFileSync(process.execPath, [npm, ...words], { stdio: 'ignore', cwd: folder });
  } catch {
    // No such package for this system, or no registry: the caller says that it goes without.
  }
}
