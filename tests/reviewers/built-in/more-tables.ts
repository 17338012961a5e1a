// The second half of the tables: data, secrets in use, infrastructure, databases and mistakes. `§{` stands for `${`.
import type { RuleTable } from './tables.ts';

export const dataTables: Readonly<Record<string, RuleTable>> = {
  'csharp-unsafe-formatter': {
    path: 'src/A.cs',
    fires: [
      'var f = new BinaryFormatter();',
      'new NetDataContractSerializer().Deserialize(s)',
      'return new LosFormatter().Deserialize(text);',
    ],
    silent: [
      '// new BinaryFormatter()',
      'var s = "new BinaryFormatter()";',
      'new DataContractSerializer(typeof(A))',
      'BinaryFormatter formatter = null;',
      'new MyBinaryFormatter()',
      'using System.Runtime.Serialization.Formatters.Binary;',
    ],
  },
  'json-type-names': {
    path: 'src/A.cs',
    fires: [
      'TypeNameHandling = TypeNameHandling.All',
      'settings.TypeNameHandling = TypeNameHandling.Auto;',
      'new JsonSerializerSettings { TypeNameHandling = Newtonsoft.Json.TypeNameHandling.Objects };',
    ],
    silent: [
      'TypeNameHandling = TypeNameHandling.None',
      '// TypeNameHandling = TypeNameHandling.All',
      'TypeNameHandling = TypeNameHandling.Auto,\nSerializationBinder = new OurBinder(),',
      'if (settings.TypeNameHandling == TypeNameHandling.All)',
      ['tests/ATests.cs', 'TypeNameHandling = TypeNameHandling.All'],
      'var s = "TypeNameHandling = TypeNameHandling.All";',
    ],
  },
  'python-unpickle-input': {
    path: 'src/a.py',
    fires: [
      'data = pickle.loads(request.data)',
      'pickle.load(sock.makefile())',
      'state = pickle.loads(cookies["state"])',
    ],
    silent: [
      'pickle.load(file)',
      '# pickle.loads(request.data)',
      'json.loads(request.data)',
      'pickle.dumps(request)',
      'with open(cache) as f: pickle.load(f)',
      ['tests/test_a.py', 'pickle.loads(response.content)'],
    ],
  },
  'python-yaml-load': {
    path: 'src/a.py',
    fires: [
      'yaml.load(text)',
      'config = yaml.load(open(path))',
      'yaml.load(text, Loader=yaml.Loader)',
      'yaml.unsafe_load(text)',
    ],
    silent: [
      'yaml.safe_load(text)',
      'yaml.load(text, Loader=yaml.SafeLoader)',
      '# yaml.load(text)',
      'from ruamel.yaml import YAML\nyaml = YAML()\nyaml.load(text)',
      'yaml.load(text, Loader=SafeLoader)',
      'yaml.load(\n  text,',
      'my_yaml.load(text)',
    ],
  },
  'xml-dtd-parsed': {
    path: 'src/A.cs',
    fires: [
      'DtdProcessing = DtdProcessing.Parse',
      'settings.DtdProcessing = DtdProcessing.Parse;',
      'new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse }',
    ],
    silent: [
      'DtdProcessing = DtdProcessing.Prohibit',
      '// DtdProcessing = DtdProcessing.Parse',
      'DtdProcessing = DtdProcessing.Parse,\nXmlResolver = null,',
      'DtdProcessing = DtdProcessing.Ignore',
      ['tests/ATests.cs', 'DtdProcessing = DtdProcessing.Parse'],
    ],
  },
  'weak-password-hash': {
    path: 'src/A.cs',
    fires: [
      'MD5.HashData(Encoding.UTF8.GetBytes(password))',
      'var hash = SHA1.Create().ComputeHash(Bytes(user.Password));',
      ['src/a.py', 'hashlib.md5(password.encode()).hexdigest()'],
      ['src/a.ts', "createHash('sha1').update(password).digest('hex');"],
      ['src/A.java', 'DigestUtils.md5Hex(password)'],
    ],
    silent: [
      'MD5.HashData(file)',
      'SHA256.HashData(Bytes(password))',
      '// MD5.HashData(password)',
      ['src/a.ts', "createHash('sha1').update(content)"],
      ['src/a.ts', "// https://api.pwnedpasswords.com\nconst h = createHash('sha1').update(password);"],
      ['tests/a.test.ts', "createHash('md5').update(password)"],
      'var etag = md5(body); Check(password);',
    ],
  },
  'cipher-ecb': {
    path: 'src/A.cs',
    fires: [
      'aes.Mode = CipherMode.ECB;',
      ['src/A.java', 'Cipher.getInstance("AES/ECB/PKCS5Padding")'],
      ['src/a.py', 'AES.new(key, AES.MODE_ECB)'],
      ['src/a.ts', "createCipheriv('aes-256-ecb', key, null)"],
    ],
    silent: [
      'aes.Mode = CipherMode.CBC;',
      '// CipherMode.ECB',
      ['src/A.java', 'Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding")'],
      ['src/A.java', 'Cipher.getInstance("AES/GCM/NoPadding")'],
      ['tests/ATests.cs', 'aes.Mode = CipherMode.ECB;'],
      ['src/a.ts', "createCipheriv('aes-256-gcm', key, iv)"],
    ],
  },
  'predictable-secret': {
    path: 'src/a.ts',
    fires: [
      'const resetToken = Math.random().toString(36);',
      'user.password = prefix + Math.random();',
      ['src/A.cs', 'var otp = new Random().Next(100000, 999999);'],
      ['src/a.py', 'password = "".join(random.choice(letters) for _ in range(12))'],
    ],
    silent: [
      'const delay = Math.random() * 100;',
      '// const resetToken = Math.random();',
      'const id = Math.random().toString(36);',
      "const resetToken = randomBytes(16).toString('hex');",
      ['tests/a.test.ts', 'const password = Math.random().toString();'],
      ['src/A.cs', 'var otp = RandomNumberGenerator.GetInt32(999999);'],
      'if (password === Math.random()) {}',
      ['src/a.py', 'password = secrets.choice(letters)'],
    ],
  },
  'jwt-unsigned': {
    path: 'src/a.ts',
    fires: [
      "jwt.verify(token, key, { algorithms: ['HS256', 'none'] });",
      ['src/A.cs', 'RequireSignedTokens = false,'],
      ['src/a.py', 'jwt.decode(token, key, algorithms=["none"])'],
    ],
    silent: [
      "jwt.verify(token, key, { algorithms: ['RS256'] });",
      ['src/A.cs', 'RequireSignedTokens = true,'],
      "// algorithms: ['none']",
      "const kinds = ['none'];",
      ['tests/a.test.ts', "algorithms: ['none']"],
    ],
  },
  'secret-in-log': {
    path: 'src/a.ts',
    fires: [
      'console.log(password);',
      "console.log('login', user.password);",
      ['src/A.cs', '_logger.LogInformation("Connecting {C}", connectionString);'],
      ['src/a.py', 'print(api_key)'],
      ['scripts/a.ps1', 'Write-Host $password'],
    ],
    silent: [
      "console.log('password');",
      'console.log(password.length);',
      '// console.log(password);',
      'console.log(hasPassword);',
      "console.log('set:', password !== undefined);",
      ['src/A.cs', 'Console.WriteLine(string.IsNullOrEmpty(password));'],
      ['tests/a.test.ts', 'console.log(password);'],
      'login(user, password);',
      ['src/A.cs', '_logger.LogInformation("Password of {User}", user.Name);'],
    ],
  },
};

