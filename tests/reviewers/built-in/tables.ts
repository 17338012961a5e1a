// For each built-in rule, lines on which it must speak and lines on which it must be silent. `§{` stands for `${`.

/** A text of one or more lines joined by `\n`, or such a text with the file it stands in. */
export type Sample = string | readonly [path: string, text: string];

export interface RuleTable {
  /** The file of samples that name none. */
  readonly path: string;
  readonly fires: readonly Sample[];
  readonly silent: readonly Sample[];
}

const open = `${'<'.repeat(7)} HEAD`;
const middle = '='.repeat(7);
const close = `${'>'.repeat(7)} main`;

export const leftoverTables: Readonly<Record<string, RuleTable>> = {
  'merge-conflict': {
    path: 'src/a.cs',
    fires: [
      `${open}\na\n${middle}\nb\n${close}`,
      ['pipelines/build.yml', `a: 1\n${open}\nb: 1\n||||||| base\n${middle}\nb: 2\n${close}`],
      ['data.json', `${open}\n${middle}\n${close}`],
      ['tests/a.test.ts', `${open}\n1\n${middle}\n2\n${close}`],
      ['README.md', `# A\n\n${open}\na\n${middle}\nb\n${close}`],
    ],
    silent: [
      middle,
      `Title\n${middle}`,
      `${open}\nno separator`,
      ['docs/a.md', `Shown:\n\`\`\`\n${open}\na\n${middle}\nb\n${close}\n\`\`\``],
      ['docs/a.rst', `${open}\na\n${middle}\nb\n${close}`],
      ` ${open}\na\n ${middle}\nb\n ${close}`,
      `const marker = "${open}";\n${middle}\n${close}`,
      `/${'='.repeat(40)}\n// ${middle}`,
    ],
  },
  'javascript-debugger': {
    path: 'src/a.ts',
    fires: ['debugger;', '  debugger', 'if (x) { debugger; }'],
    silent: [
      '// debugger;',
      "const mode = 'debugger;';",
      'this.debugger.start();',
      'import { debugger as d } from "./d";',
      'const debuggerPort = 9229;',
      '/* debugger; */',
      'launch({ debugger: true });',
      '`\ndebugger;\n`',
    ],
  },
  'csharp-debugger-launch': {
    path: 'src/A.cs',
    fires: ['Debugger.Launch();', '  System.Diagnostics.Debugger.Launch();', '    Debugger.Break();'],
    silent: [
      '// Debugger.Launch();',
      '#if DEBUG\nDebugger.Launch();\n#endif',
      'if (Debugger.IsAttached)\n  Debugger.Break();',
      'var s = "Debugger.Launch()";',
      'if (args.Contains("--debug")) Debugger.Launch();',
      'Debugger.Log(0, "a", "b");',
    ],
  },
  'python-breakpoint': {
    path: 'src/a.py',
    fires: ['breakpoint()', '    import pdb; pdb.set_trace()', '    ipdb.set_trace()'],
    silent: [
      '# breakpoint()',
      'self.breakpoint(1)',
      'breakpoint = 3',
      '"""\nbreakpoint()\n"""',
      'add_breakpoint()',
      's = "breakpoint()"',
    ],
  },
  'test-only': {
    path: 'tests/a.test.ts',
    fires: [
      "describe.only('a', () => {",
      "  it.only('a', async () => {",
      'test.only(`a`, () => {',
      "fdescribe('a', () => {",
    ],
    silent: [
      "it('a', () => {});",
      "// it.only('a')",
      "const s = 'it.only(1)';",
      "query.only('a');",
      ['src/a.ts', "it.only('a', () => {})"],
      "describe.each([1])('a')",
      'model.fit(x, y);',
    ],
  },
};

const hidden = {
  override: '\u202E',
  isolate: '\u2066',
  end: '\u2069',
  zero: '\u200B',
  joiner: '\u200D',
  tag: '\u{E0041}',
};

