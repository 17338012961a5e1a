// The address of the pipeline run, for the status to point at.
import type { Variables } from './connection.ts';

/** The run's page; `undefined` where the variables of a build are missing. */
export function runPageUrl(variables: Variables): string | undefined {
  const collection = variables('System.CollectionUri') || variables('System.TeamFoundationCollectionUri');
  const project = variables('System.TeamProject') || variables('System.TeamProjectId');
  const build = variables('Build.BuildId');
  if (!URL.canParse(collection) || project === '' || !/^\d+$/.test(build)) return undefined;
  const base = collection.endsWith('/') ? collection : `${collection}/`;
  return `${base}${encodeURIComponent(project)}/_build/results?buildId=${build}`;
}