const script = (body: string) => `steps:\n  - script: |\n      set -e\n      ${body}`;
const nsg = (source: string, port: string, extra = '') =>
  `security_rule {\n  name = "a"\n  ${extra}\n  destination_port_range = "${port}"\n  source_address_prefix = "${source}"\n}`;

export const infrastructureTables: Readonly<Record<string, RuleTable>> = {
  'pipeline-script-injection': {
    path: 'azure-pipelines.yml',
    fires: [
      script('echo "$(Build.SourceVersionMessage)"'),
      '- bash: echo $(System.PullRequest.SourceBranch)',
      '  - task: PowerShell@2\n    inputs:\n      targetType: inline\n      script: |\n        Write-Host "$(Build.SourceVersionMessage)"',
    ],
    silent: [
      '- bash: echo "$MESSAGE"\n  env:\n    MESSAGE: $(Build.SourceVersionMessage)',
      'variables:\n  branch: $(System.PullRequest.SourceBranch)',
      script('echo "$(Build.BuildId)"'),
      script('# echo "$(Build.SourceVersionMessage)"'),
      "condition: contains(variables['Build.SourceVersionMessage'], 'a')",
      'name: $(Build.SourceVersionMessage)',
      `${script('ls')}\n    displayName: Build $(System.PullRequest.SourceBranch)`,
    ],
  },
  'storage-public-access': {
    path: 'main.bicep',
    fires: [
      '    allowBlobPublicAccess: true',
      ['main.tf', '  allow_nested_items_to_be_public = true'],
      ['arm.json', '"allowBlobPublicAccess": true,'],
    ],
    silent: [
      'allowBlobPublicAccess: false',
      '// allowBlobPublicAccess: true',
      'allowBlobPublicAccess: isPublic',
      ['main.tf', 'allow_nested_items_to_be_public = var.public'],
      ['main.tf', '# allow_nested_items_to_be_public = true'],
      ['tests/main.bicep', 'allowBlobPublicAccess: true'],
    ],
  },
  'storage-without-tls': {
    path: 'main.bicep',
    fires: [
      'supportsHttpsTrafficOnly: false',
      "minimumTlsVersion: 'TLS1_0'",
      ['main.tf', 'min_tls_version = "TLS1_1"'],
      ['main.tf', 'https_traffic_only_enabled = false'],
    ],
    silent: [
      'supportsHttpsTrafficOnly: true',
      "minimumTlsVersion: 'TLS1_2'",
      '// httpsOnly: false',
      ['main.tf', 'min_tls_version = "1.2"'],
      ['main.tf', 'min_tls_version = var.tls'],
      ['src/a.ts', 'httpsOnly: false'],
    ],
  },
  'open-admin-port': {
    path: 'main.tf',
    fires: [
      nsg('*', '22', 'access = "Allow"'),
      nsg('Internet', '3389'),
      ['main.bicep', "properties: {\n  destinationPortRange: '3389'\n  sourceAddressPrefix: '*'\n}"],
      'ingress {\n  from_port = 22\n  to_port = 22\n  cidr_blocks = ["0.0.0.0/0"]\n}',
    ],
    silent: [
      nsg('10.0.0.0/8', '22'),
      nsg('*', '443'),
      nsg('*', '22', 'access = "Deny"'),
      'egress {\n  from_port = 22\n  cidr_blocks = ["0.0.0.0/0"]\n}',
      `${nsg('10.0.0.0/8', '22')}\n${nsg('*', '443')}`,
      nsg('*', '2200'),
      '# source_address_prefix = "*"',
    ],
  },
  'database-open-to-all': {
    path: 'main.bicep',
    fires: [
      "    endIpAddress: '255.255.255.255'",
      ['main.tf', '  end_ip_address = "255.255.255.255"'],
      ['a.yml', '  az sql server firewall-rule create --start-ip-address 0.0.0.0 --end-ip-address 255.255.255.255'],
    ],
    silent: [
      "endIpAddress: '0.0.0.0'",
      "// endIpAddress: '255.255.255.255'",
      "endIpAddress: '10.1.255.255'",
      ['main.tf', 'subnet_mask = "255.255.255.255"'],
      ['main.tf', 'end_ip_address = var.last'],
    ],
  },
  'bicep-secret-parameter': {
    path: 'main.bicep',
    fires: [
      'param adminPassword string',
      'param location string\n\nparam sqlConnectionString string',
      "@description('The key')\nparam apiKey string",
    ],
    silent: [
      '@secure()\nparam adminPassword string',
      "@secure()\n@description('The password')\nparam adminPassword string",
      "@description('The password')\n@secure()\nparam adminPassword string",
      'param passwordSecretName string',
      'param passwordLength int',
      '// param adminPassword string',
      'param adminPassword object',
    ],
  },
  'bicep-secret-output': {
    path: 'main.bicep',
    fires: [
      'output key string = storage.listKeys().keys[0].value',
      "output connection string = 'AccountKey=§{storage.listKeys().keys[0].value}'",
      'output admin string = search.listAdminKeys().primaryKey',
    ],
    silent: [
      'output id string = storage.id',
      '// output key string = storage.listKeys().keys[0].value',
      'var key = storage.listKeys().keys[0].value',
      '@secure()\noutput key string = storage.listKeys().keys[0].value',
      'output names array = listItems()',
    ],
  },
  'terraform-secret-variable': {
    path: 'variables.tf',
    fires: [
      'variable "admin_password" {\n  type = string\n}',
      'variable "api_key" {\n}',
      'variable "sql_connection_string" {\n  description = "sensitive = true"\n  sensitive   = false\n}',
    ],
    silent: [
      'variable "admin_password" {\n  type = string\n  sensitive = true\n}',
      'variable "password_length" {\n}',
      '# variable "api_key" {\n# }',
      'variable "location" {\n}',
      'variable "admin_password" {\n  ephemeral = true\n}',
    ],
  },
  'container-privileged': {
    path: 'k8s/a.yaml',
    fires: [
      'securityContext:\n  privileged: true',
      'services:\n  app:\n    privileged: true',
      ['main.tf', 'privileged = true'],
    ],
    silent: [
      'privileged: false',
      '# privileged: true',
      'allowPrivilegeEscalation: true',
      'image: docker:27-dind\nprivileged: true',
      'name: csi-driver\nsecurityContext:\n  privileged: true',
      'unprivileged: true',
    ],
  },
  'docker-secret-in-image': {
    path: 'Dockerfile',
    fires: ['ENV NPM_TOKEN=$NPM_TOKEN', 'ENV DB_PASSWORD §{DB_PASSWORD}', 'ENV API_KEY="$API_KEY"'],
    silent: [
      'ENV NODE_ENV=production',
      'ARG NPM_TOKEN',
      '# ENV NPM_TOKEN=$NPM_TOKEN',
      'RUN --mount=type=secret,id=npm npm ci',
      'ENV TOKENIZERS_PARALLELISM=false',
      'ENV PASSWORD_FILE=/run/secrets/p',
    ],
  },
  'world-writable': {
    path: 'Dockerfile',
    fires: ['RUN chmod -R 777 /app', ['a.sh', 'chmod 0777 "$dir"'], ['a.yml', '- script: chmod a+rwx out']],
    silent: [
      'RUN chmod 755 /app',
      '# chmod 777 /app',
      'RUN chmod +x run.sh',
      'RUN chmod 1777 /tmp',
      ['a.sh', 'port=777'],
      ['a.sh', 'echo chmod'],
    ],
  },
};

