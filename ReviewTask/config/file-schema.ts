// The shape of `.threadline.yml`: the one source of its reader and of its published JSON schema.
import * as z from 'zod';
import { categories, severities } from '../model/finding.ts';
import { globProblem } from '../model/glob.ts';

const glob = z
  .string()
  .min(1)
  .superRefine((pattern, context) => {
    const problem = globProblem(pattern);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: `the glob "${pattern}" ${problem}` });
  });
const globs = z.union([z.array(glob), glob], 'give one glob or a list of them, in quotes where one has brackets');

const rule = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, 'use letters, digits, ".", "_" and "-", 60 at most')
    .describe('Name of the rule, shown with each finding; unique.'),
  scope: z.enum(['file', 'pull-request']).optional().describe('What it is checked on; file by default.'),
  paths: z.array(glob).optional().describe('Globs of the files it applies to, ! negates; all by default.'),
  severity: z.enum(severities).optional().describe('Severity of its findings; warning by default.'),
  text: z.string().min(1).max(2_000).describe('What is asked for, in your words.'),
  good: z.string().max(2_000).optional().describe('Example of code that keeps the rule.'),
  bad: z.string().max(2_000).optional().describe('Example of code that breaks the rule.'),
});

/** Ids are compared without letter case, since a model may change it. */
const rules = z
  .array(rule)
  .max(100)
  .superRefine((all, context) => {
    const ids = all.map(({ id }) => id.toLowerCase());
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) === index) continue;
      context.addIssue({ code: 'custom', path: [index, 'id'], message: 'another rule has this id' });
    }
  });

const autoPause = z.strictObject({
  pushes: z.int().min(2).max(100).describe('Pushes that make a burst.'),
  minutes: z.int().min(1).max(1_440).describe('How far back they are counted.'),
});

/** Every key of the configuration file. All are optional; an unknown one is an error. */
export const fileSchema = z.strictObject({
  enabled: z.boolean().optional().describe('false switches the review off for this target branch.'),
  reviewOnPush: z
    .boolean()
    .optional()
    .describe(
      'false: after the first review only on request (`/threadline review`, or a run by hand). true by default.',
    ),
  reviewDrafts: z.boolean().optional().describe('true reviews drafts, too, not only on request. false by default.'),
  targetBranches: z
    .array(z.string().min(1).max(400))
    .min(1)
    .max(50)
    .optional()
    .describe(
      'Globs of the target branches of pull requests to review, as main, release/* or refs/heads/main; the last that matches decides, ! negates. ["**"] by default.',
    ),
  ignoreTitles: z
    .array(
      z
        .string()
        .min(1)
        .max(100)
        .regex(/[^*\s]/, 'use at least one character that is no * and no blank'),
    )
    .max(50)
    .optional()
    .describe(
      'Texts; a pull request with one of them in its title is not reviewed. With * for any characters the whole title has to match. Letter case does not count. Whoever writes titles can switch the review off with it.',
    ),
  autoPause: autoPause
    .optional()
    .describe(
      'After the first review, no review while there were `pushes` pushes within `minutes` minutes; `/threadline review` asks for one. Off by default.',
    ),
  include: globs.optional().describe('Globs of the files to review; the last that matches decides, ! negates.'),
  exclude: globs.optional().describe('Globs of the files to leave out on top of the defaults; ! brings files back.'),
  minSeverity: z.enum(severities).optional().describe('Findings from here up get a thread; lower ones are listed.'),
  maxComments: z.int().min(0).max(100).optional().describe('Threads that one run opens at most, best first.'),
  categories: z
    .array(z.enum(categories))
    .min(1)
    .optional()
    .describe('Kinds of findings to keep; all by default. What breaks a rule is kept whatever its kind.'),
  language: z.string().min(1).max(40).optional().describe('Language of the comments, for example "German".'),
  instructions: z.string().max(20_000).optional().describe('Guidance for the model, in your words.'),
  guidelines: z
    .array(z.string().min(1))
    .max(50)
    .optional()
    .describe('Paths or globs of guideline files, read at the target branch, beside those found by convention.'),
  patExpiresOn: z.iso
    .date('write a date as 2026-12-31')
    .optional()
    .describe(
      'Last day of the personal access token in `azureDevOpsToken`, as 2026-12-31. A token cannot read its own; with it every review warns from 14 days before.',
    ),
  rules: rules.optional().describe('Rules that every changed file they apply to is checked against, one by one.'),
});

/** What a configuration file says. */
export type FileSettings = z.infer<typeof fileSchema>;

/** One rule as the file states it. */
export type RuleSettings = z.infer<typeof rule>;

const keysInside: Readonly<Record<string, readonly string[]>> = {
  rules: Object.keys(rule.shape),
  autoPause: Object.keys(autoPause.shape),
};

/** The keys that a map may have: of the file itself for `undefined`, else of what stands under this key of the file. */
export function knownKeys(under: PropertyKey | undefined): readonly string[] {
  return under === undefined ? Object.keys(fileSchema.shape) : (keysInside[String(under)] ?? []);
}
