import { afterAll, afterEach, expect, test } from "bun:test";
import { seconds } from "../../lib/clock.ts";
import { type Rupiah, rupiah } from "../../lib/money.ts";
import { aCustomer } from "../../testing/catalog-factories.ts";
import { afterExpiry, brokenLaws, openTill } from "../../testing/till.ts";
import { createDeposit } from "../payments/create-deposit.ts";
import { cancelDeposit, rejectDeposit } from "../payments/end-deposit.ts";
import { expireDeposits } from "../payments/expire-deposits.ts";
import { walletOf } from "../wallet/wallet.queries.ts";
import { checkDuePayments } from "./check-payments.ts";
import { processEvents } from "./process-events.ts";
import { settlePayment } from "./settle-payment.ts";

const till = await openTill();
const { db, raw, deps, clock, pakasir } = till;
afterAll(till.close);
afterEach(async () => {
  expect(await brokenLaws(db)).toEqual([]);
});

const amount = rupiah(50_000);
const qris = { gateway: "pakasir", method: "qris" };

async function aDeposit() {
  const customerId = await aCustomer(db);
  const deposit = await createDeposit(deps, { customerId, amount, ...qris });
  if (!deposit.ok) throw new Error(deposit.reason);
  const txn = await till.charge(deposit.value.paymentId);
  return { ...deposit.value, customerId, txn };
}

const stateOf = async (id: number) => {
  const [row] = await raw`select state, credited from deposits where id = ${id}`;
  return [row?.["state"], row?.["credited"]];
};

test("a deposit comes into the wallet, and customer and admins are told", async () => {
  const it = await aDeposit();
  await till.pays(it.txn);
  await processEvents(deps);
  expect(await stateOf(it.depositId)).toEqual(["completed", 50_000]);
  expect(await walletOf(db, it.customerId)).toBe(amount);
  const told = await raw`select kind from outbox where dedupe_key in
    (${`deposit_completed:${it.depositId}`}, ${`admin_deposit:${it.depositId}`}) order by kind`;
  expect(told.map((row) => row["kind"])).toEqual(["admin_deposit", "deposit_completed"]);
});

test("what came is credited, be it less or more than asked for", async () => {
  const low = await aDeposit();
  await till.pays(low.txn, { amount: 40_000 });
  const high = await aDeposit();
  await till.pays(high.txn, { amount: 60_000 });
  await processEvents(deps);
  expect(await stateOf(low.depositId)).toEqual(["completed", 40_000]);
  expect(await stateOf(high.depositId)).toEqual(["completed", 60_000]);
  expect(await walletOf(db, high.customerId)).toBe(rupiah(60_000));
});

test("a deposit that expired, was cancelled or rejected is credited when its money comes after all", async () => {
  const [expired, cancelled, rejected] = [await aDeposit(), await aDeposit(), await aDeposit()];
  const { depositId, customerId } = cancelled;
  expect(await cancelDeposit(deps, { depositId, customerId: rejected.customerId })).toMatchObject({
    reason: "not_pending",
  });
  expect(await cancelDeposit(deps, { depositId, customerId })).toMatchObject({ ok: true });
  const no = { depositId: rejected.depositId, actorId: 42, reason: "test" };
  expect(await rejectDeposit(deps, no)).toMatchObject({ ok: true });
  expect(await rejectDeposit(deps, no)).toMatchObject({ reason: "not_pending" });
  clock.advance(afterExpiry);
  expect(await expireDeposits(deps)).toBe(1);
  expect(await expireDeposits(deps)).toBe(0);
  for (const it of [expired, cancelled, rejected]) await till.pays(it.txn, { late: true });
  await processEvents(deps);
  for (const it of [expired, cancelled, rejected]) {
    expect(await stateOf(it.depositId)).toEqual(["completed", 50_000]);
    expect(await walletOf(db, it.customerId)).toBe(amount);
  }
});

test("an expired deposit's charge is cancelled at the gateway", async () => {
  const it = await aDeposit();
  clock.advance(afterExpiry);
  await expireDeposits(deps);
  const told = await raw`select 1 from outbox where dedupe_key in
      (${`deposit_expired:${it.depositId}`}, ${`admin_deposit_expired:${it.depositId}`})`;
  expect(told).toHaveLength(2);
  clock.advance(seconds(5));
  await checkDuePayments(deps);
  expect(pakasir.find(it.txn)?.state).toBe("canceled");
});

test("expiry against payment, and the webhook twice at once: credited once", async () => {
  for (let round = 0; round < 6; round++) {
    const it = await aDeposit();
    clock.advance(afterExpiry);
    const money = {
      ...{ gateway: "pakasir", transactionId: it.txn, reference: it.code, amount },
      ...{ isSandbox: false, completedAt: clock.now() },
    };
    await Promise.all([
      expireDeposits(deps),
      settlePayment(deps, money),
      settlePayment(deps, money),
    ]);
    expect(await stateOf(it.depositId)).toEqual(["completed", 50_000]);
    expect(await walletOf(db, it.customerId)).toBe(amount);
  }
});

test("a deposit keeps to the shop's limits, its methods, and three open ones", async () => {
  const customerId = await aCustomer(db);
  const ask = (asked: Rupiah, method = "qris") =>
    createDeposit(deps, { customerId, amount: asked, gateway: "pakasir", method });
  expect(await ask(rupiah(9_999))).toMatchObject({ reason: "too_small", detail: 10_000 });
  expect(await ask(rupiah(10_000_001))).toMatchObject({ reason: "too_large", detail: 10_000_000 });
  expect(await ask(amount, "gold")).toMatchObject({ reason: "method_not_offered" });
  expect(
    await createDeposit(deps, { customerId, amount, gateway: "manual", method: "manual" }),
  ).toMatchObject({ reason: "method_not_offered" });
  for (let n = 0; n < 3; n++) expect(await ask(amount)).toMatchObject({ ok: true });
  expect(await ask(amount)).toMatchObject({ reason: "too_many_open" });
});
