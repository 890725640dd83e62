import { afterAll, expect, test } from "bun:test";
import { vouchers } from "../../../db/schema/vouchers.ts";
import type { CustomerId, VoucherId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { aCustomer, anOrder, aProduct, opening } from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { checkVoucher } from "./check-voucher.ts";
import { createVoucher, deleteVoucher, editVoucher } from "./manage-vouchers.ts";
import { releaseVoucher, reserveVoucher, retakeVoucher, useVoucher } from "./take-voucher.ts";
import type { VoucherFields } from "./voucher-fields.ts";
import { voucherLaws } from "./voucher-laws.ts";
import { findVoucher, listVouchers, voucherStatistics } from "./vouchers.queries.ts";

const database = await testDatabase();
afterAll(database.close);
const { db, raw } = database;
const deps = { db, clock: { now: () => opening } };
let count = 0;

async function aVoucherRow(values: Partial<typeof vouchers.$inferInsert> = {}): Promise<VoucherId> {
  const row = { code: `V${++count}`, kind: "flat", value: 1_000, createdAt: opening } as const;
  const [made] = await db
    .insert(vouchers)
    .values({ ...row, ...values })
    .returning();
  return made!.id;
}

async function take(voucherId: VoucherId, customerId: CustomerId) {
  const discount = rupiah(1_000);
  const price = { subtotal: rupiah(10_000), discount, total: rupiah(9_000) };
  const orderId = await anOrder(db, { customerId, voucherId, ...price });
  const taking = { voucherId, orderId, customerId, discount, at: opening };
  const taken = await db.transaction((tx) => reserveVoucher(tx, taking));
  return { orderId, taken };
}

const takenOf = async (id: VoucherId) => (await findVoucher(db, id))?.taken;

test("a customer who comes ten times at once uses it as often as he may", async () => {
  const voucherId = await aVoucherRow({ perCustomerLimit: 3 });
  const customerId = await aCustomer(db);
  const tries = await Promise.all(Array.from({ length: 10 }, () => take(voucherId, customerId)));
  expect(tries.filter(({ taken }) => taken.ok)).toHaveLength(3);
  expect(await takenOf(voucherId)).toBe(3);
});

test("the last use goes to one of many customers, and a refusal leaves nothing behind", async () => {
  const voucherId = await aVoucherRow({ totalLimit: 1 });
  const people = await Promise.all(Array.from({ length: 10 }, () => aCustomer(db)));
  const tries = await Promise.all(people.map((person) => take(voucherId, person)));
  expect(tries.filter(({ taken }) => taken.ok)).toHaveLength(1);
  expect(await takenOf(voucherId)).toBe(1);
  const [uses] = await raw`select count(*) as n from voucher_uses where voucher_id = ${voucherId}`;
  expect(uses?.["n"]).toBe(1);
});

test("a released use is free for the next one, and released once only", async () => {
  const voucherId = await aVoucherRow({ totalLimit: 1 });
  const { orderId } = await take(voucherId, await aCustomer(db));
  await db.transaction((tx) => releaseVoucher(tx, orderId));
  await db.transaction((tx) => releaseVoucher(tx, orderId));
  expect(await takenOf(voucherId)).toBe(0);
  expect((await take(voucherId, await aCustomer(db))).taken.ok).toBe(true);
  // Paid late, but its use has gone to somebody else: the price stays, and so does the limit.
  expect(await db.transaction((tx) => retakeVoucher(tx, orderId))).toBe(false);
  expect(await takenOf(voucherId)).toBe(1);
});

test("a use that was paid for stays used", async () => {
  const voucherId = await aVoucherRow();
  const { orderId } = await take(voucherId, await aCustomer(db));
  await db.transaction((tx) => useVoucher(tx, orderId));
  await db.transaction((tx) => releaseVoucher(tx, orderId));
  expect(await takenOf(voucherId)).toBe(1);
  expect(await voucherStatistics(db, voucherId)).toMatchObject({
    used: 1,
    customers: 1,
    given: 1_000,
    earned: 9_000,
  });
});

test("an admin makes, edits and deletes vouchers, and each is audited", async () => {
  const { id: productId } = await aProduct(db);
  const fields: VoucherFields = {
    code: " hemat-10 ",
    kind: "percent",
    value: 10,
    productIds: [productId],
  };
  const made = await createVoucher(deps, { fields, actorId: 99 });
  if (!made.ok) throw new Error(made.reason);
  const { id: voucherId } = made.value;
  expect(made.value.code).toBe("HEMAT-10");
  expect(await createVoucher(deps, { fields, actorId: 99 })).toMatchObject({
    reason: "duplicate_code",
  });
  const edit = (more: object) => editVoucher(deps, { voucherId, fields: more, actorId: 99 });
  expect(await edit({ value: 101 })).toMatchObject({ detail: { field: "value" } });
  expect(await edit({ validUntil: opening, validFrom: opening })).toMatchObject({
    detail: { field: "validUntil" },
  });
  expect(await edit({ totalLimit: 2, productIds: [] })).toMatchObject({ ok: true });
  expect(await findVoucher(db, voucherId)).toMatchObject({ totalLimit: 2, productIds: [] });
  await take(voucherId, await aCustomer(db));
  await take(voucherId, await aCustomer(db));
  expect(await edit({ totalLimit: 1 })).toMatchObject({ reason: "limit_below_taken" });
  const other = await aVoucherRow({ code: "LAIN" });
  expect(await edit({ code: "lain" })).toMatchObject({ reason: "duplicate_code" });
  expect(await deleteVoucher(deps, { voucherId, actorId: 99 })).toMatchObject({ reason: "in_use" });
  expect(await deleteVoucher(deps, { voucherId: other, actorId: 99 })).toMatchObject({ ok: true });
  const audit = await raw`select action from audit_log where subject like 'voucher:%' order by id`;
  expect(audit.map((row) => row["action"])).toEqual([
    "voucher.created",
    "voucher.edited",
    "voucher.deleted",
  ]);
  expect((await listVouchers(db, { size: 2 })).vouchers).toHaveLength(2);
});

test("a code is found as it is typed, with its products and the customer's own uses", async () => {
  const customerId = await aCustomer(db);
  const [one, two] = [await aProduct(db), await aProduct(db)];
  const fields: VoucherFields = {
    code: "SATU",
    kind: "flat",
    value: 500,
    productIds: [one.id],
    perCustomerLimit: 1,
  };
  const made = await createVoucher(deps, { fields, actorId: 99 });
  if (!made.ok) throw new Error(made.reason);
  const check = (productId: typeof one.id) => {
    const lines = [{ productId, amount: rupiah(10_000) }];
    return checkVoucher(db, { code: "satu ", customerId, lines, at: opening });
  };
  expect(await check(one.id)).toMatchObject({ ok: true, value: { discount: 500 } });
  expect(await check(two.id)).toMatchObject({ reason: "products" });
  await take(made.value.id, customerId);
  expect(await check(one.id)).toMatchObject({ reason: "customer_limit" });
  const nobody = { code: "TIDAK ADA", customerId, lines: [], at: opening };
  expect(await checkVoucher(db, nobody)).toMatchObject({ reason: "unknown" });
});

test("the doctor counts the uses again", async () => {
  const voucherId = await aVoucherRow();
  await take(voucherId, await aCustomer(db));
  await raw`update vouchers set taken = 5 where id = ${voucherId}`;
  const [law] = voucherLaws;
  expect(await law!.query(db, 10)).toEqual([
    { subject: `voucher:${voucherId}`, detail: "counts 5, uses 1" },
  ]);
  await db.transaction(async (tx) => law!.repair?.(tx, { at: opening }));
  expect(await law!.query(db, 10)).toEqual([]);
});
