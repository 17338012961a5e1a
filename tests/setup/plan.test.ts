// The plan says for each part what is there, what will be made, what waits, and what a person has to click.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Explanation } from '../../ReviewTask/errors.ts';
import { describePlan } from '../../ReviewTask/setup/describe.ts';
import type { SetupFacts, SetupWishes } from '../../ReviewTask/setup/facts.ts';
import { planSetup, type Step } from '../../ReviewTask/setup/plan.ts';
import { buildPolicy, facts, known, pipeline, policies, reviews, statusPolicy, wishes } from './facts.ts';

const refusal: Explanation = { code: 'pat-scope-missing', problem: 'The scope is missing.', fix: 'Add it.' };
const refused = { kind: 'unknown', why: refusal } as const;
const onMain = { onBranch: reviews, pipelines: known([pipeline]) };

interface Case {
  readonly name: string;
  readonly facts?: Partial<SetupFacts>;
  readonly wishes?: Partial<SetupWishes>;
  /** The kinds of the steps, in order. */
  readonly expect: readonly Step['state']['kind'][];
  /** What the description has to say, and what not. */
  readonly says?: readonly RegExp[];
}

const cases: readonly Case[] = [
  {
    name: 'nothing is there: file and pipeline are made, policies wait for the merge',
    expect: ['make', 'make', 'waits', 'waits'],
    says: [/written to \/work\/web/, /pipeline "web review"/, /until azure-pipelines-review\.yml is on main/],
  },
  {
    name: 'policies that are wanted at once do not wait',
    wishes: { isEarly: true },
    expect: ['make', 'make', 'make', 'make'],
  },
  { name: 'no policies are wanted', wishes: { policies: 'none' }, expect: ['make', 'make'] },
  {
    name: 'the file is in the clone and not on the branch',
    facts: { local: { folder: '/work/web', isClone: true, file: reviews } },
    expect: ['there', 'make', 'waits', 'waits'],
    says: [/not on main yet: commit it/],
  },
  {
    name: 'the file is merged and the pipeline is there',
    facts: onMain,
    expect: ['there', 'there', 'make', 'make'],
    says: [/will be created, optional/],
  },
  {
    name: 'everything is there',
    facts: { ...onMain, policies: policies(buildPolicy, statusPolicy) },
    expect: ['there', 'there', 'there', 'there'],
  },
  {
    name: 'the review is wanted as required and is optional',
    facts: { ...onMain, policies: policies(buildPolicy, statusPolicy) },
    wishes: { policies: 'require' },
    expect: ['there', 'there', 'make', 'make'],
    says: [/will be made required/],
  },
  {
    name: 'the review is required and was wanted as optional: it stays',
    facts: {
      ...onMain,
      policies: policies({ ...buildPolicy, isBlocking: true }, { ...statusPolicy, isBlocking: true }),
    },
    expect: ['there', 'there', 'there', 'there'],
    says: [/stays so: setup loosens nothing/],
  },
  {
    name: 'policies are switched off, and one waits for a person',
    facts: {
      ...onMain,
      policies: policies({ ...buildPolicy, isEnabled: false, isManual: true }, { ...statusPolicy, isEnabled: false }),
    },
    expect: ['there', 'there', 'make', 'make'],
    says: [/switched on and made to start by itself/],
  },
  {
    name: 'a policy that lacks something holds for other branches, too: it is left to a person',
    facts: { ...onMain, policies: policies({ ...buildPolicy, isShared: true, isEnabled: false }, statusPolicy) },
    expect: ['there', 'there', 'by-hand', 'there'],
    says: [/more than this branch/],
  },
  {
    name: 'a wider policy that holds is enough',
    facts: { ...onMain, policies: policies({ ...buildPolicy, isShared: true }, { ...statusPolicy, isShared: true }) },
    expect: ['there', 'there', 'there', 'there'],
  },
  {
    name: 'only a status of somebody else counts',
    facts: { ...onMain, policies: policies(buildPolicy, { ...statusPolicy, author: 'somebody' }) },
    expect: ['there', 'there', 'there', 'there'],
    says: [/only a status of the identity somebody counts/],
  },
  {
    name: 'policies for another pipeline and another status do not count',
    facts: { ...onMain, policies: policies({ ...buildPolicy, pipeline: 8 }, { ...statusPolicy, name: 'other' }) },
    expect: ['there', 'there', 'make', 'make'],
  },
  {
    name: 'the file on the branch posts a status of another name: that one is asked for',
    facts: { ...onMain, onBranch: { kind: 'reviews', status: { genre: 'ci', name: 'review' } } },
    expect: ['there', 'there', 'make', 'make'],
    says: [/status policy ci\/review/],
  },
  {
    name: 'a file of that name does something else in the clone',
    facts: { local: { folder: '/work/web', isClone: true, file: { kind: 'other' } } },
    expect: ['make', 'make', 'waits', 'waits'],
    says: [/written OVER the file/],
  },
  {
    name: 'a file of that name does something else on the branch',
    facts: { onBranch: { kind: 'other' } },
    expect: ['by-hand', 'make', 'waits', 'waits'],
    says: [/--yaml/],
  },
  {
    name: 'there is no folder to write to',
    facts: { local: undefined },
    expect: ['by-hand', 'make', 'waits', 'waits'],
    says: [/--folder/],
  },
  {
    name: 'pipelines may not be seen',
    facts: { onBranch: reviews, pipelines: refused },
    expect: ['there', 'by-hand', 'waits', 'waits'],
    says: [/The scope is missing/, /Add it\./, /My%20Shop\/_build/, /path \/azure-pipelines-review\.yml/],
  },
  {
    name: 'the pipeline was refused',
    facts: { onBranch: reviews, refused: new Map([['pipeline', refusal]]) },
    expect: ['there', 'by-hand', 'waits', 'waits'],
    says: [/New pipeline, Azure Repos Git, web/],
  },
  {
    name: 'the pipeline is paused',
    facts: { ...onMain, pipelines: known([{ ...pipeline, isEnabled: false }]) },
    expect: ['there', 'by-hand', 'waits', 'waits'],
    says: [/definitionId=7/],
  },
  {
    name: 'of two pipelines the one that builds counts',
    facts: { ...onMain, pipelines: known([{ ...pipeline, id: 6, isEnabled: false }, pipeline]) },
    expect: ['there', 'there', 'make', 'make'],
  },
  {
    name: 'policies may not be seen',
    facts: { ...onMain, policies: refused },
    expect: ['there', 'there', 'by-hand', 'by-hand'],
    says: [/Build Validation/, /Status Checks/, /policiesMid/],
  },
  {
    name: 'policies may not be edited',
    facts: { ...onMain, mayEditPolicies: false },
    expect: ['there', 'there', 'by-hand', 'by-hand'],
    says: [/"Edit policies" on the repository "web"/, /Requirement|requirement Optional/],
  },
  {
    name: 'nobody could tell whether policies may be edited: it is tried',
    facts: { ...onMain, mayEditPolicies: undefined },
    expect: ['there', 'there', 'make', 'make'],
  },
  {
    name: 'a policy was refused: the clicks have the values that were wanted',
    facts: { ...onMain, refused: new Map([['status-policy', refusal]]) },
    wishes: { policies: 'require' },
    expect: ['there', 'there', 'make', 'by-hand'],
    says: [/Status to check threadline\/ai-pr-review, Policy requirement Required/],
  },
];