export const hiddenTables: Readonly<Record<string, RuleTable>> = {
  'bidirectional-control': {
    path: 'src/a.ts',
    fires: [
      `if (level != "user${hidden.override} ${hidden.isolate}// check") {`,
      `// ${hidden.isolate}end`,
      ['src/A.cs', `var a = "${hidden.override}";`],
      ['src/a.py', `'שלום${hidden.override}'`],
    ],
    silent: [
      'const a = "\\u202E";',
      'const text = "שלום עולם";',
      `const text = "${hidden.isolate}שלום${hidden.end}";`,
      ['locales/he.json', `"a": "\u202Bשלום\u202C"`],
      'const a = "\u200F";',
      '\uFEFFusing System;',
      'const emoji = "\u{1F468}\u200D\u{1F469}";',
    ],
  },
  'bidirectional-override': {
    path: 'src/a.json',
    fires: [
      `"name": "invoice${hidden.override}fdp.exe"`,
      ['a.yml', `name: a${hidden.override}b`],
      ['Web.config', `<add value="\u202Da"/>`],
    ],
    silent: [
      '"name": "שלום"',
      '"name": "\u202Eשלום\u202C"',
      '"name": "a\u2066b\u2069"',
      ['he.po', 'msgstr "\u202Bשלום\u202C"'],
      '"name": "\\u202E"',
      ['tests/data/a.json', '"\u202E"'],
    ],
  },
  'invisible-character': {
    path: 'src/a.ts',
    fires: [
      `const a${hidden.zero} = 1;`,
      'const \u3164 = 1;',
      `// note${hidden.tag}${hidden.tag}`,
      'const a\uFEFF = 1;',
    ],
    silent: [
      '\uFEFFimport a from "b";',
      `const emoji = "\u{1F468}${hidden.joiner}\u{1F469}";`,
      'const zero = "\\u200B";',
      'const flag = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}";',
      ['locales/th.json', `"a": "${hidden.zero}"`],
      'const space = "\u00A0";',
      "text.replace(/^\uFEFF/, '');",
      'const persian = "می\u200Cخواهم";',
    ],
  },
  'mixed-alphabets': {
    path: 'src/a.ts',
    fires: ['const pаyload = 1;', 'if (isAdmіn(user)) {', ['src/A.cs', 'public void Sаve() {']],
    silent: [
      'const имя = 1;',
      'const a = "Сohранить";',
      '// Сохраниtь',
      'const payload = 1;',
      'const имя_ = 2; const b = 3;',
      'const µs = Δt;',
      'const 名前 = a;',
    ],
  },
};

