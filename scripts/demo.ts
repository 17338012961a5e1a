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
npm start -- --log                               print the whole log of the run, as the agent sees it

A model takes part where these are set: THREADLINE_MODEL_URL, THREADLINE_MODEL, THREADLINE_MODEL_KEY.`;

const { values } = readArguments();
if (values.help) console.log(usage);
else if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
  refuse(`"${values.port}" is no port: use a number from 0 to 65535.`);
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
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(problem: string): never {
  console.error(`${problem}\n\n${usage}`);
  process.exit(2);
}

/** What the run is doing, and what it warns of; the rest is in the log. */
function tellProgress(line: string): void {
  const progress = /^##vso\[task\.setprogress value=(\d+);\](.*)/.exec(line);
  if (progress !== null) console.log(`  ${progress[1]?.padStart(3)} %  ${progress[2]}`);
  else if (/try(ing)? again/i.test(line)) console.log(`         ${line}`);
}

async function demo(): Promise<void> {
  const scene = values.package === undefined ? await sampleScene() : await packageScene(values.package);
  const stage = await openStage(scene);
  try {
    console.log(`\nReviewing "${scene.title}" (${scene.repository}) ...`);
    const run = await reviewScene(stage, values.log ? console.log : tellProgress);
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
