// The demo page in a real browser: colours, keys, width, and silence on the network.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { renderPage } from '../../scripts/demo/page/document.ts';
import { projectRoot } from '../project-root.ts';
import { chromiumArguments, findChromium } from './find-chromium.ts';
import { samplePage } from './sample-page.ts';
import { editedFile, smallPage, threadSaying } from './small-page.ts';

interface Visit {
  readonly page: Page;
  /** Everything the browser asked for but the page itself. */
  readonly requests: readonly string[];
  /** What the console says: errors of the script and breaches of the policy. */
  readonly complaints: readonly string[];
}

function listen(pages: Readonly<Record<string, string>>): Promise<Server> {
  const server = createServer((request, response) => {
    const html = pages[request.url ?? ''];
    response.writeHead(html === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function hostilePage(): string {
  const hostile = `"><script>window.harmed = true</script><img src=/pixel onerror="window.harmed = true">`;
  const thread = threadSaying(
    `${hostile}\n\n![x](/pixel)\n\n<details><summary>${hostile}</summary>\n${hostile}\n</details>`,
  );
  return renderPage(
    smallPage({
      title: hostile,
      description: hostile,
      files: [editedFile(hostile, hostile, hostile)],
      threads: [thread],
    }),
  );
}

describe('the demo page in a browser', () => {
  let browser: Browser | undefined;
  let server: Server | undefined;
  let address = '';

  before(async function () {
    this.timeout(60_000);
    const executablePath = findChromium();
    if (executablePath === undefined) {
      console.log('    No Chromium on this machine: the demo page is not tried in a browser.');
      this.skip();
    }
    browser = await chromium.launch({ executablePath, args: chromiumArguments });
    server = await listen({ '/': renderPage(await samplePage()), '/hostile': hostilePage() });
    const port = server.address();
    address = `http://127.0.0.1:${typeof port === 'object' ? port?.port : ''}`;
  });

  after(async () => {
    await browser?.close();
    server?.close();
  });

  async function visit(path: string, width: number, colorScheme: 'light' | 'dark'): Promise<Visit> {
    if (browser === undefined) throw new Error('The browser was not started.');
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const [requests, complaints]: [string[], string[]] = [[], []];
    page.on('request', (request) => {
      if (request.url() !== `${address}${path}` && !request.url().startsWith('data:')) requests.push(request.url());
    });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${address}${path}`);
    return { page, requests, complaints };
  }

  for (const scheme of ['light', 'dark'] as const) {
    it(`is readable in ${scheme} colours, quiet, and asks for nothing`, async () => {
      const { page, requests, complaints } = await visit('/', 1280, scheme);
      await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
      const contrast = await readFile(join(projectRoot, 'tests', 'demo', 'weak-contrast.js'), 'utf8');
      const found: { seen: number; weak: string[] } = await page.evaluate(contrast);
      assert.ok(found.seen > 300, `only ${found.seen} texts were looked at`);
      assert.deepEqual(found.weak, []);
      assert.deepEqual({ requests, complaints }, { requests: [], complaints: [] });
      await page.close();
    });
  }

  it('follows the system’s colours, and the switch overrules them', async () => {
    const { page } = await visit('/', 1280, 'light');
    const ground = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const light = await ground();
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    assert.equal(await ground(), light);
    await page.reload();
    assert.equal(await ground(), light, 'the choice is remembered');
    await page.close();
  });

  it('walks through the threads with j and k, and opens what is folded', async () => {
    const { page } = await visit('/', 1280, 'light');
    const focused = () => page.evaluate('document.activeElement.id');
    await page.evaluate('for (const fold of document.querySelectorAll("details.file")) fold.open = false');
    const seen: unknown[] = [];
    for (const key of ['j', 'j', 'j', 'k', 'k', 'k']) {
      await page.keyboard.press(key);
      seen.push(await focused());
    }
    assert.deepEqual(seen, ['thread-101', 'thread-102', 'thread-103', 'thread-102', 'thread-101', 'thread-107']);
    assert.ok(await page.locator('#thread-107').isVisible());
    assert.equal(await page.locator('.position').textContent(), '7 of 7 threads');
    assert.equal(await page.locator('mark.is-current').count(), 1);
    await page.close();
  });

  it('marks exactly the range of a thread', async () => {
    const { page } = await visit('/', 1280, 'light');
    const marked = await page.locator('mark[data-threads="105"]').allTextContents();
    assert.deepEqual(marked, ['audit.RecordAsync(User.Identity?.Name, "export", orders.Count)']);
    await page.close();
  });

  it('goes from a finding in the tracking comment to its thread', async () => {
    const { page } = await visit('/', 1280, 'light');
    await page.getByRole('link', { name: /^OrdersController\.cs, line/ }).click();
    assert.equal(await page.evaluate('document.activeElement.id'), 'thread-105');
    await page.close();
  });

  for (const width of [400, 700, 1920]) {
    it(`fits ${width} pixels`, async () => {
      const { page } = await visit('/', width, 'dark');
      await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
      await page.close();
    });
  }

  it('is not harmed by a hostile pull request', async () => {
    const { page, requests, complaints } = await visit('/hostile', 400, 'light');
    assert.equal(await page.evaluate('window.harmed'), undefined);
    assert.deepEqual({ requests, complaints }, { requests: [], complaints: [] });
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 400);
    await page.close();
  });
});