export const tlsTables: Readonly<Record<string, RuleTable>> = {
  'tls-callback-accepts-all': {
    path: 'src/Http.cs',
    fires: [
      'handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;',
      'ServicePointManager.ServerCertificateValidationCallback += (sender, cert, chain, errors) => true;',
      'ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,',
      'ServicePointManager.ServerCertificateValidationCallback = delegate { return true; };',
    ],
    silent: [
      'handler.ServerCertificateCustomValidationCallback = Validate;',
      'handler.ServerCertificateCustomValidationCallback = (_, cert, _, errors) => errors == SslPolicyErrors.None;',
      '// ServerCertificateCustomValidationCallback = (_, _, _, _) => true;',
      'var s = "DangerousAcceptAnyServerCertificateValidator";',
      ['tests/Http.Tests/HttpTests.cs', 'handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;'],
      'ServerCertificateCustomValidationCallback = (m, c, ch, e) => trueThumbprint == c.Thumbprint;',
    ],
  },
  'tls-reject-unauthorized-off': {
    path: 'src/http.ts',
    fires: [
      'new https.Agent({ rejectUnauthorized: false });',
      "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';",
      ['pipelines/build.yml', '  NODE_TLS_REJECT_UNAUTHORIZED: 0'],
      ['Dockerfile', 'ENV NODE_TLS_REJECT_UNAUTHORIZED=0'],
    ],
    silent: [
      'rejectUnauthorized: true',
      '// rejectUnauthorized: false',
      'rejectUnauthorized: options.strict',
      'delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;',
      ['tests/http.test.ts', 'rejectUnauthorized: false'],
      'const { rejectUnauthorized } = options;',
      "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1';",
    ],
  },
  'tls-python-unverified': {
    path: 'src/http.py',
    fires: [
      'requests.get(url, verify=False)',
      'session.post(url, json=data, verify=False, timeout=3)',
      'context = ssl._create_unverified_context()',
      'context.verify_mode = ssl.CERT_NONE',
      'requests.post(\n    url,\n    verify=False,\n)',
    ],
    silent: [
      'requests.get(url, verify=True)',
      '# requests.get(url, verify=False)',
      'def get(url, verify=False):',
      'verify = False',
      'requests.get(url, verify=ca_file)',
      'print("verify=False")',
      ['tests/test_http.py', 'requests.get(url, verify=False)'],
      'if context.verify_mode == ssl.CERT_NONE:',
      'super().cert_verify(conn, url, verify=False)',
      'mode = ssl.CERT_NONE if off else ssl.CERT_REQUIRED',
    ],
  },
  'tls-go-skip-verify': {
    path: 'http.go',
    fires: [
      'TLSClientConfig: &tls.Config{InsecureSkipVerify: true},',
      'config.InsecureSkipVerify = true',
      '\tInsecureSkipVerify: true, // dev',
    ],
    silent: [
      'InsecureSkipVerify: false',
      '// InsecureSkipVerify: true',
      'InsecureSkipVerify: options.Insecure',
      's := "InsecureSkipVerify: true"',
      ['http_test.go', 'InsecureSkipVerify: true'],
      'if config.InsecureSkipVerify {',
    ],
  },
  'tls-powershell-skip-check': {
    path: 'scripts/a.ps1',
    fires: [
      'Invoke-RestMethod $url -SkipCertificateCheck',
      '[System.Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }',
      ['pipelines/a.yml', '    Invoke-WebRequest $url -SkipCertificateCheck'],
    ],
    silent: [
      'Invoke-RestMethod $url',
      '# Invoke-RestMethod $url -SkipCertificateCheck',
      'Invoke-RestMethod https://localhost:5001 -SkipCertificateCheck',
      'Invoke-RestMethod $url -SkipCertificateCheck:$false',
      '[switch]$SkipCertificateCheck',
      'Get-Help SkipCertificateCheck',
    ],
  },
  'tls-java-trust-all': {
    path: 'src/Http.java',
    fires: [
      '.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE)',
      'connection.setHostnameVerifier((host, session) -> true);',
      'SSLContexts.custom().loadTrustMaterial(new TrustAllStrategy())',
      'SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE)',
    ],
    silent: [
      '// NoopHostnameVerifier.INSTANCE',
      'import org.apache.http.conn.ssl.NoopHostnameVerifier;',
      'connection.setHostnameVerifier(new DefaultHostnameVerifier());',
      'String s = "NoopHostnameVerifier.INSTANCE";',
      ['src/test/java/HttpTest.java', 'NoopHostnameVerifier.INSTANCE'],
      'connection.setHostnameVerifier((host, session) -> check(host));',
    ],
  },
  'tls-command-line-off': {
    path: 'scripts/a.sh',
    fires: [
      'curl -k https://build.corp/a.zip -o a.zip',
      'curl -fsSLk https://build.corp/a.zip',
      'wget --no-check-certificate https://build.corp/a',
      ['pipelines/a.yml', '  - script: git config --global http.sslVerify false'],
      ['Dockerfile', 'RUN npm config set strict-ssl false'],
    ],
    silent: [
      'curl -fsSL https://build.corp/a.zip',
      '# curl -k https://build.corp',
      'curl -k https://localhost:5001/health',
      'curl --insecure-not-this https://a',
      'echo done; ls -k',
      'git config http.sslVerify true',
      'curl -fsSL https://a/b-k.zip -o c',
      'curl https://a | tar -xzk',
    ],
  },
  'tls-azure-sql-trusts-any': {
    path: 'src/appsettings.json',
    fires: [
      '"Db": "Server=tcp:a.database.windows.net;TrustServerCertificate=True;"',
      ['src/Db.cs', 'var c = "Server=a.database.windows.net;Trust Server Certificate=true";'],
      ['a.yml', 'db: Server=a.database.windows.net;TrustServerCertificate=yes'],
    ],
    silent: [
      '"Db": "Server=localhost;TrustServerCertificate=True;"',
      '"Db": "Server=tcp:a.database.windows.net;TrustServerCertificate=False;"',
      '"Db": "Server=tcp:a.database.windows.net;Encrypt=True;"',
      '"TrustServerCertificate": true',
      ['tests/a.json', '"Server=a.database.windows.net;TrustServerCertificate=True;"'],
    ],
  },
};

