/** Lets one question per transaction through in so many milliseconds, and remembers no more. */
export type StatusGate = {
  /** 0 and the question is noted; else the milliseconds until it may be asked. */
  waitFor(transactionId: string): number;
};

export function makeStatusGate(everyMs: number, ticks: () => number): StatusGate {
  const askedAt = new Map<string, number>();

  return {
    waitFor(transactionId) {
      const now = ticks();
      // Every key is put in once per window, so the map is in the order of time.
      for (const [key, at] of askedAt) {
        if (now - at < everyMs) break;
        askedAt.delete(key);
      }
      const last = askedAt.get(transactionId);
      if (last !== undefined) return last + everyMs - now;
      askedAt.set(transactionId, now);
      return 0;
    },
  };
}
