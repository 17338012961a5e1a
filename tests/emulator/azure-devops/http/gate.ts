// Lets readers in together and writers alone, in order of arrival.

export interface Gate {
  /** Runs with other readers at the same time, never with a writer. */
  shared<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Runs alone. */
  exclusive<Result>(work: () => Promise<Result>): Promise<Result>;
}

const settled = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined);

export function makeGate(): Gate {
  let lastWriter: Promise<unknown> = Promise.resolve();
  /** Readers that came after the last writer. */
  let readers: Promise<unknown>[] = [];
  return {
    shared(work) {
      const result = lastWriter.then(work);
      readers.push(settled(result));
      return result;
    },
    exclusive(work) {
      const result = Promise.all([lastWriter, ...readers]).then(work);
      readers = [];
      lastWriter = settled(result);
      return result;
    },
  };
}
