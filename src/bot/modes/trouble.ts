import { type Clock, minutes } from "../../lib/clock.ts";
import type { CallOutcome } from "../../outbox/call-telegram.ts";

/** What keeps updates from arriving, as the owner hears of it: once when it begins and once when it ends. */
export type Trouble =
  | { readonly kind: "conflict" | "unauthorized" | "network" | "telegram"; readonly says: string }
  | { readonly kind: "database" | "webhook"; readonly says: string };

export type TroubleSpot = {
  /** Nothing means: all is well. */
  is(trouble: Trouble | undefined): void;
};

/** Two bots that send each other away are well every other second: an end is told after a while. */
export function makeTroubleSpot(
  clock: Clock,
  tell: (trouble: Trouble | undefined) => void,
): TroubleSpot {
  let current: Trouble["kind"] | undefined;
  let lastSeen = 0;
  return {
    is(trouble) {
      const now = clock.now().getTime();
      if (trouble) lastSeen = now;
      if (trouble?.kind === current) return;
      if (!trouble && now - lastSeen < calmFor) return;
      current = trouble?.kind;
      tell(trouble);
    },
  };
}

export function troubleOf(outcome: Exclude<CallOutcome, { kind: "ok" }>): Trouble {
  const says = "description" in outcome ? outcome.description : outcome.kind;
  switch (outcome.kind) {
    case "conflict":
    case "unauthorized":
    case "network":
      return { kind: outcome.kind, says };
    default:
      return { kind: "telegram", says };
  }
}

// --- internal ---

const calmFor = minutes(2);
