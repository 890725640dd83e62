import type { PakasirCall } from "./api.ts";
import { randomFrom } from "./random.ts";

export const pakasirFaults = [
  "rate limited",
  "unauthorized",
  "forbidden",
  "server error",
  "no answer",
  "drop before",
  "drop after",
  "slow",
  "malformed",
  "wrong amount",
  "wrong order",
  "sandbox mismatch",
] as const;
export type PakasirFault = (typeof pakasirFaults)[number];

export type RandomFaults = {
  readonly seed: number;
  /** How likely a call is to meet a fault, from 0 to 1. */
  readonly chance: number;
  readonly kinds?: readonly PakasirFault[];
};

/** Those after which a correct shop loses nothing; the others are lies or a wrong key. */
export const honestFaults = [
  "rate limited",
  "server error",
  "drop before",
  "drop after",
  "slow",
  "malformed",
] as const satisfies readonly PakasirFault[];

export type FaultPlan = ReturnType<typeof makeFaultPlan>;

/** Planned faults come first, in their order; then chance has its turn. */
export function makeFaultPlan() {
  let planned: { call: PakasirCall | "any"; fault: PakasirFault }[] = [];
  let roll: () => PakasirFault | undefined = () => undefined;

  return {
    plan(call: PakasirCall | "any", fault: PakasirFault, times = 1): void {
      for (let n = 0; n < times; n++) planned.push({ call, fault });
    },
    atRandom(random: RandomFaults | undefined): void {
      roll = random ? dice(random) : () => undefined;
    },
    clear(): void {
      planned = [];
      roll = () => undefined;
    },
    next(call: PakasirCall): PakasirFault | undefined {
      const place = planned.findIndex((entry) => entry.call === call || entry.call === "any");
      return place === -1 ? roll() : planned.splice(place, 1)[0]?.fault;
    },
  };
}

// --- internal ---

function dice({ seed, chance, kinds = honestFaults }: RandomFaults) {
  const random = randomFrom(seed);
  return () => (random() < chance ? kinds[Math.floor(random() * kinds.length)] : undefined);
}
