// Secrets in the places where people leave them, put together at run time.
import { jsonSegment, madeUp, madeUpPassword, madeUpPem } from './made-up.ts';

export interface Positive {
  readonly name: string;
  readonly path: string;
  readonly lines: readonly string[];
  readonly rule: string;
  /** The value that must be covered by the spans; for several lines, joined by `\n`. */
  readonly secret: string;
}

function one(rule: string, path: string, before: string, secret: string, after = ''): Positive {
  return {
    name: `${rule} in ${path}: ${before.slice(0, 40)}…`,
    path,
    lines: ['first line', `${before}${secret}${after}`],
    rule,
    secret,
  };
}

const storageKey = (seed: number) => `${madeUp('base64', 86, seed)}==`;
const identifiable = (length: number, at: number, mark: string, end: string, seed = 3) =>
  `${madeUp('alphanumeric', at, seed)}${mark}${madeUp('alphanumeric', length - at - mark.length - end.length, seed + 1)}${end}`;
const longPat = (seed: number) => `${madeUp('alphanumeric', 76, seed)}AZDO${madeUp('alphanumeric', 4, seed)}`;
const shortPat = (seed: number) => madeUp('base32', 52, seed);
const entra = (seed: number) =>
  `${madeUp('alphanumeric', 3, seed)}8Q~${madeUp('base64url', 34, seed + 50).replace(/[-_]/g, 'k')}`;
const jwt = (seed: number) =>
  `${jsonSegment({ alg: 'RS256', typ: 'JWT' })}.${jsonSegment({ sub: `user-${seed}`, aud: 'api' })}.${madeUp('base64url', 86, seed)}`;
const signature = (seed: number) => `${madeUp('base64', 43, seed).replace(/[+/]/g, 'k')}%3D`;
const account = ['Account', 'Key='].join('');
const shared = ['Shared', 'AccessKey='].join('');
const pass = ['pass', 'word'].join('');
const Pass = ['Pass', 'word'].join('');