export const injectionTables: Readonly<Record<string, RuleTable>> = {
  'sql-injection': {
    path: 'src/Db.cs',
    fires: [
      `var c = new SqlCommand($"SELECT * FROM Users WHERE Name = '{name}'");`,
      `db.Database.ExecuteSqlRaw("DELETE FROM Users WHERE Name = '" + name + "'");`,
      ['src/db.ts', "await db.query(`SELECT * FROM users WHERE name = '§{req.query.name}'`);"],
      ['src/db.py', `cursor.execute(f"SELECT * FROM users WHERE name = '{name}'")`],
      ['src/db.py', `cursor.execute("SELECT * FROM users WHERE name = '%s'" % name)`],
      ['src/Db.java', `statement.executeQuery("SELECT * FROM users WHERE name = '" + name + "'");`],
      ['db.go', `db.Query(fmt.Sprintf("SELECT * FROM users WHERE name = '%s'", name))`],
      ['a.ps1', `Invoke-Sqlcmd -Query "SELECT * FROM users WHERE name = '$name'"`],
    ],
    silent: [
      'var c = new SqlCommand("SELECT * FROM Users WHERE Name = @name");',
      'db.Users.FromSql($"SELECT * FROM Users WHERE Name = {name}");',
      "// SELECT * FROM Users WHERE Name = '{name}'",
      `var q = $"SELECT * FROM {Table} WHERE Kind = 'a'";`,
      `_logger.LogInformation($"Selected '{name}' from the list");`,
      `var q = $"SELECT * FROM T WHERE Day = '{date:yyyy-MM-dd}'";`,
      ['src/db.ts', "await sql`SELECT * FROM users WHERE name = '§{name}'`;"],
      ['src/db.ts', "await db.query('SELECT * FROM users WHERE name = $1', [name]);"],
      ['src/db.py', `cursor.execute("SELECT * FROM users WHERE name = %s", (name,))`],
      ['tests/DbTests.cs', `Run($"SELECT * FROM Users WHERE Name = '{name}'");`],
      `var q = $"SELECT * FROM Win32_Process WHERE Name = '{name}'";`,
      `var q = $"SELECT * FROM T WHERE Name = '{Escape(name)}'";`,
    ],
  },
  'shell-injection': {
    path: 'src/run.py',
    fires: [
      'os.system(f"convert {name} out.png")',
      'subprocess.run(f"git log {branch}", shell=True)',
      ['src/run.ts', "import { exec } from 'node:child_process';\nexec(`convert §{name} out.png`);"],
      ['src/Run.cs', 'Process.Start("cmd.exe", $"/c copy {source} {target}");'],
      ['run.go', 'exec.Command("sh", "-c", "convert "+name)'],
      ['src/Run.java', 'Runtime.getRuntime().exec("convert " + name);'],
      ['src/run.ps1', 'Invoke-Expression "git checkout $branch"'],
    ],
    silent: [
      'subprocess.run(["git", "log", branch])',
      'os.system("clear")',
      '# os.system(f"convert {name}")',
      'subprocess.run(f"git log {branch}")',
      ['src/run.ts', 'const match = pattern.exec(`a§{b}`);'],
      ['src/run.ts', 'db.exec(`DELETE FROM §{table}`);'],
      ['src/run.ts', "execFile('convert', [name, 'out.png']);"],
      ['scripts/build.ts', "import { execSync } from 'child_process';\nexecSync(`npm publish §{tag}`);"],
      ['src/Run.cs', 'Process.Start("notepad.exe", $"{file}");'],
      ['run.go', 'exec.Command("convert", name)'],
      ['src/run.ps1', '& git checkout $branch'],
    ],
  },
  'eval-of-input': {
    path: 'src/run.py',
    fires: [
      'result = eval(input("> "))',
      'exec(request.form["code"])',
      ['src/run.js', 'const value = eval(req.body.expression);'],
      ['src/run.ts', 'const run = new Function(params.code);'],
    ],
    silent: [
      'model.eval()',
      'ast.literal_eval(request.data)',
      '# eval(input())',
      'frame.eval("a + b")',
      ['src/run.js', 'const pattern = /eval(input)/;'],
      ['src/run.js', "const value = eval('1 + 1');"],
      ['src/run.ts', 'page.eval(input);'],
      'retrieval(input)',
    ],
  },
};

