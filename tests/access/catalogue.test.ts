// The catalogue of probes, from which the page on access is made, knows every problem that the probes can name.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { catalogue } from '../../ReviewTask/access/catalogue.ts';
import { probeGroups, probeNames } from '../../ReviewTask/model/access.ts';
import { readSources } from '../architecture/house-rules.ts';
import { projectRoot } from '../project-root.ts';

describe('the catalogue of probes', () => {
  it('knows every problem that the room of access words itself', () => {
    const known = new Set(Object.values(catalogue).flatMap(({ names }) => names));
    const codes = readSources(join(projectRoot, 'ReviewTask', 'access')).flatMap(({ text }) =>
      [...text.matchAll(/code: '([^']+)'/g)].map((match) => match[1] ?? ''),
    );
    assert.ok(codes.length > 8);
    for (const code of codes) assert.ok(known.has(code), code);
  });

  it('keeps the probes of a group together, and the groups in their order', () => {
    const groups = probeNames.map((name) => catalogue[name].group);
    assert.deepEqual([...new Set(groups)], [...probeGroups]);
    assert.deepEqual(
      groups.toSorted((one, other) => probeGroups.indexOf(one) - probeGroups.indexOf(other)),
      groups,
    );
  });

  it('says of each how it is asked and why it leaves no trace', () => {
    for (const name of probeNames) {
      assert.match(catalogue[name].asks, /\.$/, name);
      assert.match(catalogue[name].noTrace, /\.$/, name);
    }
  });
});
