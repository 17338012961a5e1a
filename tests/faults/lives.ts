// Kills runs at requests, and says where what the next run leaves differs from an undisturbed pull request.
import assert from 'node:assert/strict';
import type { LoggedRequest } from '../emulator/azure-devops.ts';
import { type FinalState, finalState, tellsOfFixes } from './final-state.ts';
import { type Case, ended, type Room } from './room.ts';

/** Where a run dies: its nth request, 1-based, is lost, or takes effect and its answer is lost. */
export interface Death {
  readonly request: number;
  readonly moment: 'before' | 'after';
}

/** From its nth request on the run reaches nobody any more, and nobody hears it. */
async function dyingRun({ azureDevOps }: Room, one: Case, { request, moment }: Death): Promise<void> {
  const kill = new AbortController();
  azureDevOps.clearRequests();
  const die = () => {
    kill.abort(ended());
    return 'drop' as const;
  };
  const remove = azureDevOps.onRequest({
    before: ({ number }) => (kill.signal.aborted || (moment === 'before' && number === request) ? die() : undefined),
    after: ({ number }) => (moment === 'after' && number === request ? die() : undefined),
  });
  const { outcome } = await one.run({ kill: kill.signal });
  remove();
  assert.equal(kill.signal.aborted, true, `The run ended before its request ${request}.`);
  assert.notEqual(outcome.kind, 'reviewed');
}

/** True for what changes something on the pull request. */
export function isWrite({ method, path }: Pick<LoggedRequest, 'method' | 'path'>): boolean {
  return method !== 'GET' && method !== 'OPTIONS' && !/\/(?:blobs|itemsbatch)$/i.test(path);
}

export type OpenCases = (count: number) => Promise<readonly Case[]>;

/** Pull requests that a first run comes to, or a run after a push that fixes, moves and adds; a question is waiting there. */
export function scenesIn(room: Room): Readonly<Record<'a first run' | 'a run after a push', OpenCases>> {
  return {
    'a first run': (count) => room.openCases(count),
    async 'a run after a push'(count) {
      const cases = await room.openCases(count);
      for (const one of cases) {
        await one.run();
        await one.ask();
      }
      await room.push();
      return cases;
    },
  };
}

/** A run that nothing goes wrong with. */
interface Undisturbed {
  readonly requests: readonly LoggedRequest[];
  readonly final: FinalState;
  readonly tellsOfFixes: boolean;
}

/** The requests of one undisturbed run in a scene, and what it leaves. */
export async function undisturbed(room: Room, open: OpenCases): Promise<Undisturbed> {
  const [one] = await open(1);
  assert(one);
  room.azureDevOps.clearRequests();
  const { outcome } = await one.run();
  assert.equal(outcome.kind, 'reviewed');
  const { pullRequest } = one;
  const requests = [...room.azureDevOps.requests];
  return { requests, final: finalState(pullRequest), tellsOfFixes: tellsOfFixes(pullRequest) };
}

/** Kills one run at each of the places, lets one more run go through, and compares. */
export async function killAt(
  room: Room,
  open: OpenCases,
  deaths: readonly Death[],
  expected: Undisturbed,
): Promise<void> {
  const cases = await open(deaths.length);
  for (const [index, death] of deaths.entries()) {
    const one = cases[index];
    assert(one);
    await dyingRun(room, one, death);
    const wasTold = tellsOfFixes(one.pullRequest);
    await one.run();
    assert.deepEqual(finalState(one.pullRequest), expected.final, `killed ${death.moment} request ${death.request}`);
    assert.equal(wasTold || tellsOfFixes(one.pullRequest), expected.tellsOfFixes);
    room.azureDevOps.clearRequests();
    const { outcome } = await one.run();
    assert.equal(outcome.kind, 'unchanged', `killed ${death.moment} request ${death.request}`);
    assert.equal(room.azureDevOps.requests.length, 3);
    await one.pullRequest.abandon();
  }
}
