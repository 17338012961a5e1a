// Counts what a parser could not make sense of, in one walk without recursion: hostile files nest deeper than a stack.
import type { Tree } from 'web-tree-sitter';

/**
 * Nodes that are errors, and those that the parser had to make up. Some grammars hide what was made up: a node that holds an
 * error and shows none is counted in its place. Branches without errors are not walked.
 */
export function countErrors(tree: Tree): number {
  const cursor = tree.walk();
  /** For each open level, the count at which its error is still to be explained; -1 where the node itself is one. */
  const open: number[] = [];
  let count = 0;
  for (;;) {
    const { hasError, isError, isMissing } = cursor.currentNode;
    const isOne = isError || isMissing;
    count += Number(isOne);
    const mark = isOne ? -1 : count;
    if (hasError && cursor.gotoFirstChild()) {
      open.push(mark);
      continue;
    }
    if (hasError && mark === count) count += 1;
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) {
        cursor.delete();
        return count;
      }
      if (open.pop() === count) count += 1;
    }
  }
}
