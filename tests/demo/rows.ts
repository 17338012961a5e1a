// Reads the rows of a drawn diff back: which lines, and which threads between them.

/** `added 21`, `removed 11`, `context 10 20` for lines, `thread 5` for discussions, in the order of the page. */
export function rowsOf(html: string): readonly string[] {
  const row =
    /<tr class="line (\w+)"><td class="number">(\d*)<\/td><td class="number">(\d*)<\/td>|<article [^>]*data-thread="(\d+)"/g;
  return [...html.matchAll(row)].map(([, kind, left, right, thread]) =>
    thread === undefined ? [kind, left, right].filter((part) => part !== '').join(' ') : `thread ${thread}`,
  );
}

/** The text that a thread's range covers, pieces of several lines joined by `⏎`, as it stands in the HTML. */
export function markedBy(html: string, thread: number): string {
  const lines = html.split('<tr class="line').slice(1);
  const pieces = lines.map((line) =>
    [...line.matchAll(/<mark data-threads="([\d ]+)">(.*?)<\/mark>/g)]
      .filter(([, threads]) => threads?.split(' ').includes(String(thread)))
      .map(([, , text]) => text)
      .join(''),
  );
  return pieces.filter((piece) => piece !== '').join('⏎');
}
