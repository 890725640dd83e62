import { clockAt } from "../lib/clock.ts";
import type { Wait } from "../lib/wait.ts";

/** A clock and a waiting room that only the test moves. */
export function manualTime(start: Date | string) {
  const clock = clockAt(start);
  let waiting: { due: number; wake: () => void }[] = [];
  const wait: Wait = (ms, signal) => {
    if (signal?.aborted) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push({ due: clock.now().getTime() + ms, wake: resolve });
    signal?.addEventListener("abort", () => resolve(), { once: true });
    return promise;
  };
  return {
    clock,
    wait,
    /** Lets that much time pass, and wakes who waited for less. */
    async pass(ms: number): Promise<void> {
      clock.advance(ms);
      const now = clock.now().getTime();
      const due = waiting.filter((waiter) => waiter.due <= now);
      waiting = waiting.filter((waiter) => waiter.due > now);
      for (const { wake } of due) wake();
      await Promise.resolve();
    },
    /** For how long the next one still waits. */
    get nextIn(): number | undefined {
      const dues = waiting.map(({ due }) => due - clock.now().getTime());
      return dues.length > 0 ? Math.min(...dues) : undefined;
    },
  };
}
