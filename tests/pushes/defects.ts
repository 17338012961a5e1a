// The hidden table of defects that the scripted model of the push tests knows, each told in several ways.
import type { Category, Severity } from '../../ReviewTask/model/finding.ts';

/** One way to say what is wrong. Titles of different defects differ. */
export interface Telling {
  readonly title: string;
  readonly failure: string;
  readonly category: Category;
}

/** A defect as only the test knows it. */
export interface Defect {
  readonly name: string;
  /** Part of a line that is wrong. */
  readonly fragment: string;
  /** Part of a line that puts it right, where a verifier has to see it: beside the wrong line, or in its place. */
  readonly cure?: string;
  readonly severity: Severity;
  readonly question: string;
  /** The model never says it the same way twice in a row. */
  readonly tellings: readonly Telling[];
}

export const meanOfNothing: Defect = {
  name: 'mean of nothing',
  fragment: '/ values.length',
  cure: 'if (values.length === 0) return 0',
  severity: 'warning',
  question: 'Can the list of values be empty when this runs?',
  tellings: [
    {
      title: 'Mean of an empty list is NaN',
      failure: 'When `values` is empty the sum 0 is divided by a length of 0, so callers get NaN as the mean.',
      category: 'bug',
    },
    {
      title: 'Division by zero for empty values',
      failure: 'An empty list of `values` has a length of 0; dividing by that length yields NaN instead of a mean.',
      category: 'error-handling',
    },
    {
      title: 'No guard against an empty list before dividing',
      failure: 'The mean divides by the length without checking for empty `values` and returns NaN to its callers.',
      category: 'bug',
    },
  ],
};

export const sqlFromInput: Defect = {
  name: 'SQL from input',
  fragment: "WHERE name = ' + name",
  severity: 'blocker',
  question: 'Does the name come from a request without being escaped?',
  tellings: [
    {
      title: 'SQL injection through the name',
      failure: 'The `name` of the request is pasted into the SQL query text, so an attacker can run any SQL query.',
      category: 'security',
    },
    {
      title: 'Query text is built from user input',
      failure: 'Concatenating `name` into the query lets a request inject SQL and read or change other rows.',
      category: 'security',
    },
    {
      title: 'Unescaped name lets attackers inject SQL',
      failure:
        'Because the SQL query is put together from the raw `name`, a quote in it ends the string and injects SQL.',
      category: 'bug',
    },
  ],
};

const lostPromise: Defect = {
  name: 'lost promise',
  fragment: 'saveAll(orders).catch(() => undefined)',
  severity: 'warning',
  question: 'Does anybody learn that saving failed?',
  tellings: [
    {
      title: 'Failure to save is swallowed',
      failure: 'When `saveAll` rejects, the empty catch swallows the failure and the orders are lost without a word.',
      category: 'error-handling',
    },
    {
      title: 'Rejected saveAll is ignored',
      failure: 'The catch swallows every failure of `saveAll`, so orders that were not saved are lost in silence.',
      category: 'bug',
    },
    {
      title: 'Orders are lost when saving fails',
      failure: 'Nobody learns that `saveAll` failed: the catch returns undefined and the failure is swallowed.',
      category: 'error-handling',
    },
  ],
};

const offByOne: Defect = {
  name: 'off by one',
  fragment: 'index <= pages.length',
  cure: 'index < pages.length',
  severity: 'blocker',
  question: 'Is the element at the length of the list ever defined?',
  tellings: [
    {
      title: 'Loop reads one page past the end',
      failure: 'With `<=` the loop reads `pages` at its length, which is undefined, and rendering the page throws.',
      category: 'bug',
    },
    {
      title: 'Off-by-one in the page loop',
      failure: 'The last turn of the loop reads past the end of `pages`: the page is undefined and rendering throws.',
      category: 'bug',
    },
    {
      title: 'Rendering crashes after the last page',
      failure: 'The loop goes on to `pages.length`, one past the end, where the page is undefined, so it throws.',
      category: 'error-handling',
    },
  ],
};

export const allDefects: readonly Defect[] = [meanOfNothing, sqlFromInput, lostPromise, offByOne];