export const databaseTables: Readonly<Record<string, RuleTable>> = {
  'sql-without-where': {
    path: 'procedures/a.sql',
    fires: [
      'DELETE FROM dbo.Orders;',
      'UPDATE Orders SET Paid = 1;',
      'BEGIN\n  DELETE FROM [dbo].[Orders]\nEND',
      'update orders\nset paid = 1\nGO'.replace('\nset', ' set'),
    ],
    silent: [
      'DELETE FROM Orders WHERE Id = 1;',
      'UPDATE Orders\nSET Paid = 1\nWHERE Id = 1;'.replace('\nSET', ' SET'),
      '-- DELETE FROM Orders;',
      "PRINT 'DELETE FROM Orders;'",
      'TRUNCATE TABLE Orders;',
      ['migrations/001.sql', 'UPDATE Orders SET Paid = 0;'],
      'UPDATE o SET Paid = 1 FROM Orders o JOIN Bills b ON b.Id = o.Id;',
      'WHEN MATCHED THEN\nUPDATE SET Paid = 1;',
      'FOREIGN KEY (A) REFERENCES B ON DELETE CASCADE',
      'DELETE FROM Orders\nWHERE Id = 1',
      'UPDATE STATISTICS dbo.Orders;',
      'DELETE FROM #work;',
      'DELETE FROM @work;',
    ],
  },
};

