export type Random = {
  /** A whole number from 0 up to, and not including, `end`. */
  below(end: number): number;
  oneOf<T>(things: readonly T[]): T;
};

/** Chance that can be repeated: a failing run is run again with the seed that it names. */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (end: number) => next() % end;
  return {
    below,
    oneOf: (things) => {
      if (things.length === 0) throw new RangeError("There is nothing to choose from");
      return things[below(things.length)] as (typeof things)[number];
    },
  };
}