const azure: readonly Positive[] = [
  one(
    'azure-storage-key',
    'src/appsettings.json',
    `  "Storage": "DefaultEndpointsProtocol=https;AccountName=orders;${account}`,
    storageKey(1),
    ';EndpointSuffix=core.windows.net",',
  ),
  one(
    'azure-storage-key',
    'src/Blob.cs',
    `var c = new BlobServiceClient("AccountName=orders;${account}`,
    storageKey(2),
    '");',
  ),
  one('azure-storage-key', '.env', `AZURE_STORAGE_CONNECTION_STRING=AccountName=a;${account}`, storageKey(3)),
  one('azure-storage-key', 'deploy/values.yaml', '  storageAccountKey: ', storageKey(4)),
  one('azure-storage-key', 'infra/main.tf', '  storage_account_access_key = "', storageKey(5), '"'),
  one('azure-storage-key', 'scripts/upload.ps1', "$storageKey = '", storageKey(6), "'"),
  one('azure-storage-key', 'src/upload.py', 'account_key = "', storageKey(7), '"'),
  one('azure-storage-key', 'src/a.ts', 'const value = "', identifiable(88, 76, '+ASt', '=='), '";'),
  one(
    'azure-cosmos-key',
    'src/local.settings.json',
    `"Cosmos": "AccountEndpoint=https://o.documents.azure.com:443/;${account}`,
    storageKey(8),
    ';"',
  ),
  one('azure-cosmos-key', 'src/Db.java', 'String k = "', identifiable(88, 76, 'ACDb', '=='), '";'),
  one(
    'azure-shared-access-key',
    'src/appsettings.Production.json',
    `"Bus": "Endpoint=sb://o.servicebus.windows.net/;SharedAccessKeyName=Root;${shared}`,
    `${madeUp('base64', 43, 9)}=`,
    '"',
  ),
  one(
    'azure-shared-access-key',
    'src/hub.js',
    `const hub = 'HostName=o.azure-devices.net;SharedAccessKeyName=owner;${shared}`,
    `${madeUp('base64', 43, 10)}=`,
    "';",
  ),
  one(
    'azure-shared-access-key',
    'helm/values.yml',
    `eventHub: Endpoint=sb://o/;SharedAccessKeyName=send;${shared}`,
    `${madeUp('base64', 43, 11)}=`,
    ';EntityPath=e',
  ),
  one('azure-shared-access-key', 'src/a.go', 'key := "', identifiable(44, 33, '+AEh', '='), '"'),
  one('azure-search-key', 'src/search.py', 'KEY = "', identifiable(52, 42, 'AzSeA', ''), '"'),
  one(
    'azure-function-key',
    'src/call.http',
    'GET https://o.azurewebsites.net/api/run?code=',
    identifiable(56, 44, 'AzFu', '=='),
    '',
  ),
  one(
    'azure-function-key',
    'src/call.ts',
    "fetch('https://o.azurewebsites.net/api/run?code=",
    `${madeUp('alphanumeric', 54, 12)}==`,
    "')",
  ),
  one(
    'azure-platform-key',
    'src/ai.cs',
    'var client = new("https://o.openai.azure.com", "',
    `${madeUp('alphanumeric', 52, 13)}JQQJ99${madeUp('alphanumeric', 26, 13)}`,
    '");',
  ),
  one(
    'azure-redis-key',
    'src/cache.json',
    '"Redis": "o.redis.cache.windows.net:6380,password=',
    `${madeUp('base64', 43, 14)}=`,
    ',ssl=True"',
  ),
  one(
    'azure-connection-string-key',
    'src/signalr.json',
    '"Endpoint=https://o.service.signalr.net;AccessKey=',
    `${madeUp('base64', 43, 15)}=`,
    ';Version=1.0;"',
  ),
  one(
    'azure-connection-string-key',
    'src/config.json',
    '"Endpoint=https://o.azconfig.io;Id=a-b-c:d;Secret=',
    `${madeUp('base64', 43, 16)}=`,
    '"',
  ),
  one(
    'azure-sas',
    'src/download.ts',
    "const url = 'https://o.blob.core.windows.net/c/f.zip?sv=2023-11-03&se=2027-01-01&sr=b&sp=r&sig=",
    signature(17),
    "';",
  ),
  one(
    'azure-sas',
    'deploy/link.xml',
    '<a href="https://o.blob.core.windows.net/c?sv=2023-11-03&amp;se=2027-01-01&amp;sig=',
    signature(18),
    '"/>',
  ),
  one('azure-sas', 'src/a.json', '"sas": "SharedAccessSignature sr=o&skn=send&se=1900000000&sig=', signature(19), '"'),
  one(
    'azure-sas',
    'flows/logic.json',
    '"uri": "https://prod-1.logic.azure.com/workflows/x/triggers/manual?sp=%2Ftriggers&sv=1.0&sig=',
    madeUp('base64url', 43, 20),
    '"',
  ),
  one('entra-client-secret', 'src/appsettings.json', '"ClientSecret": "', entra(21), '"'),
  one('entra-client-secret', 'infra/main.bicep', "var s = '", entra(22), "'"),
  one('entra-client-secret', 'pipelines/deploy.yml', '    az login --service-principal -p ', entra(23), ' --tenant t'),
  one('entra-client-secret', 'README.md', 'Use ', entra(24), '.'),
  one('azure-devops-pat', 'nuget.config', '    <add key="ClearTextPassword" value="', longPat(25), '" />'),
  one('azure-devops-pat', 'src/client.ts', 'const x = "', longPat(26), '";'),
  one('azure-devops-pat', '.npmrc', '//pkgs.dev.azure.com/o/_packaging/f/npm/registry/:_authToken=', longPat(27)),
  one('azure-devops-pat', 'scripts/run.sh', 'export AZURE_DEVOPS_EXT_PAT=', shortPat(28)),
  one('azure-devops-pat', 'src/Build.cs', 'new VssBasicCredential("", /* pat */ "', shortPat(29), '");'),
  one('azure-devops-pat', 'pipelines/build.yml', '  personalAccessToken: ', shortPat(30)),
  one('azure-devops-pat', 'src/tool.py', 'TOKEN = "', shortPat(31), '"'),
  one(
    'teams-webhook',
    'src/notify.ps1',
    '$uri = "https://o.webhook.office.com/webhookb2/',
    `${'1a2b3c4d-'.padEnd(36, '1a2b-')}@${'5e6f7a8b-'.padEnd(36, '9c0d-')}/IncomingWebhook/${madeUp('hex', 32)}/${'5e6f7a8b-'.padEnd(36, '9c0d-')}`,
    '"',
  ),
];

