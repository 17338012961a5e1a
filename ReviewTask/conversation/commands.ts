// Reads the commands that people write in comments: `/threadline review` and its like.
import { editDistance } from '../model/edit-distance.ts';

/** Every command, in the order in which help lists them. */
export const commandNames = ['review', 'full', 'resolve', 'ignore', 'explain', 'help'] as const;
export type CommandName = (typeof commandNames)[number];

/** What a comment asks for. */
export type Command =
  | { readonly kind: 'review' }
  | { readonly kind: 'full' }
  | { readonly kind: 'resolve' }
  | { readonly kind: 'explain' }
  /** `reason` is the rest of the line, at most 300 UTF-16 units; empty for none. Untrusted. */
  | { readonly kind: 'ignore'; readonly reason: string }
  | {
      readonly kind: 'help';
      /** The word that is no command, at most 40 UTF-16 units, letters, digits and hyphens only; empty where none was given. */
      readonly unknown: string;
      /** The command that it is nearest to. */
      readonly nearest: CommandName | undefined;
    };

/**
 * Blanks, quotes of code and emphasis may stand before it; `>` may not, because a quoted command is somebody else's. A path such
 * as `/threadline/a.ts` or `/threadline.yml` is none.
 */
const opening = /^[\s`*_]*\/threadline(?![\p{L}\p{N}_/]|\.\p{L})(.*)/iu;
const invisible = /[\u200b-\u200d\u2060\ufeff]/g;
const reasonLimit = 300;

/** True for a comment that addresses Threadline by a command, a wrong one included. */
export function beginsCommand(content: string): boolean {
  return opening.test(content.replace(invisible, ''));
}

/** The command of a comment; `undefined` where it begins with none. Only its first line counts. Never throws. */
export function parseCommand(content: string): Command | undefined {
  const rest = opening.exec(content.replace(invisible, ''))?.[1];
  if (rest === undefined) return undefined;
  const word = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/u.exec(rest);
  if (word === null) return { kind: 'help', unknown: '', nearest: undefined };
  const after = rest.slice(word.index + word[0].length);
  const written = word[0].toLowerCase();
  const name = commandNames.find((one) => one === written);
  switch (name) {
    case undefined:
      return { kind: 'help', unknown: word[0].slice(0, 40), nearest: nearestCommand(written.slice(0, 40)) };
    case 'help':
      return { kind: 'help', unknown: '', nearest: undefined };
    case 'ignore':
      return { kind: 'ignore', reason: reasonIn(after) };
    case 'review':
      // People who know other reviewers write the two words in either order.
      return { kind: /^[\s`*_]*full\b/i.test(after) ? 'full' : 'review' };
    default:
      return { kind: name };
  }
}

function reasonIn(text: string): string {
  // Cut first: what strips the end takes the square of the length, and a comment may hold a hundred thousand marks.
  const words = text.slice(0, 4 * reasonLimit).replace(/\s+/g, ' ');
  return words
    .replace(/^[\s`*_:;,.–—-]+|[\s`*_]+$/g, '')
    .slice(0, reasonLimit)
    .trim();
}

/** The command that a misspelled word is nearest to; `undefined` where none is near. */
function nearestCommand(word: string): CommandName | undefined {
  const begun = commandNames.find((name) => word.length >= 2 && (name.startsWith(word) || word.startsWith(name)));
  if (begun !== undefined) return begun;
  const [best] = commandNames
    .map((name) => ({ name, distance: editDistance(word, name) }))
    .sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= 2 && best.distance < best.name.length - 1 ? best.name : undefined;
}
