import { eq } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { productContents, products } from "../../db/schema/catalog.ts";
import { orderItems, orders } from "../../db/schema/orders.ts";
import { customers } from "../../db/schema/people.ts";
import { makeVault, type Vault } from "../lib/crypto.ts";
import type { CustomerId, OrderId, ProductId } from "../lib/ids.ts";
import { type Rupiah, rupiah } from "../lib/money.ts";
import { productIdentity } from "../shop/catalog/product.ts";
import { storeProductFile } from "../shop/catalog/set-product-file.ts";
import { contentIdentity, fingerprintOf } from "../shop/stock/content.ts";

/** The moment at which the factories' things came to be. */
export const opening = new Date("2026-01-05T03:00:00.000Z");

export const testVault: Vault = makeVault([new Uint8Array(32).fill(7)]);

let count = 0;
const next = () => ++count;

export async function aCustomer(
  db: Db,
  values: Partial<typeof customers.$inferInsert> = {},
): Promise<CustomerId> {
  const id = (values.id ?? 1_000 + next()) as CustomerId;
  const row = { firstName: `Customer ${id}`, createdAt: opening, lastSeenAt: opening };
  await db.insert(customers).values({ ...row, ...values, id });
  return id;
}

/**
 * With `stock: 3` it has three units, whose contents are `<code>-1` to `<code>-3`. A shared product
 * has its text and a file product its file, unless it is `bare`.
 */
export async function aProduct(
  db: Db,
  values: Partial<typeof products.$inferInsert> & {
    readonly stock?: number;
    readonly bare?: boolean;
  } = {},
): Promise<{ readonly id: ProductId; readonly code: string; readonly price: Rupiah }> {
  const { stock = 0, bare = false, ...rest } = values;
  const n = next();
  const code = rest.code ?? `P${n}`;
  const price = rest.price ?? rupiah(10_000);
  const [row] = await db
    .insert(products)
    .values({ name: `Product ${n}`, createdAt: opening, updatedAt: opening, ...rest, code, price })
    .returning({ id: products.id });
  const id = row!.id;
  if (!bare) await giveGoods(db, id, rest);
  if (stock > 0)
    await addUnits(
      db,
      id,
      Array.from({ length: stock }, (_, i) => `${code}-${i + 1}`),
    );
  return { id, code, price };
}

async function giveGoods(
  db: Db,
  id: ProductId,
  { kind, sharedContent }: Partial<typeof products.$inferInsert>,
): Promise<void> {
  if (kind === "shared" && sharedContent === undefined) {
    const sealed = testVault.seal("https://example.org/shared", productIdentity(id));
    await db.update(products).set({ sharedContent: sealed }).where(eq(products.id, id));
  }
  if (kind === "file") {
    const file = { name: "file.txt", mime: "text/plain", bytes: Buffer.from("file") };
    await storeProductFile({ tx: db, vault: testVault }, id, file);
  }
}

export async function addUnits(
  db: Db,
  productId: ProductId,
  contents: readonly string[],
): Promise<void> {
  const rows = contents.map((content) => {
    const fingerprint = fingerprintOf(testVault, content);
    const sealed = testVault.seal(content, contentIdentity(fingerprint));
    return { productId, content: sealed, fingerprint, createdAt: opening };
  });
  await db.insert(productContents).values(rows);
}

/** An order with one kind of product, and no units: reserving them is the test's business. */
export async function anOrder(
  db: Db,
  values: {
    readonly customerId: CustomerId;
    readonly productId?: ProductId;
    readonly quantity?: number;
    readonly unitPrice?: Rupiah;
  } & Partial<typeof orders.$inferInsert>,
): Promise<OrderId> {
  const { productId, quantity = 1, unitPrice = rupiah(10_000), ...rest } = values;
  const total = rupiah(quantity * unitPrice);
  const [row] = await db
    .insert(orders)
    .values({
      code: `INV-${next()}`,
      state: "awaiting_payment",
      subtotal: total,
      total,
      createdAt: opening,
      expiresAt: new Date(opening.getTime() + 900_000),
      ...rest,
    })
    .returning({ id: orders.id });
  const orderId = row!.id;
  if (productId !== undefined) {
    const item = {
      orderId,
      productId,
      productName: "Product",
      kind: "unique",
      quantity,
      unitPrice,
    };
    await db.insert(orderItems).values(item);
  }
  return orderId;
}
