import type { Update } from "grammy/types";
import type { Db } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import { userOf } from "../read-update.ts";
import { insertUpdates, type NewUpdate } from "./intake.queries.ts";

export type StoredUpdate = { readonly updateId: number; readonly userId: number };

export type UpdateStore = {
  /** Resolves when they are committed; gives those that were not known before. */
  add(updates: readonly Update[]): Promise<readonly StoredUpdate[]>;
  /** Everything that was handed over is committed or refused. */
  settled(): Promise<void>;
};

/**
 * Requests that arrive while a statement is under way share the next one: the busier it is, the
 * larger the statements.
 */
export function makeUpdateStore({
  db,
  vault,
  clock,
}: {
  db: Db;
  vault: Vault;
  clock: Clock;
}): UpdateStore {
  let waiting: Batch[] = [];
  let working: Promise<void> | undefined;

  const work = async () => {
    // What else arrives in this very turn of the event loop comes along.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batches = take(waiting);
      waiting = waiting.slice(batches.length);
      await insert(batches);
    }
    working = undefined;
  };

  const insert = async (batches: readonly Batch[]) => {
    const rows = new Map(batches.flatMap(({ rows }) => rows.map((row) => [row.updateId, row])));
    try {
      const isNew = new Set(await insertUpdates(db, [...rows.values()], clock.now()));
      for (const { rows, resolve } of batches) {
        // Of an update that came twice in one statement, the first request has it.
        resolve(rows.filter(({ updateId }) => isNew.delete(updateId)));
      }
    } catch (error) {
      for (const { reject } of batches) reject(error);
    }
  };

  return {
    add(updates) {
      if (updates.length === 0) return Promise.resolve([]);
      const { promise, resolve, reject } = Promise.withResolvers<readonly StoredUpdate[]>();
      waiting.push({ rows: updates.map((update) => sealed(vault, update)), resolve, reject });
      working ??= work();
      return promise;
    },
    async settled() {
      while (working) await working;
    },
  };
}

export function openUpdate(vault: Vault, updateId: number, payload: string): Update {
  return JSON.parse(vault.open(payload, `update:${updateId}`)) as Update;
}

// --- internal ---

type Batch = {
  readonly rows: readonly NewUpdate[];
  readonly resolve: (stored: readonly StoredUpdate[]) => void;
  readonly reject: (error: unknown) => void;
};

const largestStatement = 1_000;

function take(waiting: readonly Batch[]): readonly Batch[] {
  let rows = 0;
  const isTooMany = (batch: Batch) => {
    rows += batch.rows.length;
    return rows > largestStatement;
  };
  const fitting = waiting.findIndex(isTooMany);
  return fitting < 0 ? waiting : waiting.slice(0, Math.max(1, fitting));
}

function sealed(vault: Vault, update: Update): NewUpdate {
  const payload = vault.seal(JSON.stringify(update, withoutNul), `update:${update.update_id}`);
  return { updateId: update.update_id, userId: userOf(update), payload };
}

/** PostgreSQL holds no NUL in a text, and nobody types one by accident. */
const withoutNul = (_key: string, value: unknown): unknown =>
  typeof value === "string" ? value.replaceAll("\0", "") : value;