export const webTables: Readonly<Record<string, RuleTable>> = {
  'dom-markup-from-value': {
    path: 'src/a.ts',
    fires: [
      'element.innerHTML = `<b>§{user.name}</b>`;',
      "list.innerHTML += '<li>' + comment + '</li>';",
      'document.write(location.hash);',
      ['src/a.tsx', '<div dangerouslySetInnerHTML={{ __html: props.body }} />'],
    ],
    silent: [
      "element.innerHTML = '';",
      'element.textContent = user.name;',
      '// element.innerHTML = `§{user.name}`;',
      'element.innerHTML = DOMPurify.sanitize(`<b>§{user.name}</b>`);',
      'element.innerHTML = `<b>§{escapeHtml(user.name)}</b>`;',
      ['src/a.tsx', '<script dangerouslySetInnerHTML={{ __html: JSON.stringify(data) }} />'],
      'element.innerHTML = `<b>§{index}</b>`;',
      ['tests/a.test.ts', 'document.body.innerHTML = `<b>§{user.name}</b>`;'],
      'const html = element.innerHTML;',
    ],
  },
  'razor-raw-model': {
    path: 'Views/A.cshtml',
    fires: ['@Html.Raw(Model.Description)', '<p>@Html.Raw(ViewBag.Message)</p>', '@Html.Raw(Request.Query["q"])'],
    silent: [
      '@Model.Description',
      '@Html.Raw(Json.Serialize(Model))',
      '@Html.Raw(Model.SanitizedHtml)',
      '@* @Html.Raw(Model.Description) *@',
      '@Html.Raw("<b>")',
      '@Html.Raw(Localizer["a"])',
    ],
  },
  'cors-any-origin-with-credentials': {
    path: 'src/Startup.cs',
    fires: [
      'policy.SetIsOriginAllowed(_ => true)\n  .AllowCredentials();',
      'builder.AllowCredentials()\n .SetIsOriginAllowed((host) => true)',
      'p.SetIsOriginAllowed(origin => true).AllowAnyHeader().AllowCredentials();',
    ],
    silent: [
      'policy.SetIsOriginAllowed(_ => true);',
      'policy.WithOrigins("https://a").AllowCredentials();',
      '// policy.SetIsOriginAllowed(_ => true).AllowCredentials();',
      'policy.SetIsOriginAllowed(o => IsOurs(o)).AllowCredentials();',
      'policy.AllowAnyOrigin();',
    ],
  },
};
