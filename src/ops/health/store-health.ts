import { sql } from "drizzle-orm";
import type { Db } from "../../../db/client.ts";
import { type Clock, seconds } from "../../lib/clock.ts";
import { type QueueAge, queueAges } from "../../outbox/outbox.queries.ts";

export type StoreHealthDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly store: string;
  readonly version: string;
  readonly startedAt: Date;
  readonly mode: () => string;
  readonly isLeader: () => boolean;
};

export type StoreHealth = {
  readonly status: "ok" | "failing";
  readonly failing?: string;
  readonly store: string;
  readonly version: string;
  readonly uptime_seconds: number;
  readonly mode: string;
  readonly leader: boolean;
  readonly database: "ok" | "unreachable";
  readonly queues: {
    readonly outbox: readonly QueueAge[];
    readonly updates: number;
    readonly owed_orders: number;
  };
};

/** Whether the store can serve at this moment. Counts and ages alone: never who or what. */
export async function storeHealth(deps: StoreHealthDeps): Promise<StoreHealth> {
  const common = {
    store: deps.store,
    version: deps.version,
    uptime_seconds: Math.floor(
      (deps.clock.now().getTime() - deps.startedAt.getTime()) / seconds(1),
    ),
    mode: deps.mode(),
    leader: deps.isLeader(),
  };
  try {
    return { ...common, status: "ok", database: "ok", queues: await queues(deps.db) };
  } catch {
    const none = { outbox: [], updates: 0, owed_orders: 0 };
    return {
      ...common,
      status: "failing",
      failing: "database",
      database: "unreachable",
      queues: none,
    };
  }
}

/** The same in the words of Prometheus. */
export function healthMetrics(health: StoreHealth): string {
  const store = JSON.stringify(health.store);
  const lines = [
    gauge("up", "1 when the store can serve", [[`store=${store}`, health.status === "ok" ? 1 : 0]]),
    gauge("uptime_seconds", "since the process started", [
      [`store=${store}`, health.uptime_seconds],
    ]),
    gauge("leader", "1 when this process leads", [[`store=${store}`, health.leader ? 1 : 0]]),
    gauge("updates_pending", "updates stored and not yet handled", [
      [`store=${store}`, health.queues.updates],
    ]),
    gauge("orders_owed", "orders paid and not yet delivered", [
      [`store=${store}`, health.queues.owed_orders],
    ]),
    gauge(
      "outbox_waiting",
      "messages waiting, by lane",
      health.queues.outbox.map(({ lane, waiting }) => [`store=${store},lane="${lane}"`, waiting]),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

// --- internal ---

async function queues(db: Db): Promise<StoreHealth["queues"]> {
  const [outbox, [counts]] = await Promise.all([
    queueAges(db),
    db.execute<{ updates: number; owed: number }>(sql`
      select (select count(*)::int from telegram_updates where state = 'pending') as updates,
             (select count(*)::int from orders where state = 'paid') as owed`),
  ]);
  return { outbox, updates: counts?.updates ?? 0, owed_orders: counts?.owed ?? 0 };
}

function gauge(
  name: string,
  help: string,
  samples: readonly (readonly [string, number])[],
): string {
  const metric = `bot_auto_order_${name}`;
  return [
    `# HELP ${metric} ${help}`,
    `# TYPE ${metric} gauge`,
    ...samples.map(([labels, value]) => `${metric}{${labels}} ${value}`),
  ].join("\n");
}
