import { type CrashPoint, playPurchase } from "./crash-purchase.ts";
import type { WorldMode } from "./shop-world.ts";

export type CrashReport = {
  readonly moments: number;
  readonly crashes: number;
  readonly complaints: readonly string[];
};

/**
 * The same purchase again and again, killed at another moment each time: at each commit, before
 * and after each outgoing call. `most` takes an even spread of them.
 */
export async function crashEverywhere(options: {
  readonly binary: string;
  readonly mode: WorldMode;
  readonly most?: number;
  readonly atOnce?: number;
  readonly onPlayed?: (moment: string, complaints: readonly string[]) => void;
}): Promise<CrashReport> {
  const { binary, mode, most = Number.POSITIVE_INFINITY, atOnce = 4 } = options;
  const calm = await playPurchase({ binary, mode });
  const complaints = calm.complaints.map((each) => `${mode}, nobody killed it: ${each}`);
  const left = spread(momentsOf(calm.counted), most);
  const moments = left.length;
  let crashes = 0;
  const worker = async () => {
    for (let crash = left.shift(); crash; crash = left.shift()) {
      const played = await playPurchase({ binary, mode, crash });
      if (played.hasCrashed) crashes += 1;
      const moment = `${mode}, ${crash.at} ${crash.number}`;
      complaints.push(...played.complaints.map((each) => `${moment}: ${each}`));
      options.onPlayed?.(moment, played.complaints);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { moments, crashes, complaints };
}

// --- internal ---

function momentsOf(counted: Readonly<Record<CrashPoint["at"], number>>): CrashPoint[] {
  return (["commit", "before call", "after call"] as const).flatMap((at) =>
    Array.from({ length: counted[at] }, (_, index) => ({ at, number: index + 1 })),
  );
}

function spread<Thing>(things: readonly Thing[], most: number): Thing[] {
  if (things.length <= most) return [...things];
  return Array.from(
    { length: most },
    (_, n) => things[Math.floor(((n + 0.5) * things.length) / most)],
  ).filter((thing) => thing !== undefined);
}