const vendors: readonly Positive[] = [
  one('openai-key', '.env', 'OPENAI_API_KEY=', `sk-proj-${madeUp('base64url', 120, 40)}`),
  one('openai-key', 'src/ai.ts', "new OpenAI({ apiKey: '", `sk-${madeUp('alphanumeric', 48, 41)}`, "' })"),
  one('openai-key', 'src/ai.py', 'openai.api_key = "', `sk-svcacct-${madeUp('base64url', 90, 42)}`, '"'),
  one('openai-key', 'src/chat.rb', 'KEY = "', `sk-or-v1-${madeUp('hex', 64, 43)}`, '"'),
  one(
    'stripe-key',
    'src/pay.ts',
    "const stripe = new Stripe('",
    `${['sk', 'live'].join('_')}_${madeUp('alphanumeric', 24, 44)}`,
    "');",
  ),
  one(
    'stripe-key',
    'src/Pay.java',
    'Stripe.apiKey = "',
    `${['rk', 'live'].join('_')}_${madeUp('alphanumeric', 99, 45)}`,
    '";',
  ),
  one('stripe-webhook-secret', 'src/hook.go', 'const endpoint = "', `whsec_${madeUp('alphanumeric', 32, 46)}`, '"'),
  one(
    'google-api-key',
    'src/maps.js',
    "script.src = 'https://maps.googleapis.com/maps/api/js?key=",
    `AIza${madeUp('alphanumeric', 35, 47)}`,
    "'",
  ),
  one(
    'google-api-key',
    'android/app/src/main/AndroidManifest.xml',
    '<meta-data android:value="',
    `AIza${madeUp('alphanumeric', 35, 48)}`,
    '" />',
  ),
  one('google-oauth-secret', 'src/oauth.json', '"client_secret": "', `GOCSPX-${madeUp('alphanumeric', 28, 49)}`, '"'),
  one(
    'nuget-key',
    'build.ps1',
    'dotnet nuget push a.nupkg -k ',
    `oy2${madeUp('lowerAlphanumeric', 43, 50)}`,
    ' -s nuget.org',
  ),
  one(
    'sendgrid-key',
    'src/mail.cs',
    'new SendGridClient("',
    `SG.${madeUp('base64url', 22, 51)}.${madeUp('base64url', 43, 52)}`,
    '");',
  ),
  one('aws-secret-key', '.env', 'AWS_SECRET_ACCESS_KEY=', madeUp('base64', 40, 53)),
  one('aws-secret-key', 'src/s3.ts', 'aws_secret_access_key: "', madeUp('base64', 40, 54), '"'),
  one('github-token', 'src/gh.ts', "const t = '", `ghp_${madeUp('alphanumeric', 36, 55)}`, "';"),
  one('gitlab-token', 'ci.yml', 'TOKEN: ', `glpat-${madeUp('alphanumeric', 20, 56)}`),
  one('npm-token', '.npmrc', '//packages.acme.test/:_authToken=', `npm_${madeUp('alphanumeric', 36, 57)}`),
  one(
    'slack-token',
    'src/slack.py',
    'client = WebClient("',
    `${['xoxb', '123456789012'].join('-')}-${madeUp('alphanumeric', 24, 58)}`,
    '")',
  ),
  one('anthropic-key', 'src/a.py', 'key = "', `sk-ant-api03-${madeUp('alphanumeric', 93, 59)}AA`, '"'),
  one('databricks-token', 'src/d.py', 'host_token = "', `dapi${madeUp('hex', 32, 60)}`, '"'),
];

