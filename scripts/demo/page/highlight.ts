// Cuts a line of code where the ranges of threads begin and end.
import type { PageThread } from './pull-request-page.ts';

/** A piece of a line, and the ids of the threads whose range covers it. */
export interface Segment {
  /** 0-based UTF-16 index in the line. */
  readonly from: number;
  readonly text: string;
  readonly threads: readonly number[];
}

interface Cover {
  readonly thread: number;
  /** 0-based UTF-16 index, end exclusive. */
  readonly from: number;
  readonly to: number;
}

/** `index`, or the one next to it in the direction of `towards` where it would cut a surrogate pair in two. */
export function wholeCharacter(text: string, index: number, towards: -1 | 1): number {
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  const isInsidePair = before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
  return isInsidePair ? index + towards : index;
}

function coverOf(thread: PageThread, line: number, text: string): Cover | undefined {
  const { start, end } = thread;
  if (start === undefined || end === undefined || line < start.line || line > end.line) return undefined;
  const within = (offset: number) => Math.min(Math.max(offset - 1, 0), text.length);
  const from = line === start.line ? wholeCharacter(text, within(start.offset), -1) : 0;
  const to = line === end.line ? wholeCharacter(text, within(end.offset), 1) : text.length;
  return from < to ? { thread: thread.id, from, to } : undefined;
}

/** Pieces of a line in order, joined they are the line. `line` is 1-based on the side of `threads`. */
export function segmentsOf(text: string, line: number, threads: readonly PageThread[]): readonly Segment[] {
  const covers = threads.map((thread) => coverOf(thread, line, text)).filter((cover) => cover !== undefined);
  const cuts = new Set([0, text.length, ...covers.flatMap((cover) => [cover.from, cover.to])]);
  const sorted = [...cuts].sort((left, right) => left - right);
  return sorted.slice(1).map((end, index) => {
    const begin = sorted[index] ?? 0;
    const over = covers.filter((cover) => cover.from <= begin && cover.to >= end);
    return { from: begin, text: text.slice(begin, end), threads: over.map((cover) => cover.thread) };
  });
}
