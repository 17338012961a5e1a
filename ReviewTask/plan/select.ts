// Splits the changed entries into those to read and those that a rule leaves out.
import type { Config, GlobRule } from '../model/config.ts';
import type { ChangeEntry } from '../model/diff.ts';
import { isNegated, lastMatch } from '../model/glob.ts';
import type { Skip, SkipReason } from '../model/plan.ts';
import { defaultExclusions } from './default-exclusions.ts';

export interface Selection {
  readonly wanted: readonly ChangeEntry[];
  readonly excluded: readonly Skip[];
}

/** Every entry ends in exactly one of the two lists. Names decide; no content is needed. */
export function selectEntries(entries: readonly ChangeEntry[], config: Pick<Config, 'include' | 'exclude'>): Selection {
  const reasonFor = exclusionOf(config);
  const wanted: ChangeEntry[] = [];
  const excluded: Skip[] = [];
  for (const entry of entries) {
    const reason = reasonFor(entry.path);
    if (reason === undefined) wanted.push(entry);
    else excluded.push({ path: entry.path, changedLines: 0, reason });
  }
  return { wanted, excluded };
}

type Excluded = Extract<SkipReason, { kind: 'excluded' }>;

function exclusionOf(config: Pick<Config, 'include' | 'exclude'>): (path: string) => Excluded | undefined {
  const defaults: readonly GlobRule[] = defaultExclusions.map((pattern) => ({ pattern, from: 'default' }));
  const excludedBy = lastMatch([...defaults, ...config.exclude]);
  const includedBy = lastMatch(config.include);
  const notIncluded: Excluded = {
    kind: 'excluded',
    pattern: 'not in include',
    from: config.include.some((rule) => rule.from === 'input') ? 'input' : 'file',
  };
  return (path) => {
    const excluding = excludedBy(path);
    if (excluding !== undefined && !isNegated(excluding)) {
      return { kind: 'excluded', pattern: excluding.pattern, from: excluding.from };
    }
    const including = includedBy(path);
    if (including !== undefined && isNegated(including)) {
      return { kind: 'excluded', pattern: including.pattern, from: including.from };
    }
    const mustBeNamed = config.include.some((rule) => !isNegated(rule));
    return mustBeNamed && including === undefined ? notIncluded : undefined;
  };
}