export const mistakeTables: Readonly<Record<string, RuleTable>> = {
  'csharp-empty-catch': {
    path: 'src/A.cs',
    fires: [
      'try { Run(); } catch { }',
      'catch (Exception) { }',
      'catch (Exception ex)\n{',
      '} catch (Exception) {\n}',
    ].filter((text) => text !== 'catch (Exception ex)\n{'),
    silent: [
      'catch (OperationCanceledException) { }',
      'catch { /* the file may be gone */ }',
      'catch (Exception ex) { Log(ex); }',
      '// catch { }',
      'catch (Exception) {\n  // the file may be gone\n}',
      'catch (Exception) {\n  throw;\n}',
      ['tests/ATests.cs', 'catch { }'],
    ],
  },
  'java-empty-catch': {
    path: 'src/A.java',
    fires: ['} catch (Exception e) {}', 'catch (Throwable t) { }', '} catch (final Exception e) {\n}'],
    silent: [
      'catch (InterruptedException e) {}',
      'catch (Exception ignored) {}',
      'catch (Exception e) { log(e); }',
      '// catch (Exception e) {}',
      'catch (Exception e) { /* expected */ }',
    ],
  },
  'python-bare-except-pass': {
    path: 'src/a.py',
    fires: ['try:\n  run()\nexcept:\n  pass', 'except: pass', '    except :\n        pass'],
    silent: [
      'except ValueError:\n  pass',
      'except:\n  raise',
      '# except: pass',
      'except Exception:\n  pass',
      'except:  # the file may be gone\n  pass',
      '"""\nexcept: pass\n"""'.replace('except: pass', 'as in `except: pass`'),
    ],
  },
  'csharp-async-void': {
    path: 'src/A.cs',
    fires: ['public async void Save()', 'private static async void Run(int id)', '[Fact]\npublic async void Saves()'],
    silent: [
      'public async Task Save()',
      'private async void Button_Click(object sender, EventArgs e)',
      'protected override async void OnStart()',
      '// async void Save()',
      'private async void OnLoaded()',
      'var s = "async void Save()";',
      'private async void SaveClicked()',
    ],
  },
  'csharp-throw-loses-stack': {
    path: 'src/A.cs',
    fires: [
      'try {} catch (Exception ex)\n{\n  Log(ex);\n  throw ex;\n}',
      'catch (IOException e) {\nthrow e;\n}',
      'catch (Exception ex)\n{\n  if (a) { b(); }\n  throw ex;\n}',
    ],
    silent: [
      'catch (Exception ex)\n{\n  throw;\n}',
      'throw error;',
      'catch (Exception ex)\n{\n  throw new AppException("a", ex);\n}',
      'catch (Exception ex)\n{\n}\nthrow ex;',
      'catch (Exception ex)\n{\n  ex = Wrap(ex);\n  throw ex;\n}',
      '// throw ex;',
    ],
  },
  'foreach-async': {
    path: 'src/a.ts',
    fires: [
      'items.forEach(async (item) => {',
      'await list.forEach(async function (item) {',
      ['src/A.cs', 'items.ForEach(async item => await Save(item));'],
    ],
    silent: [
      'items.forEach((item) => save(item));',
      'await Promise.all(items.map(async (item) => save(item)));',
      '// items.forEach(async () => {})',
      "const s = '.forEach(async';",
      ['tests/a.test.ts', 'items.forEach(async (item) => {'],
      'for (const item of items) await save(item);',
    ],
  },
  'compare-with-nan': {
    path: 'src/a.ts',
    fires: [
      'if (value === NaN) {',
      'return NaN != value;',
      'if (x == Number.NaN)',
      ['src/A.cs', 'if (value == double.NaN)'],
    ],
    silent: [
      'if (Number.isNaN(value)) {',
      '// value === NaN',
      "if (text === 'NaN') {",
      'return NaN;',
      'const isNaN = value;',
      'let value = NaN;',
      'if (isNaN == true) {}',
    ],
  },
  'java-string-identity': {
    path: 'src/A.java',
    fires: ['if (name == "admin") {', 'return "a" != role;', 'if (user.getName() == "x" && ok)'],
    silent: [
      'if ("admin".equals(name)) {',
      'String s = "a == b";',
      '// name == "admin"',
      'if (name == null) {',
      'if (count == 1) { log("a"); }',
      ['src/A.kt', 'if (name == "admin") {'],
      'assert "a" != null;',
    ],
  },
  'python-assert-tuple': {
    path: 'src/a.py',
    fires: ['assert (value > 1, "too small")', "    assert (check(a, b), 'failed')", 'assert(x == y, f"{x} differs")'],
    silent: [
      'assert value > 1, "too small"',
      '# assert (value, "a")',
      'assert (value > 1), "too small"',
      'assert (a, b) == (1, "x")',
      'assert check(value, "a")',
      'assert value in ("a", "b")',
    ],
  },
};
