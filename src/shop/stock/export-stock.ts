import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ContentId, ProductId } from "../../lib/ids.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { openUnit, type UnitRow, type UnitState } from "./units.queries.ts";

export type ExportedUnit = {
  readonly id: ContentId;
  readonly productCode: string;
  readonly state: UnitState;
  readonly content: string;
  readonly addedAt: Date;
};

const batchSize = 1_000;

/** Every unit in the clear, in batches; that it was done is in the audit log before the first. */
export async function* exportStock(
  { db, clock, vault }: { readonly db: Queryable; readonly clock: Clock; readonly vault: Vault },
  input: {
    readonly productId?: ProductId | undefined;
    readonly states: readonly UnitState[];
    readonly actorId: number | null;
  },
): AsyncGenerator<ExportedUnit> {
  const { productId, states, actorId } = input;
  await writeAudit(db, {
    at: clock.now(),
    actorId,
    action: "stock.exported",
    subject: productId === undefined ? "stock" : `product:${productId}`,
    after: { states },
  });
  const ofProduct = productId === undefined ? sql`true` : sql`c.product_id = ${productId}`;
  let last = 0;
  while (true) {
    const rows = await db.execute<Row>(sql`
      select c.id, p.code as "productCode", c.state, c.content,
        encode(c.fingerprint, 'hex') as fingerprint,
        extract(epoch from c.created_at)::float8 as seconds
      from product_contents c join products p on p.id = c.product_id
      where c.id > ${last} and ${ofProduct} and c.content is not null
        and c.state = any(${sql.param([...states])}::text[])
      order by c.id limit ${batchSize}::int`);
    for (const { content, fingerprint, seconds, ...row } of rows) {
      const opened = openUnit(vault, { content, fingerprint }) ?? "";
      yield { ...row, content: opened, addedAt: new Date(seconds * 1_000) };
    }
    if (rows.length < batchSize) return;
    last = rows.at(-1)?.id ?? last;
  }
}

// --- internal ---

type Row = Pick<UnitRow, "id" | "state" | "content" | "fingerprint"> & {
  readonly productCode: string;
  readonly seconds: number;
};
