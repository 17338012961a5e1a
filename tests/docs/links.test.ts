// Every link between the pages leads to a page that is there, and to a heading that is on it.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../project-root.ts';

const pages = ['README.md', ...readdirSync(join(projectRoot, 'docs')).map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith('.md'),
);
const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8').replaceAll('\r\n', '\n');

/** The addresses of a page's headings, as the usual servers of Markdown make them. */
function anchors(text: string): readonly string[] {
  const prose = text.replaceAll(/^( *)```[\s\S]*?^\1```/gm, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the links of the pages', () => {
  for (const path of pages) {
    it(`of ${path} lead somewhere`, () => {
      const text = read(path);
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(target)) continue;
        const [file = '', anchor] = target.split('#');
        const other = file === '' ? path : join(dirname(path), file);
        assert.ok(existsSync(join(projectRoot, other)), target);
        if (anchor !== undefined) assert.ok(anchors(read(other)).includes(anchor), target);
      }
    });
  }

  it('reach every page from the README', () => {
    const readme = read('README.md');
    for (const path of pages.slice(1)) assert.ok(readme.includes(`](${path}`), path);
  });
});
