import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Db } from "../../../db/client.ts";
import { paymentEvents } from "../../../db/schema/money.ts";
import type { Clock } from "../../lib/clock.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import type { CallbackHint, GatewayCallback, Gateways } from "./gateway.ts";

export type CallbackRefusal = "unknown_gateway" | "forged" | "malformed";

/**
 * Keeps what a gateway called us with. Nothing moves: it is a hint to ask the gateway, and only
 * once it is committed may the caller answer 200.
 */
export async function receiveCallback(
  deps: { readonly db: Db; readonly clock: Clock; readonly gateways: Gateways },
  gatewayName: string,
  callback: GatewayCallback,
): Promise<Result<"stored", CallbackRefusal, string>> {
  const gateway = deps.gateways.get(gatewayName);
  if (!gateway) return refuse("unknown_gateway", gatewayName);
  const hint = gateway.readCallback(callback);
  if (!hint.ok) return hint;
  await store(deps, { gateway: gatewayName, body: callback.body, hint: hint.value });
  return ok("stored");
}

// --- internal ---

type Received = { readonly gateway: string; readonly body: string; readonly hint: CallbackHint };

async function store(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { gateway, body, hint }: Received,
): Promise<void> {
  const now = clock.now();
  await db
    .insert(paymentEvents)
    .values({
      gateway,
      fingerprint: createHash("sha256").update(gateway).update("\0").update(body).digest(),
      reference: hint.reference,
      transactionId: hint.transactionId ?? null,
      // What was read of it, and no more: a body may say things about the buyer.
      body: hint,
      receivedAt: now,
      notBefore: now,
    })
    .onConflictDoUpdate({
      target: paymentEvents.fingerprint,
      // The gateway insists on what it would not confirm when we asked: ask once more.
      set: { processedAt: null, outcome: null, attempts: 0, notBefore: sql`excluded.not_before` },
      setWhere: sql`${paymentEvents.outcome} = 'not_confirmed'`,
    });
}
