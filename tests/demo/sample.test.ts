// The sample repository holds what the demo is to find, and no secret on disk.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleFiles } from '../../scripts/demo/sample.ts';
import { projectRoot } from '../project-root.ts';

type Files = Readonly<Record<string, string>>;

describe('the sample repository', () => {
  let base: Files = {};
  let head: Files = {};

  before(async () => {
    [base, head] = await Promise.all([sampleFiles('base'), sampleFiles('head')]);
  });

  const api = 'src/Orders.Api';
  const defects = [
    { name: 'a storage account key', path: `${api}/appsettings.json`, expect: /AccountKey=[A-Za-z0-9+/]{86}==;/ },
    { name: 'a password', path: `${api}/appsettings.json`, expect: /Password=[^;]{8,};/ },
    { name: 'SQL from a request', path: `${api}/Orders/OrderSearch.cs`, expect: /\$"SELECT .*\{text\}/ },
    { name: 'a page too far', path: `${api}/Orders/OrderSearch.cs`, expect: /skip = page \* PageSize/ },
    { name: 'a customer without an address', path: `${api}/Orders/OrderExport.cs`, expect: /Customer\.Address\.City/ },
    { name: 'cents for euros', path: `${api}/Orders/OrderExport.cs`, expect: /TotalCents\.ToString/ },
    { name: 'a task nobody waits for', path: `${api}/Orders/OrdersController.cs`, expect: /^ +audit\.RecordAsync/m },
    {
      name: 'any certificate in C#',
      path: `${api}/Program.cs`,
      expect: /DangerousAcceptAnyServerCertificateValidator/,
    },
    { name: 'any certificate in TypeScript', path: 'web/server/orders-client.ts', expect: /rejectUnauthorized: false/ },
    { name: 'HTML from data', path: 'web/src/order-list.ts', expect: /\.innerHTML = / },
    { name: 'a test that runs alone', path: 'web/test/order-list.test.ts', expect: /describe\.only\(/ },
    { name: 'a shell command from names', path: 'jobs/archive_orders.py', expect: /run\(f".*shell=True/ },
    { name: 'a secret in the log', path: 'azure-pipelines.yml', expect: /echo ".*\$\(ExportSasToken\)"/ },
    { name: 'a merge conflict', path: 'README.md', expect: /^<{7} HEAD$/m },
  ];
  for (const { name, path, expect } of defects) {
    it(`gains ${name}`, () => {
      assert.match(head[path] ?? '', expect);
      assert.doesNotMatch(base[path] ?? '', expect);
    });
  }

  it('has a rename, a deleted file, CRLF, an umlaut and a file without a final newline', () => {
    assert.ok('docs/returns.md' in base && 'docs/Rückgaben.md' in head && !('docs/returns.md' in head));
    assert.ok(`${api}/Orders/CsvExport.cs` in base && !(`${api}/Orders/CsvExport.cs` in head));
    assert.equal(head[`${api}/Program.cs`]?.match(/(?<!\r)\n/g), null);
    assert.doesNotMatch(head['database/0007_order_search.sql'] ?? '\n', /\n$/);
    assert.ok(head['web/package-lock.json'] !== base['web/package-lock.json']);
  });

  it('is the same every time, and has no marker left', async () => {
    assert.deepEqual(await sampleFiles('head'), head);
    assert.doesNotMatch(Object.values({ ...base, ...head }).join('\n'), /\{\{/);
  });

  it('keeps the key out of the file on disk', async () => {
    const path = join(projectRoot, 'scripts', 'demo', 'sample', 'head', 'src', 'Orders.Api', 'appsettings.json');
    assert.match(await readFile(path, 'utf8'), /AccountKey=\{\{storage-key\}\};/);
  });
});
