// Keys and tokens of Azure and Azure DevOps, which general scanners hardly know.
import { entropy, isPlaceholder, isSaidToBeHash, looksRandom } from './innocent.ts';
import { patternRule, type SecretRule } from './rule.ts';

const keyWords = /account|storage|cosmos|documentdb|primary|secondary|access|master|shared|auth|blob|queue|secret|key/i;
const tokenWords =
  /\bpat\b|[_-]pat\b|pat[_-]|\bpat[A-Z]|PAT\b|token|azure.?devops|visualstudio|vsts|\bado\b|personal.?access|dev\.azure/i;

/** Base32 has few digits, so its runs of letters are as long as words; the spread of its characters tells. */
function isRandomBase32(value: string): boolean {
  return !isPlaceholder(value) && (value.match(/\d/g) ?? []).length >= 3 && entropy(value) >= 3.8;
}

const devOpsRevoke =
  'Revoke it in Azure DevOps under User settings > Personal access tokens, and use the job token or a service connection, or a new token in a secret variable.';

/** Formats: learn.microsoft.com/azure/devops personal access tokens; the 84-character form since 2024. */
const devOpsTokens: readonly SecretRule[] = [
  patternRule({
    id: 'azure-devops-pat',
    label: 'Azure DevOps personal access token',
    revoke: devOpsRevoke,
    needles: ['AZDO'],
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])/dg,
    accept: ({ value }) => !isPlaceholder(value),
  }),
  patternRule({
    id: 'azure-devops-pat',
    label: 'Azure DevOps personal access token',
    revoke: devOpsRevoke,
    pattern: /(?<![A-Za-z0-9+/_-])[a-z2-7]{52}(?![A-Za-z0-9+/=_-])/dg,
    accept: ({ value, before, after }) =>
      tokenWords.test(before + after) && !isSaidToBeHash(before) && isRandomBase32(value),
  }),
];

