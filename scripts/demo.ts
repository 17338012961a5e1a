// `npm start`: a pull request reviewed before your eyes, from the build validation to the status.
import { parseArgs } from 'node:util';
import { printAccount } from './demo/account.ts';
import { packageScene } from './demo/package-scene.ts';
import { renderPage } from './demo/page/document.ts';
import { pageData } from './demo/page-data.ts';
import { reviewScene } from './demo/run.ts';
import { sampleScene } from './demo/sample-scene.ts';
import { servePage } from './demo/serve.ts';
import { openStage } from './demo/stage.ts';

const usage = `npm start                                        review the sample pull request and show it
npm start -- --once                              the same, but print the account and end
npm start -- --package express@4.18.2..4.19.2    the pull request is the difference of two published versions
npm start -- --port 4860                         where the page is served; any free port by default

A model takes part where these are set: THREADLINE_MODEL_URL, THREADLINE_MODEL, THREADLINE_MODEL_KEY.`;

const { values } = readArguments();
if (values.help) console.log(usage);
else
  await demo().catch((error: unknown) => {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });

function readArguments() {
  try {
    return parseArgs({
      options: {
        once: { type: 'boolean', default: false },
        package: { type: 'string' },
        port: { type: 'string', default: '0' },
        help: { type: 'boolean', short: 'h', default: false },
        log: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

async function demo(): Promise<void> {
  const scene = values.package === undefined ? await sampleScene() : await packageScene(values.package);
  const stage = await openStage(scene);
  try {
    console.log(`\nReviewing "${scene.title}" (${scene.repository}) ...`);
    const run = await reviewScene(stage, values.log ? console.log : () => undefined);
    printAccount(stage, run);
    const html = renderPage(await pageData(stage, run));
    if (values.once) return;
    const page = await servePage(html, Number(values.port));
    console.log(`\nSee the pull request: ${page.url}\nStop with Ctrl+C.`);
    await page.stopped;
  } finally {
    await stage.close();
  }
}
