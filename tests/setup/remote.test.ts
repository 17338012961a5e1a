// A clone is known by its remote, in every form of address that Azure Repos has.
import assert from 'node:assert/strict';
import { isCloneOf } from '../../ReviewTask/setup/remote.ts';
import { place } from './facts.ts';

const server = { ...place, collectionUrl: 'https://tfs.acme.local/tfs/Main/' };
const same = { ...place, projectName: 'web' };

const cases: readonly { readonly given: string; readonly of?: typeof place; readonly expect: boolean }[] = [
  { given: 'https://dev.azure.com/acme/My%20Shop/_git/web', expect: true },
  { given: 'https://acme@dev.azure.com/acme/My%20Shop/_git/web', expect: true },
  { given: 'https://kim:secret@dev.azure.com/ACME/my%20shop/_git/Web', expect: true },
  { given: 'https://dev.azure.com/acme/My%20Shop/_git/_full/web', expect: true },
  { given: 'https://acme.visualstudio.com/My%20Shop/_git/web', expect: true },
  { given: 'https://acme.visualstudio.com/DefaultCollection/My%20Shop/_git/web', expect: true },
  { given: 'git@ssh.dev.azure.com:v3/acme/My%20Shop/web', expect: true },
  { given: 'acme@vs-ssh.visualstudio.com:v3/acme/My%20Shop/web', expect: true },
  { given: 'ssh://git@ssh.dev.azure.com/v3/acme/My%20Shop/web', expect: true },
  { given: 'https://dev.azure.com/acme/_git/web', of: same, expect: true },
  { given: 'https://acme.visualstudio.com/_git/web', of: same, expect: true },
  { given: 'https://tfs.acme.local/tfs/Main/My%20Shop/_git/web', of: server, expect: true },
  { given: 'ssh://tfs.acme.local:22/tfs/Main/My%20Shop/_git/web', of: server, expect: false },
  { given: 'https://dev.azure.com/other/My%20Shop/_git/web', expect: false },
  { given: 'https://dev.azure.com/acme/My%20Shop/_git/api', expect: false },
  { given: 'https://github.com/acme/web.git', expect: false },
  { given: '/srv/git/web.git', expect: false },
  { given: 'https://dev.azure.com/acme/%zz/_git/web', expect: false },
];

describe('the remote of a clone', () => {
  for (const { given, of = place, expect } of cases) {
    it(`${given} is ${expect ? '' : 'not '}the repository`, () => assert.equal(isCloneOf([given], of), expect));
  }

  it('is looked for among all remotes, and among what the service names', () => {
    const ssh = 'ssh://tfs.acme.local:22/tfs/Main/My%20Shop/_git/web';
    assert.equal(isCloneOf(['https://github.com/a/b', ssh], { ...server, remotes: [ssh] }), true);
    assert.equal(isCloneOf([], server), false);
  });
});
