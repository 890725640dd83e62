import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { hours, minutes } from "../../lib/clock.ts";
import type { PaymentId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { aCustomer, aProduct, testVault } from "../../testing/catalog-factories.ts";
import { aCheckout, aPlacedOrder, factsOf } from "../../testing/order-factories.ts";
import { brokenLaws, openTill, price } from "../../testing/till.ts";
import { addProof } from "../payments/add-proof.ts";
import { createDeposit } from "../payments/create-deposit.ts";
import { findProof, waitingProofs } from "../payments/proofs.queries.ts";
import { rejectProof } from "../payments/reject-proof.ts";
import { walletOf } from "../wallet/wallet.queries.ts";
import { approveManual } from "./approve-manual.ts";
import { expireOrders } from "./expire-orders.ts";
import { fulfilByHand } from "./fulfil-by-hand.ts";

const till = await openTill();
const { db, raw, clock } = till;
const deps = { ...till.deps, vault: testVault };
const admin = 42;
afterAll(till.close);
afterEach(async () => {
  expect(await brokenLaws(db)).toEqual([]);
});
beforeAll(async () => {
  const settings = { manualEnabled: true, manualInstructions: "BCA 123 a.n. Toko" };
  for (const [key, value] of Object.entries(settings)) {
    await raw`insert into settings (key, value, updated_at)
      values (${key}, ${JSON.stringify(value)}::text::jsonb, now())`;
  }
});

async function anOrder() {
  const buyer = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock: 1, price });
  const placed = await aPlacedOrder(deps, aCheckout(buyer, productId, { method: "manual" }));
  return { ...placed, buyer, productId, paymentId: placed.payment!.id };
}

async function aProof({ paymentId, buyer }: Awaited<ReturnType<typeof anOrder>>) {
  const proof = await addProof(deps, {
    ...{ paymentId, customerId: buyer, proof: { text: "transferred from BRI, 12:03" } },
  });
  if (!proof.ok) throw new Error(proof.reason);
  return proof.value.proofId;
}

const approve = (paymentId: PaymentId, amount: number, actorId = admin) =>
  approveManual(deps, {
    paymentId,
    amountReceived: rupiah(amount),
    actorId,
    note: "seen at 12:10",
  });

test("proof, approval, goods; the books name the admin", async () => {
  const it = await anOrder();
  const proofId = await aProof(it);
  expect(await approve(it.paymentId, 10_000)).toMatchObject({
    ...{ ok: true, value: { circumstance: "exact", toOrder: 10_000, isFulfilled: true } },
  });
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
  expect(await findProof({ queryable: db, vault: testVault }, proofId)).toMatchObject({
    ...{ state: "approved", text: "transferred from BRI, 12:03", thingCode: it.code },
  });
  const [order] = await raw`select confirmed_by, note from orders where id = ${it.orderId}`;
  expect(order).toEqual({ confirmed_by: admin, note: "seen at 12:10" });
  const audit = await raw`select action, actor_id from audit_log
    where subject = ${`order:${it.orderId}`}`;
  expect([...audit]).toEqual([{ action: "money.confirmed", actor_id: admin }]);
});

test("two admins approve at once: the money comes once, and the second is told", async () => {
  const it = await anOrder();
  await aProof(it);
  const answers = await Promise.all([
    approve(it.paymentId, 10_000, 1),
    approve(it.paymentId, 10_000, 2),
    approve(it.paymentId, 10_000, 3),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(
    answers.filter((answer) => !answer.ok && answer.reason === "already_approved"),
  ).toHaveLength(2);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
});

test("what is really on the account decides: too little goes to the wallet, too much partly", async () => {
  const low = await anOrder();
  expect(await approve(low.paymentId, 9_000)).toMatchObject({ value: { circumstance: "too_low" } });
  expect(await walletOf(db, low.buyer)).toBe(rupiah(9_000));
  expect(await factsOf(raw, low.orderId)).toMatchObject({ state: "awaiting_payment", reserved: 1 });
  const high = await anOrder();
  expect(await approve(high.paymentId, 11_000)).toMatchObject({
    value: { circumstance: "too_high" },
  });
  expect(await walletOf(db, high.buyer)).toBe(rupiah(1_000));
  expect(await approve(high.paymentId, 0)).toMatchObject({ reason: "not_an_amount" });
});

test("a proof that waits keeps the order and its units, however long the admins take", async () => {
  const it = await anOrder();
  clock.advance(hours(23));
  await aProof(it);
  clock.advance(hours(200));
  await expireOrders(deps, { limit: 100 });
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "awaiting_payment", reserved: 1 });
  expect(await approve(it.paymentId, 10_000)).toMatchObject({ ok: true });
});

