// The shape of `.threadline.yml`: the one source of its reader and of its published JSON schema.
import * as z from 'zod';
import { categories, severities } from '../model/finding.ts';

const globs = z.union([z.array(z.string().min(1)), z.string().min(1)]);

/** Every key of the configuration file. All are optional; an unknown one is an error. */
export const fileSchema = z.strictObject({
  enabled: z.boolean().optional().describe('false switches the review off for this target branch.'),
  include: globs.optional().describe('Globs of the files to review; the last that matches decides, ! negates.'),
  exclude: globs.optional().describe('Globs of the files to leave out on top of the defaults; ! brings files back.'),
  minSeverity: z.enum(severities).optional().describe('Findings from here up get a thread; lower ones are listed.'),
  maxComments: z.int().min(0).max(100).optional().describe('Threads that one run opens at most, best first.'),
  categories: z.array(z.enum(categories)).min(1).optional().describe('Kinds of findings to keep; all by default.'),
  language: z.string().min(1).max(40).optional().describe('Language of the comments, for example "German".'),
  instructions: z.string().max(20_000).optional().describe('Guidance for the model, in your words.'),
});

/** What a configuration file says. */
export type FileSettings = z.infer<typeof fileSchema>;

/** The keys it may have. */
export const fileKeys: readonly string[] = Object.keys(fileSchema.shape);
