import type { Update } from "grammy/types";
import type { Tx } from "../../../db/client.ts";
import type { Vault } from "../../lib/crypto.ts";
import { payloadOf, setFailed } from "./intake.queries.ts";
import type { IntakeDeps } from "./intake-deps.ts";
import { openUpdate } from "./store-updates.ts";

/** An update that cannot be handled: its sender hears a kind word, the owner what happened. */
export async function giveUp(
  deps: Pick<IntakeDeps, "db" | "vault" | "clock" | "bot" | "call" | "onPoison">,
  userId: number,
  updateId: number,
  error: unknown,
): Promise<void> {
  const sorry = await deps.db.transaction(async (tx) => {
    const update = await readable(tx, deps.vault, updateId);
    await setFailed(tx, updateId, deps.clock.now());
    return update ? deps.bot.apologize(tx, update) : [];
  });
  deps.onPoison({ updateId, userId, error });
  for (const call of sorry) await deps.call(call);
}

// --- internal ---

/** The reason may be that it does not open. */
async function readable(tx: Tx, vault: Vault, updateId: number): Promise<Update | undefined> {
  const payload = await payloadOf(tx, updateId);
  try {
    return payload === null ? undefined : openUpdate(vault, updateId, payload);
  } catch {
    return undefined;
  }
}
