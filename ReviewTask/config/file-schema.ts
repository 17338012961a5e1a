// The shape of `.threadline.yml`: the one source of its reader and of its published JSON schema.
import * as z from 'zod';
import { categories, severities } from '../model/finding.ts';

const globs = z.union([z.array(z.string().min(1)), z.string().min(1)]);

const rule = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, 'use letters, digits, ".", "_" and "-", 60 at most')
    .describe('Name of the rule, shown with each finding; unique.'),
  scope: z.enum(['file', 'pull-request']).optional().describe('What it is checked on; file by default.'),
  paths: z.array(z.string().min(1)).optional().describe('Globs of the files it applies to, ! negates; all by default.'),
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

/** Every key of the configuration file. All are optional; an unknown one is an error. */
export const fileSchema = z.strictObject({
  enabled: z.boolean().optional().describe('false switches the review off for this target branch.'),
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
  rules: rules.optional().describe('Rules that every changed file they apply to is checked against, one by one.'),
});

/** What a configuration file says. */
export type FileSettings = z.infer<typeof fileSchema>;

/** One rule as the file states it. */
export type RuleSettings = z.infer<typeof rule>;

/** The keys of a rule. */
export const ruleKeys: readonly string[] = Object.keys(rule.shape);

/** The keys it may have. */
export const fileKeys: readonly string[] = Object.keys(fileSchema.shape);
