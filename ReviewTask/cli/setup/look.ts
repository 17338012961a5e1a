// Looks at what is there: the file on the branch and on disk, the pipelines, the policies, the right to change them.
import type { PipelineFolder } from '../../edges/pipeline-folder.ts';
import { AccessError } from '../../errors.ts';
import type { RepositoryPlace } from '../../model/provision.ts';
import type { Known, LocalFile, SetupFacts, SetupWishes } from '../../setup/facts.ts';
import { judgePipelineFile } from '../../setup/pipeline-file.ts';
import { isCloneOf } from '../../setup/remote.ts';
import type { SetupService, SetupWorld } from './world.ts';

/** Everything that the plan is made of. `tip` is the commit of the wished branch. */
export async function lookAround(
  { provisioning, pullRequests }: SetupService,
  place: RepositoryPlace,
  wishes: SetupWishes,
  tip: string,
  folder: PipelineFolder | undefined,
): Promise<SetupFacts> {
  const key = { project: place.project, repository: place.repository, id: 0 };
  const [text, pipelines, policies, mayEditPolicies, local] = await Promise.all([
    pullRequests.file(key, tip, wishes.yamlPath),
    asFarAsAllowed(() => provisioning.pipelines(place)),
    asFarAsAllowed(() => provisioning.policies(place, wishes.branch)),
    asFarAsAllowed(() => provisioning.mayEditPolicies(place)),
    folder === undefined ? undefined : lookAtFolder(folder, place, wishes),
  ]);
  return {
    ...{ place, local, pipelines, policies },
    onBranch: judgePipelineFile(text),
    mayEditPolicies: mayEditPolicies.kind === 'known' ? mayEditPolicies.value : undefined,
    refused: new Map(),
  };
}

/** Path of the YAML of a new setup. */
const usualPath = 'azure-pipelines-review.yml';

/** Pipelines whose YAML is looked into, at most; one request each. */
const mostLooks = 30;

/** The YAML that a pipeline of the repository reviews with already, whatever its name; the usual path where there is none. */
export async function reviewingPath(
  { provisioning, pullRequests }: SetupService,
  place: RepositoryPlace,
  tip: string,
): Promise<string> {
  const known = await asFarAsAllowed(() => provisioning.pipelines(place));
  if (known.kind === 'unknown') return usualPath;
  const enabled = known.value.filter(({ isEnabled }) => isEnabled).map(({ yamlPath }) => yamlPath);
  if (enabled.includes(usualPath)) return usualPath;
  const key = { project: place.project, repository: place.repository, id: 0 };
  const paths = [...new Set(enabled)].slice(0, mostLooks);
  const files = await Promise.all(paths.map((path) => pullRequests.file(key, tip, path)));
  return paths.find((_path, index) => judgePipelineFile(files[index]).kind === 'reviews') ?? usualPath;
}

/** The file in the folder, read anew. */
export async function lookAtFolder(
  folder: PipelineFolder,
  place: RepositoryPlace,
  { yamlPath }: SetupWishes,
): Promise<LocalFile> {
  const isClone = folder.remotes !== undefined && isCloneOf(folder.remotes, place);
  return { folder: folder.path, isClone, file: judgePipelineFile(await folder.read(yamlPath)) };
}

/** What the token may not see is an answer too; anything else that fails ends the setup. */
async function asFarAsAllowed<T>(ask: () => Promise<T>): Promise<Known<T>> {
  try {
    return { kind: 'known', value: await ask() };
  } catch (error) {
    if (error instanceof AccessError) return { kind: 'unknown', why: error };
    throw error;
  }
}

/**
 * Where the YAML is written: the folder that was named, or the clone that setup is run in. Asked for where that is no clone
 * of the repository; nobody's other folder is written to unasked.
 */
export async function chooseFolder(
  world: SetupWorld,
  place: RepositoryPlace,
  { yamlPath }: SetupWishes,
): Promise<PipelineFolder | undefined> {
  const { flags, isUnattended, openFolder, prompter } = world;
  if (flags.folder !== undefined) return openFolder(flags.folder);
  const here = await openFolder('.');
  if (here.remotes !== undefined && isCloneOf(here.remotes, place)) return here;
  if (isUnattended) return undefined;
  const message = `This is no clone of ${place.repositoryName}. Folder to write ${yamlPath} to (- for none)`;
  const answer = await prompter.text(message, '-', () => undefined);
  return answer === '-' ? undefined : openFolder(answer);
}
