import { afterAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { productPriceTiers } from "../../../db/schema/catalog.ts";
import { vouchers } from "../../../db/schema/vouchers.ts";
import { minutes } from "../../lib/clock.ts";
import { rupiah } from "../../lib/money.ts";
import { aCustomer, aProduct, opening } from "../../testing/catalog-factories.ts";
import {
  aCheckout,
  aCounter,
  aPlacedOrder,
  aWalletWith,
  factsOf,
} from "../../testing/order-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { countAvailable } from "../stock/stock.queries.ts";
import { walletOf } from "../wallet/wallet.queries.ts";
import { addToCart, cartForCheckout, setCartVoucher } from "./cart.ts";
import { placeOrder, placeOrderIn } from "./place-order.ts";

const database = await testDatabase();
afterAll(database.close);
const { db, raw } = database;
const counter = aCounter(db);

const set = (key: string, value: unknown) =>
  db.execute(sql`insert into settings (key, value, updated_at)
    values (${key}, ${JSON.stringify(value)}::text::jsonb, now())
    on conflict (key) do update set value = excluded.value`);
const unset = (key: string) => db.execute(sql`delete from settings where key = ${key}`);

test("a checkout reserves the unit, asks for the money and tells the admins", async () => {
  const buyer = await aCustomer(db);
  const { id: productId, price } = await aProduct(db, { stock: 5 });
  const placed = await aPlacedOrder(counter, aCheckout(buyer, productId, { quantity: 2 }));
  expect(placed).toMatchObject({ state: "awaiting_payment", total: price * 2, due: price * 2 });
  expect(placed.expiresAt).toEqual(new Date(opening.getTime() + minutes(15)));
  expect(await factsOf(raw, placed.orderId)).toMatchObject({
    state: "awaiting_payment",
    payments: ["created"],
    reserved: 2,
    events: ["placed"],
  });
  const [payment] = await raw`select * from payments where id = ${placed.payment!.id}`;
  expect(payment).toMatchObject({
    reference: placed.code,
    gateway: "pakasir",
    method: "qris",
    amount: 20_000,
    total: 20_000,
  });
  expect(await countAvailable(db, productId)).toBe(3);
  const told = await raw`select kind from outbox where order_id = ${placed.orderId}`;
  expect(told.map((row) => row["kind"])).toEqual(["admin_new_order"]);
});

test("the last unit goes to one of two buyers; the other is told that it sold out", async () => {
  const [ani, budi] = [await aCustomer(db), await aCustomer(db)];
  const { id } = await aProduct(db, { stock: 1 });
  const tries = await Promise.all([
    placeOrder(counter, aCheckout(ani, id)),
    placeOrder(counter, aCheckout(budi, id)),
  ]);
  expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  expect(tries.find(({ ok }) => !ok)).toMatchObject({
    reason: "sold_out",
    detail: { productId: id, available: 0 },
  });
  const [row] = await raw`select count(*) as orders from order_items where product_id = ${id}`;
  expect(row?.["orders"]).toBe(1);
});

test("many buyers of two products in both orders never wait in a circle", async () => {
  const [one, two] = [await aProduct(db, { stock: 40 }), await aProduct(db, { stock: 40 })];
  const buyers = await Promise.all(Array.from({ length: 20 }, () => aCustomer(db)));
  const tries = await Promise.all(
    buyers.map((buyer, n) => {
      const lines = [
        { productId: one.id, quantity: 1 },
        { productId: two.id, quantity: 1 },
      ];
      const ordered = n % 2 ? lines : lines.reverse();
      return placeOrder(counter, { ...aCheckout(buyer, one.id), lines: ordered });
    }),
  );
  expect(tries.every(({ ok }) => ok)).toBe(true);
  expect(await countAvailable(db, one.id)).toBe(20);
});

test("who takes more pays the tier's price, and the price is the one that was seen", async () => {
  const buyer = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock: 30, price: rupiah(1_000) });
  await db.insert(productPriceTiers).values({ productId, minQuantity: 10, unitPrice: rupiah(800) });
  const wish = aCheckout(buyer, productId, { quantity: 10 });
  expect(await placeOrder(counter, { ...wish, expectedTotal: rupiah(10_000) })).toMatchObject({
    reason: "price_changed",
    detail: { expected: 10_000, total: 8_000 },
  });
  const placed = await placeOrder(counter, { ...wish, expectedTotal: rupiah(8_000) });
  expect(placed).toMatchObject({ ok: true, value: { total: 8_000 } });
});

test("a wallet that has enough pays at once, and the goods are on their way", async () => {
  const buyer = await aCustomer(db);
  const { id, price } = await aProduct(db, { stock: 2 });
  await aWalletWith(db, buyer, rupiah(25_000));
  const placed = await aPlacedOrder(counter, aCheckout(buyer, id, { method: "wallet" }));
  expect(placed).toMatchObject({ state: "paid", due: 0, walletAmount: price, payment: undefined });
  expect(await factsOf(raw, placed.orderId)).toMatchObject({
    state: "paid",
    payments: [],
    sold: 1,
    events: ["placed", "paid"],
  });
  expect(await walletOf(db, buyer)).toBe(rupiah(15_000));
  const told =
    await raw`select kind, lane from outbox where order_id = ${placed.orderId} order by lane`;
  expect(told.map((row) => [row["kind"], row["lane"]])).toEqual([
    ["goods", 1],
    ["admin_order_paid", 2],
  ]);
  const [product] = await raw`select sold_count from products where id = ${id}`;
  expect(product?.["sold_count"]).toBe(1);
});

