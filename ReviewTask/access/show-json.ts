// The probes as JSON, for programs.
import type { ProbeResult } from '../model/access.ts';
import { concludeFrom } from './conclusion.ts';

/** One object with the conclusion and a list of probes; new members may come, none goes. */
export function showJson(results: readonly ProbeResult[]): string {
  const { exitCode, sentence } = concludeFrom(results);
  const probes = results.map(({ answer, group, probe, title }) => ({ probe, group, title, ...answerIn(answer) }));
  return `${JSON.stringify({ exitCode, sentence, probes }, undefined, 2)}\n`;
}

function answerIn(answer: ProbeResult['answer']) {
  switch (answer.kind) {
    case 'pass':
      return { result: 'pass', found: answer.detail };
    case 'unknown':
      return { result: 'unknown', found: answer.why };
    case 'problem': {
      const { code, fix, problem } = answer.explanation;
      return { result: answer.stopsReviews ? 'problem' : 'note', found: problem, fix, code };
    }
  }
}
