// The scene of the sample repository.
import { sampleFiles, samplePullRequest } from './sample.ts';
import type { Scene } from './scene.ts';

/** The sample as a scene. */
export async function sampleScene(): Promise<Scene> {
  return { ...samplePullRequest, base: await sampleFiles('base'), head: await sampleFiles('head') };
}
