/** The real windows; `scale` 0.01 makes them a hundred times shorter, so that tests need not wait. */
export type RateLimitOptions = {
  readonly scale?: number;
  /** Milliseconds that only go forward. */
  readonly ticks?: () => number;
};

export type LimitedCall = "create" | "status" | "cancel";

/** Answers whether the call is within the limit, and if not, in how many ms it would be. */
export function makeRateLimits({ scale = 1, ticks = () => performance.now() }: RateLimitOptions) {
  const recent = new Map<string, number[]>();

  return function waitFor(call: LimitedCall, key: string): number {
    const { max, windowMs } = limits[call];
    const now = ticks();
    const opens = now - windowMs * scale;
    forget(recent, now - longestMs * scale);
    const slot = `${call} ${key}`;
    const calls = (recent.get(slot) ?? []).filter((at) => at > opens);
    const [oldest] = calls;
    if (oldest !== undefined && calls.length >= max) return Math.max(1, oldest - opens);
    recent.delete(slot);
    recent.set(slot, [...calls, now]);
    return 0;
  };
}

// --- internal ---

const limits = {
  create: { max: 2, windowMs: 1_000 },
  cancel: { max: 2, windowMs: 1_000 },
  status: { max: 1, windowMs: 4_000 },
} as const satisfies Record<LimitedCall, { max: number; windowMs: number }>;

const longestMs = 4_000;

/** The slots lie in the order of their last call, so the old ones are in front. */
function forget(recent: Map<string, number[]>, before: number): void {
  for (const [slot, calls] of recent) {
    if ((calls.at(-1) ?? 0) > before) return;
    recent.delete(slot);
  }
}