const tokens: readonly Positive[] = [
  one('jwt', 'src/api.http', 'Authorization: Bearer ', jwt(61)),
  one('jwt', 'src/api.ts', "const session = '", jwt(62), "';"),
  one('jwt', 'k8s/secret.yaml', '  token: ', jwt(63)),
  one(
    'basic-authorization',
    'src/call.ps1',
    '$headers = @{ Authorization = "Basic ',
    Buffer.from(`:${shortPat(64)}`).toString('base64'),
    '" }',
  ),
  one(
    'basic-authorization',
    'src/call.py',
    "headers={'Authorization': 'Basic ",
    Buffer.from(`svc:${madeUpPassword(65)}`).toString('base64'),
    "'}",
  ),
  one(
    'bearer-token',
    'src/call.sh',
    'curl -H "Authorization: Bearer ',
    madeUp('alphanumeric', 40, 66),
    '" https://api',
  ),
];

const connections: readonly Positive[] = [
  one(
    'connection-string-password',
    'src/appsettings.json',
    `"Sql": "Server=tcp:o.database.windows.net,1433;Initial Catalog=orders;User ID=app;${Pass}=`,
    madeUpPassword(70),
    ';Encrypt=True;"',
  ),
  one(
    'connection-string-password',
    'src/Web.config',
    `<add name="Db" connectionString="Data Source=sql01;Initial Catalog=o;User ID=app;${Pass}=`,
    madeUpPassword(71),
    '" />',
  ),
  one(
    'connection-string-password',
    'src/Db.cs',
    'var c = new SqlConnection("Server=sql01;Database=o;Uid=app;Pwd=',
    madeUpPassword(72),
    ';");',
  ),
  one('connection-string-password', '.env', `DB=Host=pg.internal;Database=o;Username=app;${Pass}=`, madeUpPassword(73)),
  one(
    'connection-string-password',
    'src/Seed.fs',
    `let c = "Server=sql01;${Pass}=`,
    madeUpPassword(74),
    ';User Id=app"',
  ),
  one('url-password', 'src/db.ts', "const url = 'postgres://app:", madeUpPassword(75), "@pg.internal:5432/orders';"),
  one('url-password', 'docker-compose.yml', '      - REDIS_URL=redis://:', madeUpPassword(76), '@cache:6379/0'),
  one(
    'azure-devops-pat',
    'pip.conf',
    'index-url = https://build:',
    shortPat(77),
    '@pkgs.dev.azure.com/o/_packaging/f/pypi/simple/',
  ),
  one(
    'url-password',
    'src/mongo.py',
    'client = MongoClient("mongodb+srv://app:',
    madeUpPassword(78),
    '@cluster0.mongodb.net/o")',
  ),
  one(
    'url-password',
    'scripts/clone.sh',
    'git clone https://me:',
    madeUpPassword(79).replace('!', '-'),
    '@dev.azure.com/o/p/_git/r',
  ),
];