test("a rejected proof tells why, and leaves an hour for a better one", async () => {
  const it = await anOrder();
  const proofId = await aProof(it);
  const rejection = { proofId, actorId: admin, reason: "the amount cannot be read" };
  const answers = await Promise.all([rejectProof(deps, rejection), rejectProof(deps, rejection)]);
  const said = answers.map((answer): string => (answer.ok ? "rejected" : answer.reason));
  expect(said.toSorted()).toEqual(["already_reviewed", "rejected"]);
  const told =
    await raw`select 1 from outbox where chat_id = ${it.buyer} and kind = 'proof_rejected'`;
  expect(told).toHaveLength(1);
  clock.advance(minutes(61));
  await expireOrders(deps, { limit: 100 });
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "expired", reserved: 0 });
  // The transfer was real after all, and the admin finds it a day later.
  expect(await approve(it.paymentId, 10_000)).toMatchObject({ value: { circumstance: "late" } });
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
});

test("a proof is sealed, waits in line for the admins, and is the payer's own", async () => {
  const it = await anOrder();
  const proofId = await aProof(it);
  const [row] = await raw`select content from payment_proofs where id = ${proofId}`;
  expect(row?.["content"]).not.toContain("BRI");
  const { proofs } = await waitingProofs(db, { page: 0, size: 50 });
  expect(proofs.at(-1)).toMatchObject({ proofId, code: it.code, amount: price });
  const stranger = await aCustomer(db);
  const proof = { fileId: "photo-1", mediaType: "photo" } as const;
  const foreign = { paymentId: it.paymentId, customerId: stranger, proof };
  expect(await addProof(deps, foreign)).toMatchObject({ reason: "not_found" });
  const own = { ...foreign, customerId: it.buyer };
  for (let more = 0; more < 4; more++)
    expect(await addProof(deps, own)).toMatchObject({ ok: true });
  expect(await addProof(deps, own)).toMatchObject({ reason: "too_many" });
  await approve(it.paymentId, 10_000);
  expect(await addProof(deps, own)).toMatchObject({ reason: "already_paid" });
});

test("a deposit by transfer is credited with what came", async () => {
  const customerId = await aCustomer(db);
  const amount = rupiah(50_000);
  const way = { gateway: "manual", method: "manual" };
  const deposit = await createDeposit(deps, { customerId, amount, ...way });
  if (!deposit.ok) throw new Error(deposit.reason);
  await approve(deposit.value.paymentId, 49_500);
  expect(await walletOf(db, customerId)).toBe(rupiah(49_500));
  const [row] =
    await raw`select state, credited from deposits where id = ${deposit.value.depositId}`;
  expect(row).toEqual({ state: "completed", credited: 49_500 });
});

test("only a manual transfer is approved by hand", async () => {
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { stock: 1, price });
  const placed = await aPlacedOrder(deps, aCheckout(buyer, id));
  expect(await approve(placed.payment!.id, 10_000)).toMatchObject({ reason: "not_found" });
});

test("an order fulfilled by hand leaves no proof waiting, and a later approval is money twice", async () => {
  const it = await anOrder();
  const proofId = await aProof(it);
  await fulfilByHand(deps, { orderId: it.orderId, actorId: admin, note: "cash" });
  expect(await findProof({ queryable: db, vault: testVault }, proofId)).toMatchObject({
    state: "approved",
  });
  expect(await approve(it.paymentId, 10_000)).toMatchObject({ value: { circumstance: "double" } });
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
  expect(await walletOf(db, it.buyer)).toBe(price);
});
