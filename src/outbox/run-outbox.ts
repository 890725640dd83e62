import { minutes, seconds } from "../lib/clock.ts";
import { lanes, type MessageKind } from "../shop/messages/message.ts";
import { adminsChat } from "../shop/messages/queue-message.ts";
import type { CallOutcome } from "./call-telegram.ts";
import { type AdminsToTell, copyToAdmins } from "./copy-to-admins.ts";
import type { OutboxRow } from "./outbox.queries.ts";
import * as queries from "./outbox.queries.ts";
import { markUnreachable, type SendDeps, sendRow } from "./send-row.ts";

export type OutboxDeps = SendDeps & {
  readonly log: {
    warning(message: string, details?: unknown): void;
    error(message: string, details?: unknown): void;
  };
  readonly adminsToTell: AdminsToTell;
  /** A message that nobody can send: parked, and the owner hears of it. */
  readonly onParked: (row: { kind: string; chatId: number; id: number }, why: string) => void;
  /** Says several notices in one message, where they can be. */
  readonly sendTogether?: (rows: readonly OutboxRow[]) => Promise<CallOutcome | undefined>;
};

export type Outbox = {
  /** Something was queued: look now rather than at the next round. */
  wake(): void;
  /** Finishes what is in flight and frees the rest. */
  stop(): Promise<void>;
  /** Resolves when nothing is due; for tests and for the shutdown of the demo. */
  idle(): Promise<void>;
};

/** Any number of these share one table: a row is claimed, sent, and finished by one of them. */
export function runOutbox(deps: OutboxDeps, options: Partial<OutboxOptions> = {}): Outbox {
  const { maxInFlight, roundMs, leaseMs, bulkPerSecond } = { ...defaults, ...options };
  const inFlight = new Map<number, { lane: number; sending: Promise<void> }>();
  /** In flight, and those that go out together with them. */
  const held = new Set<number>();
  const bulk = makeBucket(bulkPerSecond);
  const waiters: (() => void)[] = [];
  let isStopping = false;
  let isReadable = true;
  let isDirty = false;
  let ring: () => void = () => {};

  const loop = (async () => {
    while (!isStopping) {
      isDirty = false;
      const claimed = await claim();
      for (const row of claimed) {
        held.add(row.id);
        const sending = handle(row).finally(() => {
          inFlight.delete(row.id);
          held.delete(row.id);
          wake();
        });
        inFlight.set(row.id, { lane: row.lane, sending });
      }
      if (claimed.length === 0 && inFlight.size === 0 && !isDirty) {
        for (const done of waiters.splice(0)) done();
      }
      if (!isDirty && !isStopping) await rung();
    }
  })();

  async function claim(): Promise<OutboxRow[]> {
    const room = maxInFlight - inFlight.size;
    if (room <= 0) return [];
    const now = deps.clock.now();
    const until = new Date(now.getTime() + leaseMs);
    try {
      const rows = await queries.claimDue(deps.db, {
        now,
        until,
        limit: room,
        lastLane: lastLane(),
      });
      isReadable = true;
      return rows.filter(({ id }) => !inFlight.has(id));
    } catch (error) {
      // Once an outage: it is tried twice a second.
      if (isReadable) deps.log.warning("the queue cannot be read; trying until it can", error);
      isReadable = false;
      return [];
    }
  }

  /** A quarter of the room is kept for what customers wait for. */
  function lastLane(): number {
    const unhurried = [...inFlight.values()].filter(({ lane }) => lane >= lanes.notice).length;
    if (unhurried >= maxInFlight * 0.75) return lanes.order;
    return bulk.has() ? lanes.broadcast : lanes.notice;
  }

  async function handle(row: OutboxRow): Promise<void> {
    try {
      if (row.chatId === adminsChat) return await copyToAdmins(deps, row);
      if (row.lane === lanes.broadcast) bulk.take();
      const together = deps.sendTogether ? await following(row) : [];
      if (together.length > 0) return await handleTogether([row, ...together]);
      const sent = await sendRow(deps, row);
      if (sent.kind === "failed") await onFailure(deps, [row], sent.outcome);
    } catch (error) {
      await onFault(deps, row, error);
    }
  }

  async function following(row: OutboxRow): Promise<OutboxRow[]> {
    if (!mergeable.has(row.kind)) return [];
    const until = new Date(deps.clock.now().getTime() + leaseMs);
    return queries.claimFollowing(deps.db, row, { until, kinds: [...mergeable], limit: 15 });
  }

  /** A short lease that is renewed: what a dead process held is free within seconds. */
  const renewing = setInterval(() => {
    if (held.size === 0) return;
    const until = new Date(deps.clock.now().getTime() + leaseMs);
    queries.extend(deps.db, [...held], until).catch((error) => {
      deps.log.warning("the messages in flight could not be held on to", error);
    });
  }, leaseMs / 3);

  async function handleTogether(rows: readonly OutboxRow[]): Promise<void> {
    const ids = rows.map(({ id }) => id);
    for (const id of ids) held.add(id);
    try {
      const outcome = await deps.sendTogether?.(rows);
      if (outcome && outcome.kind !== "ok") return await onFailure(deps, rows, outcome);
      await queries.finish(deps.db, ids, deps.clock.now());
    } finally {
      for (const id of ids) held.delete(id);
    }
  }

  function rung(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, roundMs);
      ring = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function wake(): void {
    isDirty = true;
    ring();
  }

  return {
    wake,
    async stop() {
      isStopping = true;
      wake();
      await loop;
      await Promise.all([...inFlight.values()].map(({ sending }) => sending));
      clearInterval(renewing);
      for (const done of waiters.splice(0)) done();
    },
    idle: () =>
      new Promise((resolve) => {
        waiters.push(resolve);
        wake();
      }),
  };
}

