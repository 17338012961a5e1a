// Takes the meaning out of short forms that Azure DevOps turns into mentions, links and macros, without a visible change.
import { wordJoiner } from './clean-characters.ts';

/**
 * A mention (`@name`, `@<GUID>`), a work item (`#12`, `AB#12`) or a pull request (`!12`). The sign is parted from what
 * follows by a word joiner and not by a backslash: a joiner also holds where a text is searched before it is rendered.
 */
const reference = /@(?=[\p{L}\p{N}_<])|[#!](?=\p{N})/gu;
/** `[[_TOC_]]` and its kin, and the fence of `::: mermaid`, `::: video` and `:::query-table`. */
const macro = /\[(?=\[)|:(?=::)/g;
/** A stored mention is found in the raw comment, so code is no shelter for it. */
const storedMention = /@(?=<[0-9a-f-]{8,38}>)/gi;
/** A pipeline reads `##vso[` and `##[` as commands in any line of a log. */
const loggingCommand = /#(?=#(?:vso)?\[)/gi;
/** In prose the bracket may be Markdown that is yet to be written, so no two signs stay together. */
const twoSigns = /#(?=#)/g;

function part(text: string, after: RegExp): string {
  return text.replace(after, (sign) => `${sign}${wordJoiner}`);
}

/** Prose without mentions, work item and pull request links, wiki macros and logging commands. */
export function defuseText(text: string): string {
  return part(part(part(text, twoSigns), reference), macro);
}

/** Code keeps its characters but for stored mentions and logging commands. */
export function defuseCode(text: string): string {
  return part(part(text, loggingCommand), storedMention);
}

/** Text before a sibling node: a sign at its very end would join with what follows it. */
export function defuseEnd(text: string): string {
  return /[@#!]$/.test(text) ? `${text}${wordJoiner}` : text;
}
