import { afterAll, expect, test } from "bun:test";
import { productPriceTiers } from "../../../db/schema/catalog.ts";
import { vouchers } from "../../../db/schema/vouchers.ts";
import type { CustomerId, ProductId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { aCustomer, aProduct, opening } from "../../testing/catalog-factories.ts";
import { aCheckout, aCounter, aPlacedOrder } from "../../testing/order-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { addToCart, mostKindsInCart, removeFromCart, setCartVoucher, setInCart } from "./cart.ts";
import { repeatOrder } from "./repeat-order.ts";
import { countCart, viewCart } from "./view-cart.ts";

const database = await testDatabase();
afterAll(database.close);
const { db, raw } = database;
const at = opening;

const add = (customerId: CustomerId, productId: ProductId, quantity = 1) =>
  db.transaction((tx) => addToCart(tx, { customerId, productId, quantity, at }));
const put = (customerId: CustomerId, productId: ProductId, quantity: number) =>
  db.transaction((tx) => setInCart(tx, { customerId, productId, quantity, at }));
const view = (customerId: CustomerId) => viewCart(db, { customerId, at });

test("what is added adds up, what is set is set, and none takes it out", async () => {
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { stock: 20, price: rupiah(1_000) });
  await add(buyer, id, 2);
  expect(await add(buyer, id, 3)).toEqual({ ok: true, value: 5 });
  expect(await view(buyer)).toMatchObject({ total: 5_000, isReady: true });
  expect(await put(buyer, id, 2)).toEqual({ ok: true, value: 2 });
  expect(await countCart(db, buyer)).toBe(2);
  expect(await add(buyer, id, -1)).toMatchObject({ reason: "quantity_out_of_range" });
  expect(await put(buyer, id, 0)).toEqual({ ok: true, value: 0 });
  expect((await view(buyer)).lines).toEqual([]);
});

test("the cart shows today's price for the quantity, and each line says what is wrong with it", async () => {
  const buyer = await aCustomer(db);
  const cheap = await aProduct(db, { stock: 50, price: rupiah(1_000) });
  await db
    .insert(productPriceTiers)
    .values({ productId: cheap.id, minQuantity: 10, unitPrice: rupiah(900) });
  const few = await aProduct(db, { stock: 1 });
  const none = await aProduct(db);
  const off = await aProduct(db, { stock: 5, isActive: false });
  const most = await aProduct(db, { stock: 5, maxPerOrder: 1 });
  const link = await aProduct(db, { kind: "shared", price: rupiah(500) });
  await add(buyer, cheap.id, 10);
  for (const { id } of [few, none, off, most, link]) await add(buyer, id, 2);
  const cart = await view(buyer);
  expect(cart.lines.map(({ problem }) => problem)).toEqual([
    undefined,
    "less_stock",
    "sold_out",
    "not_for_sale",
    "too_many",
    undefined,
  ]);
  expect(cart.lines[0]).toMatchObject({ unitPrice: 900, amount: 9_000 });
  expect(cart.lines[5]?.stock).toBe("unlimited");
  // What cannot be bought costs nothing.
  expect(cart).toMatchObject({ subtotal: 10_000, isReady: false });
  await raw`update products set price = 2000 where id = ${link.id}`;
  expect((await view(buyer)).subtotal).toBe(rupiah(13_000));
});

test("a voucher in the cart is shown with what it takes off, or why not", async () => {
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { stock: 9, price: rupiah(10_000) });
  const row = { code: "DUAPULUH", kind: "percent", value: 20, createdAt: opening } as const;
  await db.insert(vouchers).values({ ...row, minTotal: rupiah(15_000) });
  await add(buyer, id);
  await db.transaction((tx) => setCartVoucher(tx, { customerId: buyer, code: "duapuluh" }));
  expect(await view(buyer)).toMatchObject({
    voucher: { code: "DUAPULUH", refusal: "min_total", why: { minTotal: 15_000 } },
    total: 10_000,
    isReady: false,
  });
  await add(buyer, id);
  expect(await view(buyer)).toMatchObject({ voucher: { discount: 4_000 }, total: 16_000 });
  await db.transaction((tx) => setCartVoucher(tx, { customerId: buyer, code: null }));
  expect((await view(buyer)).voucher).toBeUndefined();
});

test("a cart takes only so many kinds, but more of what is in it", async () => {
  const buyer = await aCustomer(db);
  const made = [];
  for (let n = 0; n <= mostKindsInCart; n++) made.push(await aProduct(db, { kind: "shared" }));
  for (const { id } of made.slice(0, mostKindsInCart)) await add(buyer, id);
  expect(await add(buyer, made[mostKindsInCart]!.id)).toMatchObject({ reason: "cart_full" });
  expect(await add(buyer, made[0]!.id)).toMatchObject({ ok: true, value: 2 });
  const productId = made[1]!.id;
  await db.transaction((tx) => removeFromCart(tx, { customerId: buyer, productId }));
  expect((await view(buyer)).lines).toHaveLength(mostKindsInCart - 1);
});

test("an order is repeated into the cart; what is gone is named; a stranger's order is not found", async () => {
  const [buyer, stranger] = [await aCustomer(db), await aCustomer(db)];
  const kept = await aProduct(db, { stock: 9 });
  const gone = await aProduct(db, { stock: 9, name: "Lama" });
  const lines = [kept, gone].map(({ id }) => ({ productId: id, quantity: 2 }));
  const { orderId } = await aPlacedOrder(aCounter(db), { ...aCheckout(buyer, kept.id), lines });
  await raw`update products set archived_at = ${at} where id = ${gone.id}`;
  const repeat = (customerId: CustomerId) =>
    db.transaction((tx) => repeatOrder(tx, { orderId, customerId, at }));
  expect(await repeat(stranger)).toMatchObject({ reason: "not_found" });
  expect(await repeat(buyer)).toEqual({ ok: true, value: { added: 1, missing: ["Lama"] } });
  expect((await view(buyer)).lines).toMatchObject([{ productId: kept.id, quantity: 2 }]);
});

test("what is no product goes into no cart", async () => {
  const buyer = await aCustomer(db);
  expect(await add(buyer, 987_654 as ProductId)).toMatchObject({ reason: "not_found" });
});
