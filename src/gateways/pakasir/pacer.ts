/** Milliseconds that only go forward, and the waiting for them; both are passed in by tests. */
export type Pulse = {
  readonly ticks: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

export const realPulse: Pulse = {
  ticks: () => performance.now(),
  sleep: (ms) => Bun.sleep(ms),
};

export type Pace = {
  /** So many calls within so many milliseconds. */
  readonly max: number;
  readonly windowMs: number;
  /** So many callers may wait; the next one is sent away at once. */
  readonly queue: number;
};

export type Pacer = {
  /** Resolves when it is the caller's turn, first come, first served. */
  turn(): Promise<"go" | "busy">;
  /** The gateway asked for quiet: nobody goes before that. */
  holdFor(ms: number): void;
};

export function makePacer({ max, windowMs, queue }: Pace, { ticks, sleep }: Pulse): Pacer {
  let line: Promise<void> = Promise.resolve();
  let waiting = 0;
  let heldUntil = Number.NEGATIVE_INFINITY;
  const recent: number[] = [];

  async function goAsSoonAsAllowed(): Promise<void> {
    for (let wait = waitNow(); wait > 0; wait = waitNow()) await sleep(wait);
    recent.push(ticks());
    if (recent.length > max) recent.shift();
  }

  function waitNow(): number {
    const oldest = recent.length < max ? Number.NEGATIVE_INFINITY : (recent[0] ?? 0);
    return Math.max(heldUntil, oldest + windowMs) - ticks();
  }

  return {
    async turn() {
      // Those who go at once are not in the queue; the bound is for those behind them.
      if (waiting >= queue + max) return "busy";
      waiting += 1;
      const mine = line.then(goAsSoonAsAllowed);
      line = mine;
      await mine;
      waiting -= 1;
      return "go";
    },
    holdFor(ms) {
      heldUntil = Math.max(heldUntil, ticks() + ms);
    },
  };
}
