import { and, asc, eq, sql } from "drizzle-orm";
import type { Queryable, Tx } from "../../../db/client.ts";
import { products } from "../../../db/schema/catalog.ts";
import { cartItems, cartVouchers } from "../../../db/schema/orders.ts";
import type { CustomerId, ProductId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { normalCode } from "../vouchers/voucher.ts";
import type { CheckoutLine } from "./checkout.ts";

/** More kinds than this no invoice shows in one message. */
export const mostKindsInCart = 20;
export const mostOfOneInCart = 10_000;

export type CartRefusal = "cart_full" | "quantity_out_of_range" | "not_found";

/** Adds to what is there already, and says how many there are now. */
export function addToCart(
  tx: Tx,
  item: CheckoutLine & { readonly customerId: CustomerId; readonly at: Date },
): Promise<Result<number, CartRefusal, { readonly max: number }>> {
  return put(tx, item, "add");
}

/** Says how many there are, in place of what was there; none takes it out. */
export async function setInCart(
  tx: Tx,
  item: CheckoutLine & { readonly customerId: CustomerId; readonly at: Date },
): Promise<Result<number, CartRefusal, { readonly max: number }>> {
  if (item.quantity !== 0) return put(tx, item, "set");
  await removeFromCart(tx, item);
  return ok(0);
}

export async function removeFromCart(
  tx: Tx,
  { customerId, productId }: { readonly customerId: CustomerId; readonly productId: ProductId },
): Promise<void> {
  await tx
    .delete(cartItems)
    .where(and(eq(cartItems.customerId, customerId), eq(cartItems.productId, productId)));
}

/** The voucher goes with what it was for. */
export async function emptyCart(tx: Tx, customerId: CustomerId): Promise<void> {
  await tx.delete(cartItems).where(eq(cartItems.customerId, customerId));
  await tx.delete(cartVouchers).where(eq(cartVouchers.customerId, customerId));
}

/** Remembers a code; whether it helps is said whenever the cart is shown. */
export async function setCartVoucher(
  tx: Tx,
  { customerId, code }: { readonly customerId: CustomerId; readonly code: string | null },
): Promise<void> {
  if (code === null) {
    await tx.delete(cartVouchers).where(eq(cartVouchers.customerId, customerId));
    return;
  }
  const row = { code: normalCode(code).slice(0, 64) };
  await tx
    .insert(cartVouchers)
    .values({ customerId, ...row })
    .onConflictDoUpdate({ target: cartVouchers.customerId, set: row });
}

export type CartContents = {
  readonly lines: readonly CheckoutLine[];
  readonly voucherCode: string | undefined;
};

export async function cartForCheckout(
  queryable: Queryable,
  customerId: CustomerId,
): Promise<CartContents> {
  const [lines, [voucher]] = await Promise.all([
    queryable
      .select({ productId: cartItems.productId, quantity: cartItems.quantity })
      .from(cartItems)
      .where(eq(cartItems.customerId, customerId))
      .orderBy(asc(cartItems.addedAt), asc(cartItems.productId)),
    queryable
      .select({ code: cartVouchers.code })
      .from(cartVouchers)
      .where(eq(cartVouchers.customerId, customerId)),
  ]);
  return { lines, voucherCode: voucher?.code };
}

// --- internal ---

async function put(
  tx: Tx,
  item: CheckoutLine & { readonly customerId: CustomerId; readonly at: Date },
  how: "add" | "set",
): Promise<Result<number, CartRefusal, { readonly max: number }>> {
  const { customerId, productId, quantity, at } = item;
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > mostOfOneInCart)
    return refuse("quantity_out_of_range", { max: mostOfOneInCart });
  const before = how === "add" ? sql`${cartItems.quantity}` : sql`0`;
  const [row] = await tx.execute<{ quantity: number }>(sql`
    insert into cart_items (customer_id, product_id, quantity, added_at)
    select ${customerId}::bigint, ${productId}::bigint, ${quantity}::int,
      ${at.toISOString()}::timestamptz
    from products where id = ${productId} and (select count(*) from cart_items
      where customer_id = ${customerId} and product_id <> ${productId}) < ${mostKindsInCart}
    on conflict (customer_id, product_id) do update
      set quantity = least(${before} + excluded.quantity, ${mostOfOneInCart}::int)
    returning quantity`);
  if (row) return ok(row.quantity);
  const [known] = await tx
    .select({ id: products.id })
    .from(products)
    .where(eq(products.id, productId));
  return refuse(known ? "cart_full" : "not_found", { max: mostKindsInCart });
}
