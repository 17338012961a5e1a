// Every error about networks and servers has its place in the page about them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const page = read('docs/networks-and-servers.md');
const headings = [...page.matchAll(/^### `([a-z-]+)`$/gm)].map(([, code]) => code);

describe('the page on networks and servers', () => {
  const sources = ['edges/network-explanation.ts', 'edges/trust.ts', 'config/proxy-url.ts'];
  const own = sources.flatMap((path) =>
    [...read(`ReviewTask/${path}`).matchAll(/code: '([a-z-]+)'/g)].map(([, code]) => code),
  );
  // Given to the explanations by those who ask.
  const given = [
    'certificate-not-trusted',
    'model-certificate-refused',
    'entra-certificate-not-trusted',
    'server-pat-refused',
  ];

  it('explains every code once, and no other', () => {
    assert.deepEqual([...headings].sort(), [...new Set([...own, ...given])].sort());
  });

  it('is named in the README', () => assert.ok(read('README.md').includes('docs/networks-and-servers.md')));
});
