import { type Clock, seconds } from "../lib/clock.ts";
import { answer } from "./answers.ts";

/**
 * Counts wrong secrets by address. Behind a reverse proxy many share one address, so only a wrong
 * secret is ever counted and only a wrong secret is ever refused: nobody can lock out Telegram.
 */
export type FailedAttempts = {
  /** 401, or 429 once somebody keeps guessing. */
  refuse(address: string): Response;
};

export function failedAttempts({ clock }: { readonly clock: Clock }): FailedAttempts {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    refuse(address) {
      const now = clock.now().getTime();
      const bucket = buckets.get(address) ?? { left: burst, at: now };
      const left = Math.min(burst, bucket.left + (now - bucket.at) / refill);
      // The newest stands last, so that the oldest is forgotten first.
      buckets.delete(address);
      buckets.set(address, { left: Math.max(0, left - 1), at: now });
      if (buckets.size > mostAddresses) buckets.delete(buckets.keys().next().value ?? "");
      return left >= 1 ? answer(401) : answer(429, { "retry-after": String(refill / 1_000) });
    },
  };
}

// --- internal ---

const burst = 30;
const refill = seconds(2);
const mostAddresses = 10_000;
