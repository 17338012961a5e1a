// Paths with a secret in them, under another name while a model is asked: hidden in questions, known again in answers.
import type { ChangeEntry } from '../../model/diff.ts';
import type { LanguageModel } from '../../ports.ts';
import type { Redact } from './shown-lines.ts';

interface Alias {
  readonly path: string;
  readonly shown: string;
}

/** The model, to which no path of these files tells a secret. It names a file as it was told, and is understood. */
export async function withoutSecretNames(
  model: LanguageModel,
  files: readonly Pick<ChangeEntry, 'path' | 'originalPath'>[],
  redact: Redact,
): Promise<LanguageModel> {
  const paths = [...new Set(files.flatMap(({ path, originalPath }) => [path, originalPath]))];
  const shown = await redact('', paths);
  const aliases = paths
    .map((path, index): Alias => ({ path, shown: shown[index] ?? path }))
    .filter((alias) => alias.shown !== alias.path)
    // A path with a line break is shown as JSON, and would not be known again.
    .flatMap((alias) => [alias, { path: escaped(alias.path), shown: escaped(alias.shown) }])
    // Longest first: one path may be the end of another.
    .sort((a, b) => b.path.length - a.path.length);
  if (aliases.length === 0) return model;
  const hide = (text: string) => aliases.reduce((all, alias) => all.replaceAll(alias.path, () => alias.shown), text);
  // Only where the path is all that a string of the answer holds: in a sentence, it stays hidden from readers, too.
  const reveal = (text: string) =>
    aliases.reduce((all, alias) => all.replaceAll(JSON.stringify(alias.shown), () => JSON.stringify(alias.path)), text);
  return {
    async ask(request) {
      const { tools } = request;
      const lookUps = tools && {
        ...tools,
        run: async (name: string, given: string) => hide(await tools.run(name, reveal(given))),
      };
      const { system, user } = { system: hide(request.system), user: hide(request.user) };
      const answer = await model.ask({ ...request, system, user, ...(lookUps && { tools: lookUps }) });
      return { ...answer, text: reveal(answer.text) };
    },
  };
}

function escaped(path: string): string {
  return JSON.stringify(path).slice(1, -1);
}