describe('the plan of a setup', () => {
  for (const { name, facts: given, wishes: wished, expect, says = [] } of cases) {
    it(name, () => {
      const steps = planSetup(facts(given), wishes(wished));
      assert.deepEqual(
        steps.map(({ state }) => state.kind),
        expect,
      );
      const text = describePlan(steps).join('\n');
      for (const words of says) assert.match(text, words);
    });
  }

  it('names a new pipeline apart from one that has its name', () => {
    const other = { ...pipeline, yamlPath: 'other.yml' };
    assert.match(
      describePlan(planSetup(facts({ pipelines: known([other]) }), wishes()))[1] ?? '',
      /web review \(Threadline\)/,
    );
  });

  it('never plans to change a policy that is as strict as asked for or stricter', () => {
    const policy = fc.record({
      isEnabled: fc.boolean(),
      isBlocking: fc.boolean(),
      isShared: fc.boolean(),
      isFiltered: fc.boolean(),
      isManual: fc.boolean(),
    });
    fc.assert(
      fc.property(policy, fc.constantFrom('advise', 'require'), (given, level) => {
        const steps = planSetup(
          facts({ ...onMain, policies: policies({ ...buildPolicy, ...given }) }),
          wishes({ policies: level }),
        );
        const state = steps.find(({ name }) => name === 'build-policy')?.state;
        const holds = given.isEnabled && !given.isManual && (given.isBlocking || level === 'advise');
        assert.equal(state?.kind === 'there', holds);
        if (state?.kind === 'make') {
          assert.equal(given.isShared, false);
          assert.equal(state.deed?.kind, 'strengthen-policy');
        }
      }),
    );
  });
});
