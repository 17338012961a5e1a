// `npm run bench:pushes`: what each push costs in requests, writes, questions to the model and prompt tokens.
import { costOf, runScenario, scenarios } from './bench-pushes/scenarios.ts';

const columns = ['requests', 'writes', 'model calls', 'prompt tokens'] as const;
const widest = Math.max(...scenarios.map(({ name }) => name.length));

console.log([''.padEnd(widest), ...columns].join('  '));
for (const scenario of scenarios) {
  const run = await runScenario(scenario);
  const { modelCalls, promptTokens, requests, writes } = costOf(run);
  const cells = [requests, writes, modelCalls, promptTokens].map((count, index) =>
    count.toLocaleString('en').padStart(columns[index]?.length ?? 0),
  );
  console.log([scenario.name.padEnd(widest), ...cells].join('  '));
}
console.log(
  '\nThe review is the one of this process, on the emulated service, with a scripted model at effort "standard".',
);
console.log('Requests are all that reach Azure DevOps, discovery included; a token is taken for four characters.');
