// When a pull request is reviewed: what the configuration file says of it, and where each value came from.
import type { Config } from '../model/config.ts';
import type { FileSettings } from './file-schema.ts';

type Cadence = Pick<Config, 'reviewOnPush' | 'reviewDrafts' | 'targetBranches' | 'ignoreTitles' | 'autoPause'>;

/** The values, which no input can set, and their lines for the log. */
export function cadenceOf(file: FileSettings): { readonly values: Cadence; readonly origins: Config['origins'] } {
  const values: Cadence = {
    reviewOnPush: file.reviewOnPush ?? true,
    reviewDrafts: file.reviewDrafts ?? false,
    targetBranches: file.targetBranches ?? ['**'],
    ignoreTitles: file.ignoreTitles ?? [],
    autoPause: file.autoPause,
  };
  const { autoPause } = values;
  const texts: Readonly<Record<keyof Cadence, string>> = {
    reviewOnPush: String(values.reviewOnPush),
    reviewDrafts: String(values.reviewDrafts),
    targetBranches: values.targetBranches.join(', '),
    ignoreTitles: values.ignoreTitles.join(', ') || 'none',
    autoPause: autoPause === undefined ? 'off' : `${autoPause.pushes} pushes in ${autoPause.minutes} minutes`,
  };
  const origin = (name: keyof Cadence) =>
    ({ name, value: texts[name], from: file[name] === undefined ? 'default' : 'file' }) as const;
  const names = ['reviewOnPush', 'reviewDrafts', 'targetBranches', 'ignoreTitles', 'autoPause'] as const;
  return { values, origins: names.map(origin) };
}
