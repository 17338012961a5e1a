// What is left for a person when setup is done: things that no request of ours can do, or that are theirs to decide.
import { shortBranch } from './clicks.ts';
import type { SetupFacts, SetupWishes } from './facts.ts';
import { pipelineOf } from './plan.ts';

/** Lines, in the order in which to do them; what belongs to one thing is indented below it. */
export function whatRemains(facts: SetupFacts, wishes: SetupWishes): readonly string[] {
  const { place } = facts;
  const page = `${place.collectionUrl}${encodeURIComponent(place.projectName)}`;
  const pipeline = pipelineOf(facts, wishes);
  return [
    ...commitLines(facts, wishes),
    ...keyLines(wishes, pipeline === undefined ? `${page}/_build` : `${page}/_build?definitionId=${pipeline.id}`),
    `- Once: the extension with the task ThreadlineReview@1 has to be installed in ${place.collectionUrl}.`,
    `- Once: give the build service of the project "Contribute to pull requests" under ${page}/_settings/repositories?repo=${place.repository}&_a=permissions. It is in the list after the pipeline's first run.`,
  ];
}

function commitLines({ local, onBranch }: SetupFacts, { branch, yamlPath }: SetupWishes): readonly string[] {
  if (onBranch.kind !== 'absent' || local === undefined || local.file.kind === 'absent') return [];
  const file = /^[\w./-]+$/.test(yamlPath) ? yamlPath : JSON.stringify(yamlPath);
  if (!local.isClone) return [`- Put the file from ${local.folder} into the repository as ${yamlPath}, and merge it.`];
  return [
    `- Commit ${yamlPath}, push it and merge it into ${shortBranch(branch)}; nothing was committed or pushed:`,
    '    git checkout -b threadline',
    `    git add ${file}`,
    '    git commit -m "Review pull requests with Threadline"',
    '    git push -u origin threadline',
    '  Then run setup again: it goes on from there.',
  ];
}

function keyLines({ model }: SetupWishes, page: string): readonly string[] {
  if (model.keyVariable === '') return [];
  return [
    `- Open ${page}, Edit, Variables, New variable: ${model.keyVariable}, the key of the model as its value, "Keep this value secret" ticked.`,
  ];
}
