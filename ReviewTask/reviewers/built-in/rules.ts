// The list of all built-in rules, which runs the reviews and makes the documentation.
import { cryptographyRules } from './cryptography.ts';
import { databaseRules } from './database.ts';
import { deserializationRules } from './deserialization.ts';
import { swallowedErrorRules } from './errors-swallowed.ts';
import { hiddenCharacterRules } from './hidden-characters.ts';
import { infrastructureRules } from './infrastructure.ts';
import { injectionRules } from './injection.ts';
import { leftoverRules } from './leftovers.ts';
import { mistakeRules } from './mistakes.ts';
import { pipelineRules } from './pipelines.ts';
import type { BuiltInRule } from './rule.ts';
import { secretLogRules } from './secrets-in-logs.ts';
import { tlsRules } from './tls.ts';
import { webRules } from './web.ts';

/** Every built-in rule, by theme. Ids are unique. */
export const builtInRules: readonly BuiltInRule[] = [
  ...leftoverRules,
  ...hiddenCharacterRules,
  ...tlsRules,
  ...injectionRules,
  ...webRules,
  ...deserializationRules,
  ...cryptographyRules,
  ...secretLogRules,
  ...pipelineRules,
  ...infrastructureRules,
  ...databaseRules,
  ...swallowedErrorRules,
  ...mistakeRules,
];
