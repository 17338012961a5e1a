// The configuration as lines for the log: each value and where it came from.
import type { Config } from '../model/config.ts';

/** What a person may wonder about; no key is among it. */
export function describeConfig(config: Config): readonly string[] {
  const model =
    config.model.provider === 'none' ? 'none: built-in checks only' : `${config.model.name} (${config.model.provider})`;
  return [
    `Model: ${model}`,
    ...config.origins.map((origin) => `${origin.name}: ${origin.value} (${origin.from})`),
    ...(config.rules.length > 0
      ? [
          `rules: ${config.rules.map(({ id }) => id).join(', ')} (file)${config.model.provider === 'none' ? ', which only a model can check' : ''}`,
        ]
      : []),
    ...(['include', 'exclude'] as const)
      .filter((name) => config[name].length > 0)
      .map((name) => `${name}: ${config[name].map((rule) => `${rule.pattern} (${rule.from})`).join(', ')}`),
  ];
}