test("a wallet that is spent on two orders at once pays for one of them", async () => {
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { stock: 10 });
  await aWalletWith(db, buyer, rupiah(15_000));
  const tries = await Promise.all(
    [1, 2, 3].map(() => placeOrder(counter, aCheckout(buyer, id, { method: "wallet" }))),
  );
  expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  expect(tries.filter((t) => !t.ok && t.reason === "wallet_short")).toHaveLength(2);
  expect(await walletOf(db, buyer)).toBe(rupiah(5_000));
  expect(await countAvailable(db, id)).toBe(9);
});

test("the wallet pays a part and the gateway the rest, within what the method takes", async () => {
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { stock: 5, price: rupiah(10_000) });
  await aWalletWith(db, buyer, rupiah(9_700));
  expect(await placeOrder(counter, aCheckout(buyer, id, { useWallet: "all" }))).toMatchObject({
    reason: "outside_limits",
    detail: { amount: 300, min: 500 },
  });
  const placed = await aPlacedOrder(counter, aCheckout(buyer, id, { useWallet: rupiah(4_000) }));
  expect(placed).toMatchObject({ walletAmount: 4_000, due: 6_000 });
  expect(await walletOf(db, buyer)).toBe(rupiah(5_700));
  expect(
    await placeOrder(counter, aCheckout(buyer, id, { useWallet: rupiah(6_000) })),
  ).toMatchObject({ reason: "wallet_short", detail: { balance: 5_700, needed: 6_000 } });
});

test("a voucher's last use goes to one of many customers at once", async () => {
  const { id } = await aProduct(db, { stock: 50 });
  const code = "TERAKHIR";
  const row = { code, kind: "flat", value: 2_000, totalLimit: 1, createdAt: opening } as const;
  await db.insert(vouchers).values(row);
  const buyers = await Promise.all(Array.from({ length: 8 }, () => aCustomer(db)));
  const tries = await Promise.all(
    buyers.map((buyer) => placeOrder(counter, aCheckout(buyer, id, { voucherCode: "terakhir " }))),
  );
  const happy = tries.filter(({ ok }) => ok);
  expect(happy).toHaveLength(1);
  expect(happy[0]).toMatchObject({ value: { total: 8_000 } });
  expect(tries.filter((t) => !t.ok && t.reason === "voucher")).toHaveLength(7);
  // What the others had reserved went back with the refusal.
  expect(await countAvailable(db, id)).toBe(49);
});

test("a voucher for everything is a gift that is delivered at once", async () => {
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { stock: 2 });
  const row = { code: "GRATIS", kind: "percent", value: 100, createdAt: opening } as const;
  await db.insert(vouchers).values(row);
  const placed = await aPlacedOrder(counter, aCheckout(buyer, id, { voucherCode: "GRATIS" }));
  expect(placed).toMatchObject({ state: "paid", total: 0 });
  expect(await factsOf(raw, placed.orderId)).toMatchObject({ voucher: "used", sold: 1 });
});

test("a cart is bought with its voucher and is empty afterwards", async () => {
  const buyer = await aCustomer(db);
  const [one, two] = [await aProduct(db, { stock: 5 }), await aProduct(db, { stock: 5 })];
  await db
    .insert(vouchers)
    .values({ code: "KERANJANG", kind: "percent", value: 10, createdAt: opening });
  await db.transaction(async (tx) => {
    const at = opening;
    await addToCart(tx, { customerId: buyer, productId: two.id, quantity: 1, at });
    await addToCart(tx, { customerId: buyer, productId: one.id, quantity: 1, at });
    await addToCart(tx, { customerId: buyer, productId: one.id, quantity: 1, at });
    await setCartVoucher(tx, { customerId: buyer, code: "keranjang" });
  });
  const checkout = { ...aCheckout(buyer, one.id), lines: "cart" } as const;
  const placed = await aPlacedOrder(counter, checkout);
  expect(placed.total).toBe(rupiah(27_000));
  expect(await cartForCheckout(db, buyer)).toEqual({ lines: [], voucherCode: undefined });
  expect(await placeOrder(counter, checkout)).toMatchObject({ reason: "cart_empty" });
});

