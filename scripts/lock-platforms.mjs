// Completes package-lock.json with the builds for other systems, where the registry at hand did not offer them.
//
// Some registries mirror the builds of a few systems only. npm then writes a lock file without the others, and refuses it
// afterwards, on the same machine and on every other. The names of such packages say what they are for.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(fileURLToPath(import.meta.url)), '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = [];
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (lock.packages[key] !== undefined || !/^\d+\.\d+\.\d+/.test(version)) continue;
    lock.packages[key] = { version, ...systemOf(name), ...(entry.dev ? { dev: true } : {}), optional: true };
    added.push(name);
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries(sorted);
writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(added.length === 0 ? 'The lock file is complete.' : `Added ${added.length}: ${added.join(', ')}`);

/** `os`, `cpu` and `libc` as npm reads them, from the words of a name such as `@biomejs/cli-linux-arm64-musl`. */
function systemOf(name) {
  const words = name.split('/').pop().split('-');
  const os = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
  const cpu = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];
  const isMusl = words.some((word) => word.startsWith('musl'));
  return {
    ...one(
      'os',
      words.find((word) => os.includes(word)),
    ),
    ...one(
      'cpu',
      words.find((word) => cpu.includes(word)),
    ),
    ...(isMusl ? { libc: ['musl'] } : words.some((word) => word === 'gnu') ? { libc: ['glibc'] } : {}),
  };
}

function one(key, value) {
  return value === undefined ? {} : { [key]: [value] };
}
