import type { ReservedSql } from "postgres";
import type { RawSql } from "../../../db/client.ts";
import { presenceSpace } from "./intake.queries.ts";

/**
 * A lock on this process's own name, held by a connection of its own: when the process dies,
 * however it dies, the server lets go of it, and the others know at once.
 */
export type Presence = {
  /** Takes the lock again where the connection was lost. */
  refresh(): Promise<void>;
  leave(): Promise<void>;
};

export function makePresence(raw: RawSql, instance: string): Presence {
  let held: ReservedSql | undefined;
  return {
    async refresh() {
      if (held && (await isConnected(held))) return;
      held?.release();
      held = undefined;
      const connection = await raw.reserve();
      try {
        await connection`select pg_advisory_lock(${presenceSpace}, hashtext(${instance}))`;
        held = connection;
      } finally {
        if (!held) connection.release();
      }
    },
    async leave() {
      const connection = held;
      held = undefined;
      if (!connection) return;
      try {
        await connection`select pg_advisory_unlock(${presenceSpace}, hashtext(${instance}))`;
      } catch {
        // The connection is gone, and the lock with it.
      }
      connection.release();
    },
  };
}

// --- internal ---

async function isConnected(connection: ReservedSql): Promise<boolean> {
  try {
    await connection`select 1`;
    return true;
  } catch {
    return false;
  }
}