const assignments: readonly Positive[] = [
  one('password', 'src/appsettings.json', `  "Smtp${Pass}": "`, madeUpPassword(80), '",'),
  one('password', 'src/Login.cs', `const string Db${Pass} = "`, madeUpPassword(81), '";'),
  one('password', 'src/login.ts', `const ${pass}: string = '`, madeUpPassword(82), "';"),
  one('password', 'src/login.py', `    db_${pass} = "`, madeUpPassword(83), '"'),
  one('password', 'src/Login.java', `private String ${pass} = "`, madeUpPassword(84), '";'),
  one('password', 'src/login.go', `${pass} := "`, madeUpPassword(85), '"'),
  one('password', '.env', `DB_${pass.toUpperCase()}=`, madeUpPassword(86)),
  one('password', '.env.production', 'MAIL_PASS=', madeUpPassword(87)),
  one('password', 'deploy/values.yaml', `  admin${Pass}: `, madeUpPassword(88)),
  one('password', 'pipelines/build.yml', `    dbPwd: '`, madeUpPassword(89), "'"),
  one('password', 'application.properties', `spring.datasource.${pass}=`, madeUpPassword(90)),
  one('password', 'src/App.config', `<add key="Smtp${Pass}" value="`, madeUpPassword(91), '"/>'),
  one('password', 'src/web.config', `<${Pass}>`, madeUpPassword(92), `</${Pass}>`),
  one(
    'password',
    'scripts/setup.ps1',
    '$secure = ConvertTo-SecureString "',
    madeUpPassword(93),
    '" -AsPlainText -Force',
  ),
  one('password', 'scripts/setup.sh', `az sql server create --admin-${pass} `, madeUpPassword(94).replace('!', '-')),
  one('password', 'infra/main.tf', `  administrator_login_${pass} = "`, madeUpPassword(95), '"'),
  one('password', 'infra/main.bicepparam', `param sql${Pass} = '`, madeUpPassword(96), "'"),
  one('password', 'Dockerfile', `ENV SA_${pass.toUpperCase()}=`, madeUpPassword(97)),
  one('password', 'src/client.ts', `client.login({ user: 'app', ${pass}: '`, madeUpPassword(98), "' });"),
  one('password', 'src/Check.cs', `if (${pass} == "`, madeUpPassword(99), '")'),
  {
    name: 'password as a pair of name and value in a pipeline',
    path: 'pipelines/vars.yml',
    lines: ['variables:', `  - name: db${Pass}`, `    value: ${madeUpPassword(100)}`],
    rule: 'password',
    secret: madeUpPassword(100),
  },
  one('secret-value', 'src/appsettings.json', '"ApiKey": "', madeUp('hex', 32, 101), '"'),
  one('secret-value', 'src/call.ts', "headers['Ocp-Apim-Subscription-Key'] = '", madeUp('hex', 32, 102), "';"),
  one('secret-value', '.env', 'CLIENT_SECRET=', madeUp('alphanumeric', 40, 103)),
  one('secret-value', 'src/settings.py', "SECRET_KEY = '", madeUp('alphanumeric', 50, 104), "'"),
  one('secret-value', 'src/Jwt.cs', 'options.SigningKey = "', madeUp('base64', 43, 105).replace(/[+/]/g, 'x'), '";'),
  one('secret-value', 'infra/prod.tfvars', 'api_token = "', madeUp('alphanumeric', 36, 106), '"'),
  one('secret-value', 'tests/api.test.ts', "const apiKey = '", madeUp('alphanumeric', 36, 107), "';"),
];

const pem = madeUpPem('RSA ', 1);
const inJson = madeUpPem('', 2).join('\\n');
const keys: readonly Positive[] = [
  { name: 'a PEM file', path: 'certs/server.key', lines: pem, rule: 'private-key', secret: pem.join('\n') },
  {
    name: 'PEM indented in YAML',
    path: 'k8s/tls.yaml',
    lines: ['tls.key: |', ...madeUpPem('EC ', 3).map((line) => `    ${line}`)],
    rule: 'private-key',
    secret: madeUpPem('EC ', 3).join('\n'),
  },
  {
    name: 'an OpenSSH key',
    path: 'deploy/id_ed25519',
    lines: madeUpPem('OPENSSH ', 4),
    rule: 'private-key',
    secret: madeUpPem('OPENSSH ', 4).join('\n'),
  },
  one('private-key', 'src/config.json', '{ "key": "', inJson, '" }'),
  {
    name: 'PEM cut off by the end of the text',
    path: 'notes.txt',
    lines: pem.slice(0, 6),
    rule: 'private-key',
    secret: pem.slice(0, 6).join('\n'),
  },
  {
    name: 'Google service account',
    path: 'src/service-account.json',
    lines: [
      '{ "type": "service_account",',
      `  "private_key": "${inJson}",`,
      '  "client_email": "a@b.iam.gserviceaccount.com" }',
    ],
    rule: 'google-service-account',
    secret: inJson,
  },
];

export const positives: readonly Positive[] = [
  ...azure,
  ...vendors,
  ...tokens,
  ...connections,
  ...assignments,
  ...keys,
];
