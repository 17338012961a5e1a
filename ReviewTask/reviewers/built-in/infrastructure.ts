// Cloud resources and containers that are open to more than they should be.
import { type BuiltInRule, columnsOf, inCode, type LineContext, languages, nearby } from './rule.ts';

const bicep = '**/*.bicep';
const terraform = '**/*.tf';
const arm = '**/*.json';

/** The lines of the innermost block around a line, by its braces; at most 40 lines each way. */
function blockAround({ bare, code, index }: LineContext): string {
  let depth = 0;
  let first = index;
  for (; first > Math.max(0, index - 40); first--) {
    const line = bare[first - 1] ?? '';
    depth += (line.match(/\}/g) ?? []).length - (line.match(/\{/g) ?? []).length;
    if (depth < 0) break;
  }
  depth = 0;
  let last = index;
  for (; last < Math.min(bare.length - 1, index + 40); last++) {
    const line = bare[last + 1] ?? '';
    depth += (line.match(/\{/g) ?? []).length - (line.match(/\}/g) ?? []).length;
    if (depth < 0) break;
  }
  return code.slice(Math.max(0, first - 1), last + 2).join('\n');
}

const adminPort = /(?:destination_?port_?ranges?|from_port|to_port)["']?\s*[:=]\s*\[?\s*["']?(?:22|3389)\b/i;

function opensAdminPort(line: string, context: LineContext): boolean {
  const anywhere =
    /(?:source_?address_?prefix)["']?\s*[:=]\s*["'](?:\*|0\.0\.0\.0\/0|Internet|any)["']|cidr_blocks\s*=\s*\[\s*"0\.0\.0\.0\/0"/i;
  if (!anywhere.test(line)) return false;
  const block = blockAround(context);
  return (
    adminPort.test(block) &&
    !/["']?(?:access)["']?\s*[:=]\s*["']Deny["']|direction["']?\s*[:=]\s*["']Outbound["']|\begress\b/i.test(block)
  );
}

/** The decorators right above a Bicep declaration. */
function decoratorsAbove({ code, index }: LineContext): string {
  let first = index;
  while (first > 0 && index - first < 12 && /^\s*(?:@|\/\/|'|\)|\]|$)|^\s+\S/.test(code[first - 1] ?? '')) first--;
  return code.slice(first, index).join('\n');
}

const secretName =
  /(?:password|passwd|pwd|passphrase|clientSecret|client_secret|apiKey|api_key|connectionString|connection_string|accessKey|access_key|sasToken|sas_token)$/i;

/** Containers that run containers or drive the machine's devices and network. */
const needsPrivileges = /docker:[\w.-]*dind|docker-in-docker|csi|cni|kube-proxy|device-plugin/i;

export const infrastructureRules: readonly BuiltInRule[] = [
  {
    id: 'storage-public-access',
    title: 'Blobs may be made readable by everyone',
    failure:
      'Any container of the account can then be opened to the internet by one setting, without signing in. Set it to false, and use a CDN or a shared access signature for what must be public.',
    severity: 'warning',
    category: 'security',
    files: [bicep, terraform, arm],
    inTests: false,
    match: inCode(
      /\ballowBlobPublicAccess["']?\s*:\s*true\b|\b(?:allow_nested_items_to_be_public|allow_blob_public_access)\s*=\s*true\b/,
    ),
  },
  {
    id: 'storage-without-tls',
    title: 'Traffic without current encryption is accepted',
    failure:
      'Clients may talk to the resource in clear text or over a broken version of TLS, and what they send can be read on the way. Require HTTPS and TLS 1.2 or later.',
    severity: 'warning',
    category: 'security',
    files: [bicep, terraform, arm],
    inTests: false,
    match: inCode(
      /\b(?:supportsHttpsTrafficOnly|httpsOnly)["']?\s*:\s*false\b|\b(?:https_traffic_only_enabled|enable_https_traffic_only|https_only)\s*=\s*false\b|\b(?:minimumTlsVersion|minTlsVersion)["']?\s*:\s*["'](?:TLS)?1[._][01]["']|\b(?:min_tls_version|minimum_tls_version)\s*=\s*["'](?:TLS)?1[._][01]["']/,
    ),
  },
  {
    id: 'open-admin-port',
    title: 'SSH or remote desktop is open to the internet',
    failure:
      'The port is found and attacked within minutes, and one weak password is enough. Allow only your own addresses, or use Azure Bastion or just-in-time access.',
    severity: 'warning',
    category: 'security',
    files: [bicep, terraform, arm],
    inTests: false,
    match: (line, context) => (opensAdminPort(line, context) ? columnsOf(/\S.*\S/.exec(line)) : undefined),
  },
  {
    id: 'database-open-to-all',
    title: 'The database accepts connections from every address',
    failure:
      'Only the password stands between the internet and the data. Use a private endpoint, or rules for the addresses that need it.',
    severity: 'warning',
    category: 'security',
    files: [bicep, terraform, arm, ...languages.yaml, ...languages.powershell, '**/*.sh'],
    inTests: false,
    match: inCode(
      /(?:\bendIpAddress["']?\s*:|\bend_ip_address\s*=|--end-ip-address|-EndIpAddress)\s*["']?255\.255\.255\.255\b/i,
    ),
  },
  {
    id: 'bicep-secret-parameter',
    title: 'A secret parameter is not marked as secure',
    failure:
      'Its value is kept in the deployment history, where everyone with read access to the resource group finds it. Put `@secure()` above it.',
    severity: 'warning',
    category: 'security',
    files: [bicep],
    inTests: true,
    match: (line, context) => {
      const match = /^\s*param\s+(?<name>\w+)\s+string\b/.exec(line);
      if (match === null || !secretName.test(match.groups?.['name'] ?? '')) return undefined;
      return /@(?:sys\.)?secure\(\)/i.test(decoratorsAbove(context)) ? undefined : columnsOf(match);
    },
  },
  {
    id: 'bicep-secret-output',
    title: 'A secret is given out as an output',
    failure:
      'Outputs are kept in the deployment history in clear text, where everyone with read access to the resource group finds them. Write the value to Key Vault, or read it where it is used.',
    severity: 'warning',
    category: 'security',
    files: [bicep],
    inTests: true,
    match: (line, context) => {
      const columns = columnsOf(
        /^\s*output\s+\w+\s+\w+\s*=.*\blist(?:Keys|ConnectionStrings|AccountSas|ServiceSas|Secrets|AdminKeys|Credentials)\(/.exec(
          line,
        ),
      );
      return columns !== undefined && /@(?:sys\.)?secure\(\)/i.test(decoratorsAbove(context)) ? undefined : columns;
    },
  },
  {
    id: 'terraform-secret-variable',
    title: 'A secret variable is not marked as sensitive',
    failure: 'Terraform prints its value in plans and logs. Add `sensitive = true` to the variable.',
    severity: 'suggestion',
    category: 'security',
    files: [terraform],
    inTests: true,
    match: (line, { bare, index }) => {
      const match = /^\s*variable\s+"(?<name>\w+)"\s*\{\s*$/.exec(line);
      if (match === null || !secretName.test(match.groups?.['name'] ?? '')) return undefined;
      const rest = bare.slice(index + 1, index + 30);
      const end = rest.findIndex((text) => /^\}/.test(text));
      if (end === -1) return undefined;
      return rest.slice(0, end).some((text) => /\b(?:sensitive|ephemeral)\s*=\s*true\b/.test(text))
        ? undefined
        : columnsOf(match);
    },
  },
  {
    id: 'container-privileged',
    title: 'The container runs privileged',
    failure:
      'A process that breaks out of it owns the machine and every container on it. Remove the setting, and add only the single capabilities it needs.',
    severity: 'warning',
    category: 'security',
    files: [...languages.yaml, terraform, bicep],
    inTests: false,
    match: (line, context) => {
      const columns = columnsOf(/^\s*(?:-\s+)?(?<here>["']?privileged["']?\s*[:=]\s*true)\b/d.exec(line));
      if (columns === undefined) return undefined;
      return needsPrivileges.test(nearby(context, 15, 5)) ? undefined : columns;
    },
  },
  {
    id: 'docker-secret-in-image',
    title: 'A secret is baked into the image',
    failure:
      'Everyone who can pull the image reads it with `docker history` or `docker inspect`. Mount it for the one step that needs it (`RUN --mount=type=secret`), or pass it when the container starts.',
    severity: 'warning',
    category: 'security',
    files: ['**/{Dockerfile,Dockerfile.*,*.Dockerfile}'],
    inTests: false,
    match: inCode(
      /^\s*ENV\s+(?<here>\w*(?:PASSWORD|PASSWD|_TOKEN|SECRET|API_?KEY|_PAT|ACCESS_KEY)[=\s]\s*["']?\$\{?\w+\}?)["']?\s*$/d,
    ),
  },
  {
    id: 'world-writable',
    title: 'Everyone may write to these files',
    failure:
      'Any process of the machine or container can replace them, programs included. Give the rights to the one user that needs them.',
    severity: 'suggestion',
    category: 'security',
    files: languages.shell,
    inTests: false,
    match: inCode(/\bchmod\s+(?:-\w+\s+)?(?:0?777|a\+rwx|ugo\+rwx)\b/),
  },
];
