// How many questions are under way at once: the first goes alone, a server with too much to do gets fewer, and slowly more again.

export interface Pacer {
  /**
   * Waits for a place, in the order of calling, and runs the question. The question says so each time the server turned
   * it away for now (429), also where another try then succeeded. A question that fails gives its place back, too.
   */
  run<T>(question: (throttled: () => void) => Promise<T>): Promise<T>;
}

/**
 * Starts with one question, because a server can take a prefix from its cache only once it has read it; then `most`.
 * Each new throttling halves the number, down to one: what was under way when it was halved counts as the same. Twice as
 * many calm questions as there are places bring one place back.
 */
export function startPacer(most: number): Pacer {
  const waiting: (() => void)[] = [];
  let running = 0;
  let places = 1;
  let isFirst = true;
  let halvings = 0;
  let calm = 0;

  const admit = () => {
    while (running < places && waiting.length > 0) {
      running += 1;
      waiting.shift()?.();
    }
  };
  const halve = () => {
    halvings += 1;
    places = Math.max(1, Math.floor(places / 2));
    calm = 0;
  };
  const leave = (wasCalm: boolean) => {
    running -= 1;
    calm += wasCalm ? 1 : 0;
    if (isFirst) {
      isFirst = false;
      places = Math.max(1, Math.floor(most / 2 ** halvings));
      calm = 0;
    } else if (calm >= 2 * places && places < most) {
      places += 1;
      calm = 0;
    }
    admit();
  };

  return {
    async run(question) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        admit();
      });
      let known = halvings;
      let wasCalm = true;
      const throttled = () => {
        wasCalm = false;
        if (known === halvings) halve();
        known = halvings;
      };
      try {
        return await question(throttled);
      } finally {
        leave(wasCalm);
      }
    },
  };
}
