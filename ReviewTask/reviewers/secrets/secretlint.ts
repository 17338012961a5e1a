// Runs the recommended rules of secretlint without its core: that reads DEBUG from the environment and records every run.
import { rules as presetRules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintRuleContext, SecretLintSourceCode } from '@secretlint/types';
import { isPlaceholder } from './innocent.ts';
import type { Range, ScannedText } from './rule.ts';

interface PresetRule {
  readonly id: string;
  readonly label: string;
  readonly revoke: string;
}

/**
 * The rules taken from the preset, by the last part of their id. Left out on purpose: `gcp`, which opens files of the
 * disk by the name in the pull request; `filter-comments`, by which a pull request could switch the scan off; `aws` and
 * `npm`, whose ranges begin at the name before the value and so miss the value's end; and `basicauth`,
 * `database-connection-string`, `openai`, `privatekey`, `sendgrid`, for which we have rules of our own.
 */
const taken: ReadonlyMap<string, PresetRule> = new Map(
  [
    [
      '1password',
      '1password-token',
      '1Password service-account token',
      'Revoke it in 1Password under Developer > Service accounts.',
    ],
    ['anthropic', 'anthropic-key', 'Anthropic API key', 'Delete it in the Anthropic console under API keys.'],
    [
      'databricks',
      'databricks-token',
      'Databricks access token',
      'Revoke it in Databricks under Settings > Developer > Access tokens.',
    ],
    [
      'docker',
      'docker-token',
      'Docker access token',
      'Delete it on hub.docker.com under Account settings > Personal access tokens.',
    ],
    ['figma', 'figma-token', 'Figma access token', 'Revoke it in Figma under Settings > Security.'],
    [
      'github',
      'github-token',
      'GitHub token',
      'Delete it on GitHub under Settings > Developer settings > Personal access tokens.',
    ],
    ['gitlab', 'gitlab-token', 'GitLab access token', 'Revoke it in GitLab under Preferences > Access tokens.'],
    ['grafana', 'grafana-token', 'Grafana token', 'Delete it in Grafana under Administration > Service accounts.'],
    ['groq', 'groq-key', 'Groq API key', 'Delete it in the Groq console under API keys.'],
    ['hashicorp-vault', 'vault-token', 'HashiCorp Vault token', 'Revoke it with `vault token revoke`.'],
    [
      'huggingface',
      'huggingface-token',
      'Hugging Face token',
      'Revoke it on huggingface.co under Settings > Access tokens.',
    ],
    ['linear', 'linear-key', 'Linear API key', 'Revoke it in Linear under Settings > Security & access.'],
    ['notion', 'notion-token', 'Notion integration token', 'Refresh it on notion.so under My integrations.'],
    ['shopify', 'shopify-token', 'Shopify token', 'Rotate it in the Shopify admin under Apps.'],
    ['slack', 'slack-token', 'Slack token or webhook', 'Revoke it on api.slack.com under Your apps.'],
    ['vercel', 'vercel-token', 'Vercel token', 'Delete it in Vercel under Settings > Tokens.'],
  ].map(([name = '', id = '', label = '', revoke = '']) => [
    `@secretlint/secretlint-rule-${name}`,
    { id, label, revoke },
  ]),
);

/** Nothing asks for positions: ranges come back as offsets, so the geometry of the interface stays unanswered. */
function sourceOf(file: ScannedText): SecretLintSourceCode {
  const nowhere = { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } };
  return {
    hasBOM: false,
    content: file.text,
    filePath: file.path,
    physicalFilePath: undefined,
    contentType: 'text',
    ext: '',
    getFilePath: () => file.path,
    getPhysicalFilePath: () => undefined,
    locationToRange: () => [0, 0],
    rangeToLocation: () => nowhere,
    positionToIndex: () => 0,
    indexToPosition: () => nowhere.start,
  };
}

function contextFor(report: (range: Range) => void): SecretLintRuleContext {
  return {
    sharedOptions: {},
    createTranslator: () => (messageId) => ({ message: '', messageId: String(messageId), data: undefined }),
    report: ({ range }) => report({ start: range[0], end: range[1] }),
    ignore: () => undefined,
  };
}

/** A value of a preset rule that is made of words or repeats one character is a sample. */
function isSample(value: string): boolean {
  return isPlaceholder(value) || new Set(value).size < 8;
}

/** A range with the rule that found it. */
export interface PresetMatch extends PresetRule {
  readonly range: Range;
}

/** What the preset's rules find. They run one after another and print nothing. */
export async function presetMatches(file: ScannedText): Promise<readonly PresetMatch[]> {
  const found: PresetMatch[] = [];
  for (const creator of presetRules) {
    const rule = taken.get(creator.meta.id);
    if (rule === undefined) continue;
    const context = contextFor((range) => {
      if (!isSample(file.text.slice(range.start, range.end))) found.push({ ...rule, range });
    });
    await creator.create(context, {}).file?.(sourceOf(file));
  }
  return found;
}

/** Ids of the preset rules in use, for the documentation. */
export const presetRuleList: readonly PresetRule[] = [...taken.values()];
