// The ledger of the shipped task: overlong lines, excluded files with and without a checkout, and secrets where nobody reviews.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer, type ModelServer, startModelServer, testModelKey } from '../emulator/model-server.ts';
import { lastStatus, openScene, type Scene } from './scene.ts';

// Made of pieces, so that no scanner takes this file for a leak; it has the form of a real token.
const secret = `ghp_${'aZ3k9Q'.repeat(6)}`;
const long = `export const table = '${'lorem ipsum '.repeat(900)}';`;
const lock = (token: string) => `{\n  "a": {\n    "resolved": "https://${token}@npm.example/a.tgz"\n  }\n}\n`;

describe('the ledger', function () {
  this.timeout(60_000);
  let scene: Scene | undefined;
  let model: ModelServer;
  let folder: string;

  before(async () => {
    model = await startModelServer({ script: answer({ summary: 's', findings: [] }) });
    folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  });
  afterEach(() => scene?.close());
  after(async () => {
    await model.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function review(head: Readonly<Record<string, string>>, hasCheckout: boolean) {
    scene = await openScene({ 'package-lock.json': lock('x'), 'docs/a.md': 'one\n' }, head);
    const place = mkdtempSync(join(folder, 'work-'));
    const git = (...words: readonly string[]) => execFileSync('git', ['-C', place, ...words], { stdio: 'pipe' });
    git('init', '--quiet');
    git('fetch', '--quiet', scene.repository.folder, 'main', 'feature');
    const before = model.questions.length;
    const run = await scene.review({
      inputs: {
        ...{ modelProvider: 'compatible', modelUrl: model.url, model: 'm', modelApiKey: '$(KEY)' },
        ...{ effort: 'quick', exclude: 'docs/' },
      },
      secretVariables: { KEY: testModelKey },
      variables: hasCheckout ? { 'Build.SourcesDirectory': place } : {},
    });
    const tracking = scene.tracking().replaceAll('\u200b', '');
    const asked = model.questions.slice(before).map(({ user }) => user);
    return { run, tracking, asked, findings: scene.findings(), status: lastStatus(scene) };
  }

  const change = {
    'package-lock.json': lock(secret),
    'docs/a.md': 'one\ntwo\nthree\n',
    'src/table.ts': `const a = 1;\n${long}\nexport const b = a;\nexport const c = b;\n`,
  };

  it('adds up over REST, where excluded files are not read', async () => {
    const { tracking, asked, findings } = await review(change, false);
    assert.match(
      tracking,
      /Of 4 changed lines: 3 reviewed, 1 not reviewed\. The lines of 2 excluded files are not counted\./,
    );
    assert.match(tracking, /`src\/table\.ts` · 1 line · longer than 2,000 characters/);
    assert.match(
      asked[0] ?? '',
      /2 \+ export const table = 'lorem .*… 9,\d\d\d characters left out\n3 \+ export const b/,
    );
    assert.deepEqual(findings, []);
  });

  it('counts excluded files in a checkout, and finds the token in a lock file', async () => {
    const { tracking, asked, findings } = await review(change, true);
    assert.match(tracking, /Of 8 changed lines: 3 reviewed, 4 excluded, 1 not reviewed\.\n/);
    assert.deepEqual(
      findings.map(({ threadContext }) => [threadContext?.filePath, threadContext?.rightFileStart?.line]),
      [['/package-lock.json', 3]],
    );
    assert.ok(!JSON.stringify([tracking, findings, asked]).includes(secret));
  });

  it('does not skip a change of lock files alone that adds a token', async () => {
    const only = { 'package-lock.json': lock(secret) };
    assert.match((await review(only, true)).status, /1 blocker/);
    await scene?.close();
    assert.match((await review(only, false)).status, /all files excluded/);
  });

  it('tells the model no secret in the name of a file, and finds it there', async () => {
    const { asked, findings } = await review({ [`src/${secret}/a.ts`]: 'export const a = 1;\n' }, false);
    assert.match(asked[0] ?? '', /=== src\/<redacted:github-token:1>\/a\.ts ===/);
    assert.ok(!asked.join('').includes(secret));
    assert.equal(findings[0]?.threadContext?.filePath, `/src/${secret}/a.ts`);
    assert.match(findings[0]?.comments[0]?.content ?? '', /in the name of a file/);
  });
});
