import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ContentId, OrderId, ProductId } from "../../lib/ids.ts";
import { openShared } from "../catalog/open-shared.ts";
import type { ProductKind } from "../catalog/product.ts";
import { type ProductFile, readProductFile } from "../catalog/set-product-file.ts";
import { openUnit, type UnitRow, unitColumns } from "./units.queries.ts";

export type Goods = {
  readonly productId: ProductId;
  readonly name: string;
  readonly kind: ProductKind;
  readonly quantity: number;
  readonly instructions: string;
  readonly terms: string | null;
  /** Of a unique product, each with its number, so that a faulty one can be named. */
  readonly units: readonly { readonly id: ContentId; readonly content: string }[];
  /** Of a shared product. */
  readonly text: string | null;
  /** Of a file product. */
  readonly file: ProductFile | null;
};

/** What a paid order is owed, opened, product by product; nothing of an order that is not paid. */
export async function goodsOf(
  queryable: Queryable,
  vault: Vault,
  orderId: OrderId,
): Promise<readonly Goods[]> {
  const items = await queryable.execute<Item>(sql`
    select i.product_id as "productId", i.product_name as name, p.kind, i.quantity,
      p.instructions, t.content as terms
    from order_items i join orders o on o.id = i.order_id
    join products p on p.id = i.product_id
    left join product_terms t on t.product_id = p.id
    where i.order_id = ${orderId} and o.paid_at is not null
    order by i.product_id`);
  if (items.length === 0) return [];
  const units = await queryable.execute<UnitRow>(sql`
    select ${unitColumns} from product_contents
    where order_id = ${orderId} and state = 'sold' order by id`);
  const goods: Goods[] = [];
  for (const item of items) {
    const { productId, kind } = item;
    const own = units.filter((unit) => unit.productId === productId);
    goods.push({
      ...item,
      units: own.flatMap((unit) => {
        const content = openUnit(vault, unit);
        return content === null ? [] : [{ id: unit.id, content }];
      }),
      text: kind === "shared" ? await openShared(queryable, vault, productId) : null,
      file: kind === "file" ? await fileOf(queryable, vault, productId) : null,
    });
  }
  return goods;
}

// --- internal ---

type Item = Omit<Goods, "units" | "text" | "file">;

async function fileOf(queryable: Queryable, vault: Vault, productId: ProductId) {
  return (await readProductFile({ queryable, vault }, productId)) ?? null;
}
