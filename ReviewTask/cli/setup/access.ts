// What the token may do, as lines with ticks.
import type { Token } from '../../config/connection.ts';
import type { PullRequestAddress } from '../../config/pull-request-url.ts';
import type { AzureDevOps } from '../../edges/azure-devops.ts';
import { explanationOf } from '../../errors.ts';
import type { AccessLine } from './world.ts';

export async function lookAtAccess(
  { pullRequests }: AzureDevOps,
  address: PullRequestAddress,
  _token: Token,
): Promise<readonly AccessLine[]> {
  try {
    const me = await pullRequests.me();
    await pullRequests.find(address.project, address.id);
    return [{ title: 'Connected', state: 'pass', says: me.displayName, fix: '' }];
  } catch (error) {
    const explanation = explanationOf(error);
    if (explanation === undefined) throw error;
    return [{ title: 'Connected', state: 'problem', says: explanation.problem, fix: explanation.fix }];
  }
}