const connectionStringKeys: readonly SecretRule[] = [
  patternRule({
    id: 'azure-cosmos-key',
    label: 'Azure Cosmos DB account key',
    revoke: 'Regenerate it under the Cosmos DB account > Settings > Keys, or use Entra ID roles instead of keys.',
    pattern: /AccountEndpoint=[^\n;"']{4,200};\s?AccountKey=(?<value>[A-Za-z0-9+/]{60,90}={1,2})/dgi,
    accept: ({ value }) => !isPlaceholder(value),
  }),
  patternRule({
    id: 'azure-storage-key',
    label: 'Azure storage account key',
    revoke: 'Rotate it under the storage account > Security + networking > Access keys.',
    pattern: /AccountKey\s{0,4}=\s{0,4}(?<value>[A-Za-z0-9+/]{60,90}={1,2})/dgi,
    accept: ({ value }) => !isPlaceholder(value),
  }),
  patternRule({
    id: 'azure-shared-access-key',
    label: 'Azure Service Bus, Event Hubs or IoT Hub key',
    revoke: "Regenerate it under the namespace's or hub's Shared access policies.",
    pattern: /SharedAccessKey\s{0,4}=\s{0,4}(?<value>[A-Za-z0-9+/]{40,60}={1,2})/dgi,
    accept: ({ value }) => !isPlaceholder(value),
  }),
  patternRule({
    id: 'azure-connection-string-key',
    label: 'Azure service connection string with its key',
    revoke: "Regenerate the key under the resource's Keys or Access keys page.",
    pattern: /Endpoint=[^\n;"']{4,200};[^\n"']{0,200}?(?:AccessKey|Secret)=(?<value>[A-Za-z0-9+/]{40,100}={0,2})/dgi,
    accept: ({ value }) => looksRandom(value),
  }),
  patternRule({
    id: 'azure-redis-key',
    label: 'Azure Cache for Redis access key',
    revoke: 'Regenerate it under the cache > Settings > Authentication > Access keys.',
    pattern: /redis\.cache\.windows\.net[^\n"']{0,80}?password=(?<value>[A-Za-z0-9+/]{40,60}=)/dgi,
    accept: ({ value }) => !isPlaceholder(value),
  }),
];

/**
 * Keys that name their service at a fixed place: the "identifiable" and "common annotated" formats that Microsoft
 * publishes in github.com/microsoft/security-utilities. No context is needed.
 */
const identifiableKeys: readonly SecretRule[] = [
  patternRule({
    id: 'azure-storage-key',
    label: 'Azure storage account key',
    revoke: 'Rotate it under the storage account > Security + networking > Access keys.',
    needles: ['+ASt'],
    pattern: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{76}\+ASt[A-Za-z0-9+/]{6}==/dg,
  }),
  patternRule({
    id: 'azure-cosmos-key',
    label: 'Azure Cosmos DB account key',
    revoke: 'Regenerate it under the Cosmos DB account > Settings > Keys, or use Entra ID roles instead of keys.',
    needles: ['ACDb'],
    pattern: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{76}ACDb[A-Za-z0-9+/]{6}==/dg,
  }),
  patternRule({
    id: 'azure-shared-access-key',
    label: 'Azure Service Bus, Event Hubs or IoT Hub key',
    revoke: "Regenerate it under the namespace's or hub's Shared access policies.",
    needles: ['+ASb', '+AEh', '+ARm', 'AIoT', 'AzCa', 'AZEG'],
    pattern:
      /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{33}(?:\+ASb|\+AEh|\+ARm|AIoT|AzCa|AZEG)[A-Za-z0-9+/]{6}=(?![=A-Za-z0-9])/dg,
  }),
  patternRule({
    id: 'azure-search-key',
    label: 'Azure AI Search or Container Registry key',
    revoke: "Regenerate it under the search service's or registry's Keys page.",
    needles: ['AzSe', '+ACR'],
    pattern: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{42}(?:AzSe|\+ACR)[A-D][A-Za-z0-9+/]{5}(?![A-Za-z0-9+/=])/dg,
  }),
  patternRule({
    id: 'azure-function-key',
    label: 'Azure Functions key',
    revoke: 'Renew it under the function app > Functions > App keys.',
    needles: ['AzFu'],
    pattern: /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{6}(?:==|%3D%3D)?(?![A-Za-z0-9_-])/dg,
  }),
  patternRule({
    id: 'azure-platform-key',
    label: 'Azure AI or other Azure platform key',
    revoke: "Regenerate it under the resource's Keys and Endpoint page.",
    needles: ['JQQJ9'],
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{52}JQQJ9[9DH][A-Za-z0-9]{26}(?![A-Za-z0-9])/dg,
  }),
];

const otherAzure: readonly SecretRule[] = [
  patternRule({
    id: 'azure-storage-key',
    label: 'Azure storage account or Cosmos DB key',
    revoke: 'Rotate it under the storage account > Access keys, or the Cosmos DB account > Keys.',
    needles: ['=='],
    pattern: /(?<![A-Za-z0-9+/=:-])[A-Za-z0-9+/]{86}==(?![A-Za-z0-9+/=])/dg,
    accept: ({ value, before }) => keyWords.test(before) && !isSaidToBeHash(before) && looksRandom(value),
  }),
  patternRule({
    id: 'azure-sas',
    label: 'Azure shared access signature',
    revoke:
      'Rotate the account key or delete the stored access policy that signed it; until then it works to its expiry (`se`).',
    needles: ['sig='],
    pattern: /(?<![A-Za-z_])sig=(?<value>[A-Za-z0-9%+/_-]{40,90}={0,2})/dg,
    accept: ({ value, before, after }) =>
      /(?<![A-Za-z_])(?:sv|se|skn|sp)=[^&\s]/.test(before + after) && !isPlaceholder(value),
  }),
  patternRule({
    id: 'entra-client-secret',
    label: 'Entra ID application client secret',
    revoke:
      'Delete it in the Entra admin center under App registrations > the application > Certificates & secrets, and prefer a federated credential.',
    needles: ['Q~'],
    pattern: /(?<![A-Za-z0-9_~.+/=-])[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~-])/dg,
    accept: ({ value }) => !isPlaceholder(value),
  }),
  patternRule({
    id: 'azure-function-key',
    label: 'Azure Functions key',
    revoke: 'Renew it under the function app > Functions > App keys.',
    needles: ['azurewebsites.net/'],
    pattern: /azurewebsites\.net\/[^\s"'<>]{0,200}?[?&]code=(?<value>[A-Za-z0-9_/+%-]{40,80}={0,2})/dg,
    accept: ({ value }) => looksRandom(value),
  }),
  patternRule({
    id: 'teams-webhook',
    label: 'Microsoft Teams webhook address',
    revoke: 'Delete the connector in the Teams channel and create a new one.',
    needles: ['webhook'],
    pattern:
      /webhook\.office\.com\/webhookb2\/(?<value>[0-9a-f-]{36}@[0-9a-f-]{36}\/IncomingWebhook\/[0-9a-f]{32}\/[0-9a-f-]{36})/dgi,
  }),
];

/** The most telling first: where two rules meet on one value, the first names it. */
export const azureRules: readonly SecretRule[] = [
  ...devOpsTokens,
  ...connectionStringKeys,
  ...identifiableKeys,
  ...otherAzure,
];
