// A log that is kept and told later: nothing is lost, and nothing opens a section within a section.
import assert from 'node:assert/strict';
import type { Log } from '../../ReviewTask/ports.ts';
import { collectLog } from '../../ReviewTask/sweep/collected-log.ts';

describe('collectLog', () => {
  it('tells everything at once, in order, in one section', () => {
    const said: string[] = [];
    const to: Log = {
      info: (line) => said.push(`info ${line}`),
      warning: (line) => said.push(`warning ${line}`),
      debug: (line) => said.push(`debug ${line}`),
      section: (title) => said.push(`section ${title}`),
      endSection: () => said.push('end'),
      progress: () => said.push('progress'),
    };
    const { log, tell } = collectLog();
    log.section('Configuration');
    log.info('one');
    log.warning('two');
    log.progress(5, 'reading');
    log.endSection();
    log.debug('three');
    assert.deepEqual(said, []);
    tell(to, 'Pull request 7', 'unchanged');
    assert.deepEqual(said, [
      'section Pull request 7: unchanged',
      'info --- Configuration ---',
      'info one',
      'warning Pull request 7: two',
      'debug three',
      'end',
    ]);
  });
});
