import type { Update } from "grammy/types";
import type { Clock } from "../../lib/clock.ts";
import { userOf } from "../read-update.ts";

export type FloodGate = (update: Update) => boolean;

/**
 * Stands before everything that costs something: who sends more than any person can is not even
 * written down, so that a flood does not keep others waiting.
 */
export function floodGate(
  { clock }: { readonly clock: Clock },
  { most = 120, perMs = 20_000 }: { readonly most?: number; readonly perMs?: number } = {},
): FloodGate {
  let counted = new Map<number, number>();
  let since = 0;
  return (update) => {
    const now = clock.now().getTime();
    if (now - since >= perMs) {
      counted = new Map();
      since = now;
    }
    const user = userOf(update);
    const sent = (counted.get(user) ?? 0) + 1;
    counted.set(user, sent);
    return sent <= most;
  };
}
