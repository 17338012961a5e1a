// task.json against our own schema: what tfx would pack all the same is refused, and every refusal says what to do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { manifestProblems } from '../../scripts/generate/task-manifest.ts';
import { projectRoot } from '../project-root.ts';

const bag = z.record(z.string(), z.unknown());
const task = bag.parse(JSON.parse(readFileSync(join(projectRoot, 'ReviewTask', 'task.json'), 'utf8')));
const [first, ...others] = z.array(bag).parse(task['inputs']);
const withInput = (change: object) => ({ ...task, inputs: [{ ...first, ...change }, ...others] });

describe('the schema of task.json', () => {
  it('has nothing against ours', () => assert.deepEqual(manifestProblems(task), []));

  const cases: readonly { name: string; given: unknown; expect: RegExp }[] = [
    {
      name: 'a key that the service does not know',
      given: { ...task, hepUrl: 'x' },
      expect: /no "hepUrl"; take it out/,
    },
    { name: 'no id', given: { ...task, id: 'threadline' }, expect: /^id: / },
    { name: 'a name with a blank', given: { ...task, name: 'Threadline Review' }, expect: /^name: / },
    { name: 'a long friendly name', given: { ...task, friendlyName: 'x'.repeat(41) }, expect: /^friendlyName: .*40/ },
    { name: 'one handler only', given: { ...task, execution: { Node24: { target: 'main.cjs' } } }, expect: /Node20_1/ },
    { name: 'an input of an unknown type', given: withInput({ type: 'text' }), expect: /^inputs\.0\.type: / },
    { name: 'an input in no group', given: withInput({ groupName: 'more' }), expect: /group "more" is not among/ },
    {
      name: 'two inputs of a name',
      given: { ...task, inputs: [first, first, ...others] },
      expect: /two have the name/,
    },
    { name: 'a default that is no option', given: withInput({ defaultValue: 'gpt' }), expect: /none of its options/ },
    { name: 'a pick list without options', given: withInput({ options: undefined }), expect: /a pickList needs them/ },
    {
      name: 'a rule whose second half names no input',
      given: withInput({ visibleRule: 'model = a || provider = b' }),
      expect: /names "provider", which is no input/,
    },
    { name: 'no object', given: 'task', expect: /^task\.json: / },
  ];
  for (const { name, given, expect } of cases) {
    it(`refuses ${name}`, () => assert.match(manifestProblems(given).join('\n'), expect));
  }
});
