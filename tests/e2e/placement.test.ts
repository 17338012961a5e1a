// Every finding of a scripted model lands on its exact range, whatever the diff looks like.
import assert from 'node:assert/strict';
import type { ShownThread } from '../emulator/azure-devops.ts';
import { answer, type ModelServer, startModelServer, testModelKey } from '../emulator/model-server.ts';
import { placementCases } from './placement-cases.ts';
import { openScene } from './scene.ts';

describe('placement, end to end', () => {
  let model: ModelServer;
  before(async () => {
    model = await startModelServer();
  });
  after(() => model.close());

  for (const { name, base, head, says, expect } of placementCases) {
    it(name, async () => {
      const finding = { side: 'new', end_line: says.line, ...says };
      const rest = {
        failure: 'It fails.',
        title: 'Wrong',
        question: '',
        severity: 'warning',
        category: 'bug',
        replacement: null,
      };
      model.script(answer({ summary: 'Changes a line.', findings: [{ ...finding, ...rest }] }));
      const scene = await openScene(base, head);
      try {
        await scene.review({
          inputs: {
            effort: 'quick',
            modelProvider: 'compatible',
            modelUrl: model.url,
            model: 'scripted',
            modelApiKey: '$(KEY)',
          },
          secretVariables: { KEY: testModelKey },
        });
        assert.deepEqual(scene.findings().map(rangeOf), [expect]);
      } finally {
        await scene.close();
      }
    });
  }
});

function rangeOf(thread: ShownThread) {
  const place = thread.threadContext;
  const path = place?.filePath;
  const [start, end, side] = place?.leftFileStart
    ? [place.leftFileStart, place.leftFileEnd, 'left']
    : [place?.rightFileStart, place?.rightFileEnd, 'right'];
  if (!start || !end) return { path, side: 'file' };
  return { path, side, start: [start.line, start.offset], end: [end.line, end.offset] };
}
