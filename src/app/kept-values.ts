import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { settings } from "../../db/schema/people.ts";
import type { Clock } from "../lib/clock.ts";
import type { Vault } from "../lib/crypto.ts";

type KeptDeps = { readonly db: Db; readonly clock: Clock; readonly vault: Vault };

const secretKey = "internal_webhook_secret";
const usernameKey = "internal_bot_username";

/** Made once and shared by every process of the store, where none is configured. */
export async function webhookSecret(
  { db, clock, vault }: KeptDeps,
  configured: string | undefined,
): Promise<string> {
  if (configured) return configured;
  const sealed = vault.seal(randomBytes(32).toString("base64url"), secretKey);
  await db
    .insert(settings)
    .values({ key: secretKey, value: sealed, updatedAt: clock.now() })
    .onConflictDoNothing();
  return vault.open(String(await readKept(db, secretKey)), secretKey);
}

/** What the bot was called when Telegram was last reached: a start does not wait for the network. */
export async function keptUsername(db: Db): Promise<string> {
  return String((await readKept(db, usernameKey)) ?? "");
}

export async function keepUsername({ db, clock }: KeptDeps, username: string): Promise<void> {
  const value = { value: username, updatedAt: clock.now() };
  await db
    .insert(settings)
    .values({ key: usernameKey, ...value })
    .onConflictDoUpdate({ target: settings.key, set: value });
}

// --- internal ---

async function readKept(db: Db, key: string): Promise<unknown> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, key));
  return row?.value;
}