// --- internal ---

type OutboxOptions = {
  readonly maxInFlight: number;
  readonly roundMs: number;
  /** How long a message of a process that died is held; while it lives it renews that. */
  readonly leaseMs: number;
  readonly bulkPerSecond: number;
};

const defaults: OutboxOptions = {
  maxInFlight: 32,
  roundMs: 500,
  leaseMs: seconds(12),
  bulkPerSecond: 25,
};

/** Short notices with nothing to press: fifty paid orders are four messages, not fifty. */
const mergeable: ReadonlySet<string> = new Set<MessageKind>([
  "admin_new_order",
  "admin_order_paid",
  "admin_order_expired",
]);

/** Refusals that repeat are poison; a network that is gone is not the message's fault. */
const attemptsBeforeParking = 5;

async function onFailure(
  deps: OutboxDeps,
  rows: readonly OutboxRow[],
  outcome: CallOutcome,
): Promise<void> {
  const [row] = rows;
  if (!row) return;
  const ids = rows.map(({ id }) => id);
  const now = deps.clock.now();
  if (outcome.kind === "retry_after") {
    const until = new Date(now.getTime() + seconds(outcome.seconds));
    await queries.pause(deps.db, row.lane === 3 ? "lane:3" : `chat:${row.chatId}`, until);
    return queries.postpone(deps.db, ids, { until, why: "retry_after", isAttempt: false });
  }
  if (outcome.kind === "unreachable") {
    await markUnreachable(deps.db, row.chatId, now);
    return queries.park(deps.db, ids, queries.unreachable);
  }
  const isPoison = outcome.kind === "refused" || outcome.kind === "gone";
  const why = "description" in outcome ? outcome.description : outcome.kind;
  if (isPoison && row.attempts + 1 >= attemptsBeforeParking) {
    await queries.park(deps.db, ids, why);
    return deps.onParked({ kind: row.kind, chatId: row.chatId, id: row.id }, why);
  }
  await queries.postpone(deps.db, ids, {
    until: afterAttempt(now, row.attempts),
    why,
    isAttempt: true,
  });
}

/** Our own fault, or the database's: the message stays, and poison is told from bad weather. */
async function onFault(deps: OutboxDeps, row: OutboxRow, error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message : String(error);
  deps.log.error(`message ${row.id} (${row.kind}) could not be sent`, error);
  try {
    if (row.attempts + 1 >= attemptsBeforeParking * 2) {
      await queries.park(deps.db, [row.id], why.slice(0, 300));
      return deps.onParked({ kind: row.kind, chatId: row.chatId, id: row.id }, why);
    }
    const until = afterAttempt(deps.clock.now(), row.attempts);
    await queries.postpone(deps.db, [row.id], { until, why: why.slice(0, 300), isAttempt: true });
  } catch (again) {
    // The database is gone as well: the lease ends by itself.
    deps.log.warning(`message ${row.id} waits for its lease to end`, again);
  }
}

function afterAttempt(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(minutes(1), seconds(1) * 2 ** Math.min(attempts, 6)));
}

/** Bulk goes out no faster than this, however much room there is. */
function makeBucket(perSecond: number) {
  let tokens = perSecond;
  let last = performance.now();
  return {
    has(): boolean {
      const now = performance.now();
      tokens = Math.min(perSecond, tokens + ((now - last) / 1_000) * perSecond);
      last = now;
      return tokens >= 1;
    },
    take(): void {
      tokens -= 1;
    },
  };
}
