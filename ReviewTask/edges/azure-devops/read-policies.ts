// Reads the policies of a branch, as far as a review is concerned with them.
import * as z from 'zod';
import type { BranchPolicy } from '../../model/access.ts';
import { operations } from './operations.ts';
import { readAnswer } from './unusable.ts';

/** Ids of the types of policies, the same in every organization. */
const types = {
  build: '0609b952-1397-4640-95ec-e00a01b2c241',
  status: 'cbdc66da-9728-4af8-aada-9a5a32e4a226',
  comments: 'c6a1889d-b943-4856-b76f-9e46bb6b0df2',
} as const;

const configuration = z.looseObject({
  isEnabled: z.boolean().nullish(),
  isBlocking: z.boolean().nullish(),
  isDeleted: z.boolean().nullish(),
  type: z.looseObject({ id: z.string() }),
  settings: z
    .looseObject({
      statusGenre: z.string().nullish(),
      statusName: z.string().nullish(),
      authorId: z.string().nullish(),
      invalidateOnSourceUpdate: z.boolean().nullish(),
      displayName: z.string().nullish(),
      manualQueueOnly: z.boolean().nullish(),
    })
    .nullish(),
});

const answerSchema = z.looseObject({ value: z.array(configuration) });

/** The enabled ones. One page holds a thousand, which no branch has. */
export function readPolicies(answer: unknown): readonly BranchPolicy[] {
  const { value } = readAnswer(answerSchema, answer, operations.readPolicies);
  return value.filter(({ isDeleted, isEnabled }) => isEnabled === true && isDeleted !== true).flatMap(policyIn);
}

function policyIn({ isBlocking, settings, type }: z.output<typeof configuration>): readonly BranchPolicy[] {
  const blocking = isBlocking === true;
  switch (type.id.toLowerCase()) {
    case types.status:
      return [
        {
          kind: 'status',
          genre: settings?.statusGenre ?? '',
          name: settings?.statusName ?? '',
          isBlocking: blocking,
          authorId: settings?.authorId || undefined,
          isResetByPush: settings?.invalidateOnSourceUpdate === true,
        },
      ];
    case types.comments:
      return [{ kind: 'comments', isBlocking: blocking }];
    case types.build:
      return [
        {
          kind: 'build',
          name: settings?.displayName ?? '',
          isBlocking: blocking,
          isManual: settings?.manualQueueOnly === true,
        },
      ];
    default:
      return [];
  }
}
