// Asks the model server what it can do: whether it answers, takes the key, knows the model, and keeps to a schema.
import type { ProbeAnswer } from '../model/access.ts';
import type { ModelProbes } from '../ports.ts';
import { answerOf, asked, codeOf, pass, trap, unknown } from './answer.ts';

export interface ModelAnswers {
  readonly model: ProbeAnswer;
  readonly 'model-name': ProbeAnswer;
  readonly 'structured-output': ProbeAnswer;
}

/** Both questions are put at once. Never rejects. */
export async function probeModel(model: ModelProbes): Promise<ModelAnswers> {
  const [list, structure] = await Promise.all([asked(() => model.check()), asked(() => model.structure())]);
  return {
    model: serverAnswer(list, structure),
    'model-name': nameAnswer(list, structure),
    'structured-output': structureAnswer(structure),
  };
}

type List = Awaited<ReturnType<typeof asked<Awaited<ReturnType<ModelProbes['check']>>>>>;
type Structure = Awaited<ReturnType<typeof asked<Awaited<ReturnType<ModelProbes['structure']>>>>>;

function serverAnswer(list: List, structure: Structure): ProbeAnswer {
  if (structure.kind === 'told') return pass('It answered a question.');
  if (list.kind === 'failed') return answerOf(list.error);
  if (codeOf(structure) === 'model-not-found') return pass('It answered.');
  return answerOf(structure.error);
}

/** A server's list may leave out what it has, as Azure OpenAI's does: an answer proves more. */
function nameAnswer(list: List, structure: Structure): ProbeAnswer {
  if (structure.kind === 'told') return pass('It gave an answer.');
  if (codeOf(structure) === 'model-not-found') return answerOf(structure.error);
  if (list.kind === 'told' && list.value.model === 'listed') return pass('It is in the list of models.');
  return unknown('The model gave no answer, and it is in no list of models.');
}

function structureAnswer(structure: Structure): ProbeAnswer {
  if (structure.kind === 'failed') return unknown('The model gave no answer to a question.');
  switch (structure.value) {
    case 'schema':
      return pass('The server holds them to a schema.');
    case 'json':
      return trap({
        code: 'model-without-schema',
        problem:
          'The server knows JSON mode and no schema: an answer may have another shape, which costs a second question.',
        fix: 'Reviews work. A newer server or another model may hold answers to a schema.',
      });
    case 'text':
      return trap({
        code: 'model-without-json',
        problem:
          'The server holds answers neither to a schema nor to JSON: they are asked for in words alone, and more of them cannot be used.',
        fix: 'Reviews work, and some come out partial. A newer server or another model may know structured output.',
      });
  }
}
