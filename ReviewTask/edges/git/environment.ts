// The environment that git is given: what it needs to start, nothing secret, and switches that keep it from acting.
import { devNull } from 'node:os';

/** Variables that programs need to find themselves, their settings and a place for temporary files. Compared in upper case. */
const passedOn = new Set(
  [
    'PATH PATHEXT HOME USER USERNAME USERPROFILE HOMEDRIVE HOMEPATH XDG_CONFIG_HOME TMPDIR TEMP TMP',
    'SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES',
  ].flatMap((line) => line.split(' ')),
);

/**
 * An allow-list of the given variables, so that neither task inputs nor `GIT_…` settings reach git, and what makes it
 * read-only, silent and unable to use a network: a partial clone would otherwise fetch what it lacks, with commands of
 * its own configuration.
 */
export function gitEnvironment(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = Object.entries(variables).filter(([name]) => passedOn.has(name.toUpperCase()));
  const present = kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return {
    ...Object.fromEntries(present),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_PAGER: 'cat',
  };
}

/** Arguments before every command: the folder, and settings that outrank those of the repository. */
export function hardenedArguments(folder: string): readonly string[] {
  const settings = [
    `core.hooksPath=${devNull}`,
    'core.fsmonitor=false',
    'core.attributesFile=',
    'core.untrackedCache=false',
    'credential.helper=',
  ];
  const options = settings.flatMap((setting) => ['-c', setting]);
  return ['-C', folder, '--no-pager', '--no-replace-objects', '--literal-pathspecs', ...options];
}
