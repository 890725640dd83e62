import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { InputFile } from "grammy";
import type { CustomerId, PaymentId } from "../../../lib/ids.ts";
import { rupiah } from "../../../lib/money.ts";
import { addProof, type Proof } from "../../../shop/payments/add-proof.ts";
import { createDeposit } from "../../../shop/payments/create-deposit.ts";
import { walletOf } from "../../../shop/wallet/wallet.queries.ts";
import { aProduct, testVault } from "../../../testing/catalog-factories.ts";
import type { Guest } from "../../../testing/conversation.ts";
import { aDesk, type Desk } from "../../../testing/desk.ts";
import { factsOf } from "../../../testing/order-factories.ts";
import { brokenLaws } from "../../../testing/till.ts";
import { languages } from "../../../texts/language.ts";
import { texts } from "../../../texts/texts.ts";

describe.each(languages.map((language) => [language] as const))("in %s", (language) => {
  const { adminMoney: says, common } = texts[language];
  let shop: Desk;
  let admin: Guest;
  let buyer: Guest;

  beforeAll(async () => {
    shop = await aDesk();
    admin = shop.admin;
    buyer = shop.person("Budi", { username: "budi_b" });
    for (const guest of [admin, shop.owner, buyer]) await guest.says("/start");
    await shop.raw`update customers set language = ${language}`;
    await shop.manualTransfers();
  });
  afterEach(async () => {
    expect(await brokenLaws(shop.db)).toEqual([]);
    await shop.raw`update payment_proofs set state = 'rejected' where state = 'waiting'`;
  });
  afterAll(() => shop[Symbol.asyncDispose]());

  async function aTransfer(proof: Proof = { text: "BCA a.n. <Budi>" }) {
    const { id } = await aProduct(shop.db, { stock: 1, price: rupiah(50_000) });
    const order = await shop.orders(buyer.id, id, { method: "manual" });
    await proves(order.payment!.id, proof);
    return order;
  }

  async function aDeposit() {
    const wish = { gateway: "manual", method: "manual", amount: rupiah(30_000) };
    const made = await createDeposit(shop.checkout, {
      ...wish,
      customerId: buyer.id as CustomerId,
    });
    if (!made.ok) throw new Error(made.reason);
    await proves(made.value.paymentId, { text: "sudah" });
    return made.value;
  }

  async function proves(paymentId: PaymentId, proof: Proof) {
    const given = { db: shop.db, clock: shop.clock, vault: testVault };
    const customerId = buyer.id as CustomerId;
    expect(await addProof(given, { paymentId, customerId, proof })).toMatchObject({ ok: true });
  }

  async function opensQueue(guest = admin) {
    await guest.says("/admin");
    await guest.taps(says.section);
    await guest.taps(/📤/);
  }

  const balance = () => walletOf(shop.db, buyer.id as CustomerId);

  test("a proof waits in the queue, its words are opened, and its money buys the order", async () => {
    const { code, orderId } = await aTransfer();
    await opensQueue();
    await admin.taps(new RegExp(code));
    expect(admin.lastMessage).toContain("BCA a.n. <Budi>");
    expect(admin.lastMessage).toContain("Rp50.000");
    await admin.taps(says.proof.approve);
    await admin.taps(says.approve.exact(rupiah(50_000)));
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.approve.fulfilled);
    expect(await factsOf(shop.raw, orderId)).toMatchObject({ state: "paid", sold: 1 });
    await admin.taps(says.queue.back);
    expect(admin.lastMessage).toBe(says.queue.empty);
  });

  test("a proof's photo is shown as the photo that it is", async () => {
    const photo = new InputFile(Buffer.from(onePixel, "base64"), "bukti.png");
    const sent = await shop.api.sendPhoto(buyer.id, photo);
    const fileId = sent.photo.at(-1)?.file_id ?? "";
    const { code } = await aTransfer({ fileId, mediaType: "photo" });
    await opensQueue();
    await admin.taps(new RegExp(code));
    expect(admin.person.last).toMatchObject({ kind: "photo" });
    expect(admin.lastMessage).toContain(code);
    await admin.taps(says.proof.reject);
    await admin.taps(says.reject.reasons[0]!);
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.reject.done);
  });

  test("less than the invoice goes to the wallet, and the order stays unpaid", async () => {
    const { code, orderId } = await aTransfer();
    const before = await balance();
    await opensQueue();
    await admin.taps(new RegExp(code));
    await admin.taps(says.proof.approve);
    await admin.says("abc");
    expect(admin.lastMessage).toContain(says.approve.notAnAmount);
    await admin.says("45rb");
    expect(admin.lastMessage).toContain("Rp45.000");
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.approve.toWallet(rupiah(45_000)));
    expect(await balance()).toBe(rupiah(before + 45_000));
    expect((await factsOf(shop.raw, orderId)).state).not.toBe("paid");
  });

  test("of two admins at once the second is told who decided", async () => {
    const { code, orderId } = await aTransfer();
    for (const guest of [admin, shop.owner]) {
      await opensQueue(guest);
      await guest.taps(new RegExp(code));
    }
    await shop.owner.taps(says.proof.approve);
    await shop.owner.taps(says.approve.exact(rupiah(50_000)));
    await admin.taps(says.proof.approve);
    await admin.taps(says.approve.exact(rupiah(50_000)));
    await shop.owner.taps(common.yes);
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain("Ibu Pemilik");
    expect((await factsOf(shop.raw, orderId)).sold).toBe(1);
    const money = await shop.raw`select 1 from money_in where order_id = ${orderId}`;
    expect(money).toHaveLength(1);
  });

  test("a proof is rejected with a typed reason, and a second rejection names the first", async () => {
    const { code } = await aTransfer();
    await opensQueue();
    await admin.taps(new RegExp(code));
    const reject = admin.person.last!.buttons.flat()[1]!.callback_data!;
    await admin.taps(says.proof.reject);
    await admin.says("nominal <beda>");
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.reject.done);
    await shop.owner.forges(reject);
    expect(shop.owner.toast).toContain("Mas Admin");
    const [log] = await shop.raw`select action, note from audit_log order by id desc limit 1`;
    expect(log).toEqual({ action: "proof.rejected", note: "nominal <beda>" });
  });

  test("a deposit is credited with what came, and one that is refused is closed", async () => {
    const before = await balance();
    const first = await aDeposit();
    await admin.says("/admin");
    await admin.taps(says.section);
    await admin.taps(/👛/);
    await admin.taps(new RegExp(first.code));
    await admin.taps(says.deposit.received);
    await admin.says("25000");
    await admin.taps(common.yes);
    expect(await balance()).toBe(rupiah(before + 25_000));

    const second = await aDeposit();
    await admin.taps(says.toSection);
    await admin.taps(/👛/);
    await admin.taps(new RegExp(second.code));
    await admin.taps(says.deposit.reject);
    await admin.taps(says.reject.reasons[0]!);
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.deposit.rejected);
    expect(admin.buttons).not.toContain(says.deposit.reject);
    const [row] = await shop.raw`select state from deposits where id = ${second.depositId}`;
    expect(row).toEqual({ state: "rejected" });
  });

  test("money without an owner finds one, once", async () => {
    const before = await balance();
    await shop.raw`insert into money_in (gateway, transaction_id, reference, amount, unclaimed,
        circumstance, received_at)
      values ('pakasir', 'lost-1', 'INV-UNKNOWN', 7000, 7000, 'unknown', ${shop.clock.now()})`;
    await admin.says("/admin");
    await admin.taps(says.section);
    await admin.taps(/❓/);
    const claim = admin.person.last!.buttons.flat()[0]!.callback_data!;
    await admin.taps(/INV-UNKNOWN/);
    await admin.says("@nobody");
    expect(admin.lastMessage).toContain(says.lost.unknownPerson);
    await admin.says("@budi_b");
    await admin.taps(says.lost.notes[0]!);
    expect(admin.lastMessage).toContain("Rp7.000");
    await admin.taps(common.yes);
    expect(await balance()).toBe(rupiah(before + 7_000));
    await admin.forges(claim);
    expect(admin.toast).toBe(says.lost.refused.already_claimed);
  });
});

// --- internal ---

const onePixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
