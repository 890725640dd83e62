import type { Queryable } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ProductId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { openShared } from "./open-shared.ts";

/** Shows what every buyer gets to somebody behind the counter, which is never done unseen. */
export async function revealShared(
  { db, clock, vault }: { readonly db: Queryable; readonly clock: Clock; readonly vault: Vault },
  { productId, actorId }: { readonly productId: ProductId; readonly actorId: number },
): Promise<Result<string, "nothing_there">> {
  return db.transaction(async (tx) => {
    const content = await openShared(tx, vault, productId);
    if (content === null) return refuse("nothing_there");
    await writeAudit(tx, {
      at: clock.now(),
      actorId,
      action: "product.goods_revealed",
      subject: `product:${productId}`,
    });
    return ok(content);
  });
}
