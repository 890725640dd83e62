import type { Random } from "../random.ts";
import type { ShopWorld } from "../shop-world.ts";
import type { OwnPostgres } from "./own-postgres.ts";

export type Troubles = {
  readonly count: {
    readonly kills: number;
    readonly restarts: number;
    readonly cuts: number;
    readonly forged: number;
    readonly failedStarts: number;
  };
  /** Times that the shop ended without anybody having killed it. */
  readonly ownEnds: readonly string[];
  /** Kills the shop now, and starts it again after a moment. */
  kill(): Promise<void>;
  /** Peace: nothing more happens, and the shop runs. */
  end(): Promise<void>;
};

/** Everything that can go wrong around a shop, again and again, until it is told to end. */
export function makeTroubles(
  world: ShopWorld,
  postgres: OwnPostgres,
  random: Random,
  seed: number,
): Troubles {
  const { shop, telegram, pakasir, proxy } = world;
  const count = { kills: 0, restarts: 0, cuts: 0, forged: 0, failedStarts: 0 };
  const ownEnds: string[] = [];
  let isOver = false;
  let isKilling = false;

  /** As systemd does: whatever ends is started again. */
  const keeper = (async () => {
    while (!isOver || !shop.isRunning) {
      if (!shop.isRunning && !isKilling) {
        // A start into a database that is just being restarted fails, and is tried again.
        await shop.start().catch(() => {
          count.failedStarts += 1;
        });
      }
      const { isRunning } = shop;
      const { kills } = count;
      await Bun.sleep(50);
      const wasKilled = isKilling || kills !== count.kills;
      if (isRunning && !shop.isRunning && !wasKilled) {
        ownEnds.push(`with ${await shop.ended()}: ${shop.said.slice(-1_500)}`);
      }
    }
  })();

  const weather = (async () => {
    pakasir.randomFaults({ seed, chance: 0.04 });
    pakasir.randomWebhooks({ seed, chance: 0.5, upToMs: 15_000 });
    while (!isOver) {
      telegram.faults.random(random.oneOf(storms(seed + random.below(1e6))));
      telegram.faults.duplicateUpdates = random.oneOf([0, 0, 1]);
      telegram.faults.reorderUpdates = random.oneOf([false, false, true]);
      pakasir.setDown(random.below(16) === 0);
      await pause(3_000 + random.below(6_000));
    }
  })();

  const database = (async () => {
    while (!isOver) {
      await pause(12_000 + random.below(20_000));
      if (isOver) return;
      if (random.below(2) === 0) {
        proxy.cut();
        count.cuts += 1;
      } else {
        await postgres.restart(random.oneOf(["fast", "immediate"]));
        count.restarts += 1;
      }
    }
  })();

  const forger = (async () => {
    while (!isOver) {
      await pause(2_000 + random.below(4_000));
      const charge = random.oneOf([...pakasir.charges, undefined]);
      if (!charge) continue;
      const { txnId: txn_id, orderId: order_id, amount } = charge;
      const lie = { txn_id, order_id, amount, status: "completed", is_sandbox: false };
      const secret = random.oneOf([undefined, "guessed-secret", "secret-of-the-world"]);
      await pakasir.forgeWebhook({ ...lie, completed_at: new Date().toISOString() }, secret);
      count.forged += 1;
    }
  })();

  async function pause(ms: number): Promise<void> {
    for (let left = ms; left > 0 && !isOver; left -= 100) await Bun.sleep(100);
  }

  return {
    ...{ ownEnds, count },
    async kill() {
      isKilling = true;
      await shop.kill();
      count.kills += 1;
      await Bun.sleep(random.below(1_200));
      isKilling = false;
    },
    async end() {
      isOver = true;
      telegram.faults.clear();
      pakasir.clearFaults();
      await Promise.all([keeper, weather, database, forger]);
    },
  };
}

// --- internal ---

type Storm = Parameters<ShopWorld["telegram"]["faults"]["random"]>[0];

function storms(seed: number): readonly Storm[] {
  const mixed = ["429", "500", "502", "drop-before", "drop-after", "slow"] as const;
  return [
    undefined,
    { seed, rate: 0.04, kinds: mixed },
    { seed, rate: 0.15, kinds: mixed },
    { seed, rate: 0.6, kinds: ["429"], retryAfter: 2 },
    { seed, rate: 0.3, kinds: ["drop-before", "drop-after"] },
  ];
}
