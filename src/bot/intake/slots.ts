/** At most so many at once; the others wait in the order they came. */
export function makeSlots(count: number) {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    async use<T>(work: () => Promise<T>): Promise<T> {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        // A slot goes straight to whoever waits, so that nobody slips in between.
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