test("a refusal inside somebody's transaction leaves it as it was", async () => {
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { stock: 1 });
  await db.transaction(async (tx) => {
    await tx.execute(sql`update customers set first_name = 'Gita' where id = ${buyer}`);
    // Somebody takes the last unit after the plan: a trigger plays him.
    await tx.execute(sql`create function snatch() returns trigger language plpgsql as $$ begin
      update product_contents set state = 'quarantined' where state = 'available'; return new; end $$`);
    await tx.execute(sql`create trigger snatch after insert on orders execute function snatch()`);
    const outcome = await placeOrderIn(tx, counter, aCheckout(buyer, id));
    expect(outcome).toMatchObject({ reason: "sold_out", detail: { available: 0 } });
    await tx.execute(sql`drop trigger snatch on orders`);
    await tx.execute(sql`drop function snatch`);
  });
  const [row] =
    await raw`select first_name, (select count(*) from orders where customer_id = ${buyer})
    as orders from customers where id = ${buyer}`;
  expect(row).toEqual({ first_name: "Gita", orders: 0 });
  expect(await countAvailable(db, id)).toBe(1);
});

test("shared goods need no unit, and as many as one likes can be bought", async () => {
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { kind: "shared" });
  const placed = await aPlacedOrder(counter, aCheckout(buyer, id, { quantity: 60 }));
  expect(await factsOf(raw, placed.orderId)).toMatchObject({ reserved: 0 });
});

test("what is not for sale, too many at once, and blocked people are refused", async () => {
  const buyer = await aCustomer(db);
  const off = await aProduct(db, { stock: 1, isActive: false });
  const gone = await aProduct(db, { stock: 1, archivedAt: opening });
  const bare = await aProduct(db, { kind: "shared", bare: true });
  const few = await aProduct(db, { stock: 9, maxPerOrder: 2 });
  const refusal = async (wish: ReturnType<typeof aCheckout>) => {
    const outcome = await placeOrder(counter, wish);
    return outcome.ok ? "placed" : outcome.reason;
  };
  expect(await refusal(aCheckout(buyer, off.id))).toBe("not_for_sale");
  expect(await refusal(aCheckout(buyer, gone.id))).toBe("not_for_sale");
  expect(await refusal(aCheckout(buyer, bare.id))).toBe("not_for_sale");
  expect(await refusal(aCheckout(buyer, (gone.id + 9_999) as typeof gone.id))).toBe("not_for_sale");
  expect(await refusal(aCheckout(buyer, few.id, { quantity: 3 }))).toBe("too_many");
  expect(await refusal(aCheckout(buyer, few.id, { method: "ovo" }))).toBe("method_off");
  expect(await refusal(aCheckout(buyer, few.id, { method: "manual" }))).toBe("method_off");
  const blocked = await aCustomer(db, { isBlocked: true });
  expect(await refusal(aCheckout(blocked, few.id))).toBe("blocked");
  await set("maintenance", true);
  expect(await refusal(aCheckout(buyer, few.id))).toBe("maintenance");
  await unset("maintenance");
  expect(await refusal(aCheckout(buyer, few.id))).toBe("placed");
});

test("a customer holds only so many unpaid orders, even when they come at once", async () => {
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { stock: 50 });
  const tries = await Promise.all(
    Array.from({ length: 6 }, () => placeOrder(counter, aCheckout(buyer, id))),
  );
  expect(tries.filter(({ ok }) => ok)).toHaveLength(3);
  expect(tries.filter((t) => !t.ok && t.reason === "too_many_unpaid")).toHaveLength(3);
  // What is paid at once holds nothing unpaid.
  await aWalletWith(db, buyer, rupiah(10_000));
  expect(await placeOrder(counter, aCheckout(buyer, id, { method: "wallet" }))).toMatchObject({
    ok: true,
  });
});

test("nobody holds more than a share of the stock unpaid", async () => {
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { stock: 10 });
  expect(await placeOrder(counter, aCheckout(buyer, id, { quantity: 6 }))).toMatchObject({
    reason: "share_of_stock",
    detail: { max: 5 },
  });
  await aPlacedOrder(counter, aCheckout(buyer, id, { quantity: 3 }));
  expect(await placeOrder(counter, aCheckout(buyer, id, { quantity: 3 }))).toMatchObject({
    reason: "share_of_stock",
    detail: { max: 2 },
  });
});

test("the last units are held for a shorter time", async () => {
  const { id } = await aProduct(db, { stock: 3 });
  const holds = [];
  for (let n = 0; n < 3; n++) {
    const placed = await aPlacedOrder(counter, aCheckout(await aCustomer(db), id));
    holds.push((placed.expiresAt.getTime() - opening.getTime()) / minutes(1));
  }
  expect(holds).toEqual([15, 10, 10]);
});

test("who let many orders expire waits before the next", async () => {
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { stock: 5 });
  const closed = new Date(opening.getTime() - minutes(20));
  for (let n = 0; n < 4; n++) {
    await raw`insert into orders (code, customer_id, state, subtotal, total, created_at, expires_at,
      closed_at) values (${`OLD-${buyer}-${n}`}, ${buyer}, 'expired', 1, 1, ${closed}, ${closed}, ${closed})`;
  }
  expect(await placeOrder(counter, aCheckout(buyer, id))).toMatchObject({
    reason: "must_wait",
    detail: { until: new Date(closed.getTime() + minutes(60)) },
  });
});
