// Takes the README's picture: the demo page in both colour schemes, with a Chromium that is on this machine.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArguments, findChromium } from '../tests/demo/find-chromium.ts';
import { renderPage } from './demo/page/document.ts';
import { pageData } from './demo/page-data.ts';
import { reviewScene } from './demo/run.ts';
import { sampleScene } from './demo/sample-scene.ts';
import { openStage } from './demo/stage.ts';
import { projectFolder } from './project.ts';

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('There is no Chromium on this machine; CHROMIUM_PATH may name one.');
const stage = await openStage(await sampleScene());
const html = renderPage(await pageData(stage, await reviewScene(stage, () => undefined)));
const browser = await chromium.launch({ executablePath, args: chromiumArguments });
mkdirSync(join(projectFolder, 'docs'), { recursive: true });
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 }, colorScheme });
  await page.setContent(html);
  // A statement built from a request's text says most of what the tool is for.
  await page.evaluate(
    `[...document.querySelectorAll('h2, h3, summary')].findLast((one) => one.textContent.includes('OrderSearch.cs'))?.scrollIntoView()`,
  );
  await page.screenshot({ path: join(projectFolder, 'docs', `pull-request-${colorScheme}.png`) });
}
await browser.close();
await stage.close();
