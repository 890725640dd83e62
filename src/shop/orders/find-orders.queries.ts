import { eq, inArray, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { products } from "../../../db/schema/catalog.ts";
import { payments } from "../../../db/schema/money.ts";
import { orders } from "../../../db/schema/orders.ts";
import type { OrderId, ProductId } from "../../lib/ids.ts";
import { type Customer, listCustomers } from "../customers/customers.queries.ts";

export type FoundOrders = {
  /** Whose code or payment's reference it is. */
  readonly order: OrderId | undefined;
  readonly customers: readonly Customer[];
  readonly products: readonly { readonly id: ProductId; readonly name: string }[];
};

/** What somebody typed: a code, with or without its beginning, a person, or a product. */
export async function findOrders(
  queryable: Queryable,
  { text, most }: { readonly text: string; readonly most: number },
): Promise<FoundOrders> {
  const typed = text.trim().slice(0, 64);
  if (typed === "") return { order: undefined, customers: [], products: [] };
  const order = await byCode(queryable, typed);
  if (order !== undefined) return { order, customers: [], products: [] };
  const search = { search: typed, page: 0, pageSize: most };
  const { customers } = await listCustomers(queryable, search);
  return { order, customers, products: await byProduct(queryable, typed, most) };
}

// --- internal ---

async function byCode(queryable: Queryable, typed: string): Promise<OrderId | undefined> {
  const code = typed.toUpperCase().replace(/\s+/g, "");
  const codes = [code, `INV-${code}`];
  const [order] = await queryable
    .select({ id: orders.id })
    .from(orders)
    .where(inArray(orders.code, codes));
  if (order) return order.id;
  const [payment] = await queryable
    .select({ id: payments.orderId })
    .from(payments)
    .where(inArray(payments.reference, codes));
  return payment?.id ?? undefined;
}

async function byProduct(queryable: Queryable, typed: string, most: number) {
  const columns = { id: products.id, name: products.name };
  const exact = await queryable
    .select(columns)
    .from(products)
    .where(eq(sql`upper(${products.code})`, typed.toUpperCase()));
  if (exact.length > 0) return exact;
  const part = `%${typed.replace(/[\\%_]/g, "\\$&")}%`;
  return queryable
    .select(columns)
    .from(products)
    .where(sql`${products.name} ilike ${part}`)
    .orderBy(products.name)
    .limit(most);
}
