// The first review of a setup: the same story as in a pipeline, with a publisher that prints or one that posts.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type InputName, inputDefaults } from '../../config/input-names.ts';
import { readInputs } from '../../config/inputs.ts';
import type { AzureDevOps } from '../../edges/azure-devops.ts';
import { systemClock } from '../../edges/clock.ts';
import type { WayOut } from '../../edges/network.ts';
import { createLanguageModel } from '../../edges/openai.ts';
import { createOutliner } from '../../edges/outline.ts';
import { createPrintingPublisher } from '../../edges/printing-publisher.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { PullRequest } from '../../model/pull-request.ts';
import type { Log } from '../../ports.ts';
import { review } from '../../review.ts';
import type { ModelWish } from '../../setup/facts.ts';

export interface FirstReview {
  readonly pullRequest: PullRequest;
  readonly model: ModelWish;
  /** Key of the model, from the environment; empty where there is none. */
  readonly modelKey: string;
  readonly isPosting: boolean;
  readonly network: WayOut;
}

/** Reviews as the pipeline will. Where the model's key is not here, the built-in checks take part alone, and that is said. */
export function reviewFirst(
  azureDevOps: AzureDevOps,
  given: FirstReview,
  log: Log,
  signal: AbortSignal,
): Promise<Outcome> {
  const { pullRequest, model, modelKey, isPosting, network } = given;
  const isKeyMissing = model.keyVariable !== '' && modelKey === '';
  if (isKeyMissing) {
    log.info(
      'The key of the model is not in THREADLINE_MODEL_KEY, so this review is made by the built-in checks alone.',
    );
  }
  const texts = inputTexts(isKeyMissing ? { ...model, provider: 'none' } : model, modelKey);
  const inputs = readInputs((name) => texts[name] ?? inputDefaults[name]);
  const publisher = isPosting ? azureDevOps.publisher : createPrintingPublisher(log);
  return review(
    {
      inputs,
      project: pullRequest.project,
      pullRequestId: pullRequest.id,
      runUrl: undefined,
      run: randomUUID(),
      isByHand: true,
      linkHosts: [new URL(pullRequest.webUrl).host],
    },
    {
      ...{ pullRequests: azureDevOps.pullRequests, blobs: azureDevOps.blobs, folders: azureDevOps.folders },
      checkout: undefined,
      // The task's own bundle has it; the command line stands in a folder beside.
      outliner: createOutliner({
        child: join(import.meta.dirname, '..', 'ReviewTask', 'outline.cjs'),
        debug: (line) => log.debug(line),
        signal,
      }),
      publisher,
      lastWords: publisher,
      model: ({ name, ...choice }) =>
        createLanguageModel({ ...choice, ...network, model: name, clock: systemClock, signal, log }),
      log,
      clock: systemClock,
      cancelled: signal,
    },
  );
}

function inputTexts({ provider, name, url }: ModelWish, modelApiKey: string): Partial<Record<InputName, string>> {
  if (provider === 'none') return { modelProvider: provider };
  return { modelProvider: provider, model: name, modelUrl: url, modelApiKey };
}
