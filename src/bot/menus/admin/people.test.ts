import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { CustomerId } from "../../../lib/ids.ts";
import { rupiah } from "../../../lib/money.ts";
import { walletOf } from "../../../shop/wallet/wallet.queries.ts";
import { aProduct } from "../../../testing/catalog-factories.ts";
import type { Guest } from "../../../testing/conversation.ts";
import { aDesk, type Desk } from "../../../testing/desk.ts";
import { brokenLaws } from "../../../testing/till.ts";
import { languages } from "../../../texts/language.ts";
import { texts } from "../../../texts/texts.ts";

describe.each(languages.map((language) => [language] as const))("in %s", (language) => {
  const { adminPeople: says, common } = texts[language];
  let shop: Desk;
  let admin: Guest;
  let owner: Guest;
  let buyer: Guest;
  let helper: Guest;

  beforeAll(async () => {
    shop = await aDesk();
    ({ admin, owner } = shop);
    buyer = shop.person("Budi <3", { username: "budi_b" });
    helper = shop.person("Siti", { username: "siti_s" });
    for (const guest of [admin, owner, buyer, helper]) await guest.says("/start");
    await shop.raw`update customers set language = ${language}`;
  });
  afterEach(async () => {
    expect(await brokenLaws(shop.db)).toEqual([]);
  });
  afterAll(() => shop[Symbol.asyncDispose]());

  async function opens(guest: Guest, whom: string) {
    await guest.says("/admin");
    await guest.taps(says.section);
    await guest.taps(says.find);
    await guest.says(whom);
  }

  const audits = async () =>
    (await shop.raw`select action, note from audit_log order by id`).map(({ action }) => action);

  test("the shop's people are counted, listed, and found by id, @username and name", async () => {
    await admin.says("/admin");
    await admin.taps(says.section);
    expect(admin.lastMessage).toBe(
      says.home({ all: 4, today: 4, blocked: 0, unreachable: 0 }).replaceAll(/<\/?b>/g, ""),
    );
    await admin.taps(says.shows.all);
    expect(admin.buttons.join()).toContain("Budi <3");
    for (const whom of [String(buyer.id), "@budi", "Budi"]) {
      await opens(admin, whom);
      expect(admin.lastMessage).toContain("Budi <3");
      expect(admin.lastMessage).toContain(String(buyer.id));
    }
  });

  test("somebody is blocked with a reason, reads that, and is let in again", async () => {
    await opens(admin, "@budi");
    await admin.taps(says.act.block);
    await admin.taps(says.block.reasons[0]!);
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.block.reasons[0]!);
    await buyer.says("/start");
    expect(buyer.lastMessage).toBe(common.blocked);
    await admin.taps(says.act.unblock);
    await admin.taps(common.yes);
    await buyer.says("/start");
    expect(buyer.lastMessage).not.toBe(common.blocked);
    expect((await audits()).slice(-2)).toEqual(["customer.blocked", "customer.unblocked"]);
  });

  test("who runs the shop is blocked by nobody", async () => {
    await opens(admin, String(owner.id));
    expect(admin.buttons).not.toContain(says.act.block);
    await admin.forges(`v1:aub:${owner.id.toString(36)}`);
    expect(admin.toast).toBe(says.block.notThisOne);
  });

  test("a balance is changed once, with a reason; the customer and the owner hear of it", async () => {
    await opens(admin, "@budi");
    await admin.taps(says.act.balance);
    await admin.taps(says.balance.add);
    await admin.says("banyak");
    expect(admin.lastMessage).toContain(says.balance.notAnAmount);
    await admin.says("15rb");
    await admin.says("bonus <hari raya>");
    expect(admin.lastMessage).toContain("bonus <hari raya>");
    const yes = admin.person.last!.buttons.flat()[0]!.callback_data!;
    await admin.taps(common.yes);
    await admin.forges(yes);
    expect(await walletOf(shop.db, buyer.id as CustomerId)).toBe(rupiah(15_000));
    expect(shop.alerts).toHaveLength(1);
    expect(shop.alerts[0]).toContain("Mas Admin");
    expect(shop.alerts[0]).toContain("+Rp15.000");
    const told = await shop.raw`select 1 from outbox where kind = 'wallet_adjusted'`;
    expect(told).toHaveLength(1);
  });

  test("no more is taken than is there", async () => {
    await opens(admin, "@budi");
    await admin.taps(says.act.balance);
    await admin.taps(says.balance.take);
    await admin.says("99999");
    await admin.taps(says.balance.reasons[0]!);
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.balance.refused.insufficient);
    expect(shop.alerts).toHaveLength(1);
    await admin.taps(says.act.ledger);
    expect(admin.lastMessage).toContain("+Rp15.000");
    expect(admin.lastMessage).toContain("bonus <hari raya>");
  });

  test("a word to one person is shown before it is sent", async () => {
    await opens(admin, "@budi");
    await admin.taps(says.act.message);
    await admin.says("Halo <b>Budi</b>");
    expect(admin.lastMessage).toContain("Halo <b>Budi</b>");
    await admin.taps(says.message.send);
    const [row] = await shop.raw`select chat_id, body from outbox where kind = 'from_admin'`;
    expect(row).toMatchObject({ chat_id: buyer.id });
    expect(row!["body"]).not.toContain("Halo");
  });

  test("a person's orders are one tap away", async () => {
    const { id } = await aProduct(shop.db, { stock: 1 });
    const { code } = await shop.orders(buyer.id, id);
    await opens(admin, "@budi");
    await admin.taps(says.act.orders);
    expect(admin.lastMessage).toContain(code);
  });

  describe("staff", () => {
    const { staff } = says;
    const right = (name: keyof typeof staff.rights, isGiven: boolean) =>
      staff.right({ name: staff.rights[name], isGiven });

    test("the owner alone sees the door", async () => {
      await admin.says("/admin");
      expect(admin.buttons).not.toContain(staff.section);
      await owner.says("/admin");
      expect(owner.buttons).toContain(staff.section);
    });

    test("a helper is named, given a right, told, and sees that section and no other", async () => {
      await owner.taps(staff.section);
      await owner.taps(staff.add);
      await owner.says("@nobody_here");
      expect(owner.lastMessage).toContain(staff.refused.unknown_person);
      await owner.says("@siti_s");
      await owner.taps(common.yes);
      await owner.taps(right("money", false));
      await owner.taps(right("orders", false));
      await owner.taps(right("money", true));
      expect(owner.buttons).toContain(right("orders", true));
      const told = await shop.raw`select state from outbox where chat_id = ${helper.id}
        and kind = 'call' order by id`;
      expect(told.map(({ state }) => state)).toEqual(["dropped", "dropped", "dropped", "waiting"]);
      expect(shop.staffChanges).toEqual([helper.id]);

      await helper.says("/admin");
      expect(helper.buttons).toEqual([texts[language].adminOrders.section]);
      await helper.taps(texts[language].adminOrders.section);
      expect(helper.buttons).toContain(texts[language].adminOrders.find);
    });

    test("what the helper has no right to is refused and noted", async () => {
      const before = shop.refused.length;
      await helper.forges("v1:ams");
      await helper.forges(`v1:art:${helper.id.toString(36)}:3:1`);
      expect(helper.toast).toBe(common.notAvailable);
      expect(shop.refused.slice(before)).toMatchObject([
        { userId: helper.id, what: "ams", allow: "money" },
        { userId: helper.id, what: "art", allow: "owner" },
      ]);
      const [row] = await shop.raw`select rights from staff`;
      expect(row).toEqual({ rights: ["orders"] });
    });

    test("a dialog that was begun with a right ends without it", async () => {
      const { id } = await aProduct(shop.db, { stock: 1 });
      const { orderId } = await shop.orders(buyer.id, id);
      await helper.forges(`v1:aox:${orderId.toString(36)}`);
      await owner.says("/admin");
      await owner.taps(staff.section);
      await owner.taps(/Siti/);
      await owner.taps(right("orders", true));
      await helper.says("alasan");
      expect(helper.lastMessage).toBe(common.dialog.expired);
      const [row] = await shop.raw`select state from orders where id = ${orderId}`;
      expect(row).toEqual({ state: "awaiting_payment" });
    });

    test("who is dismissed is a customer again, after the owner has confirmed", async () => {
      await owner.taps(staff.remove);
      await owner.taps(common.back);
      await owner.taps(staff.remove);
      await owner.taps(common.yes);
      expect(owner.lastMessage).toContain(staff.empty);
      await helper.says("/admin");
      expect(helper.lastMessage).toBe(common.unknownCommand);
      expect((await audits()).slice(-1)).toEqual(["staff.removed"]);
    });

    test("from a customer's page the owner makes staff at once", async () => {
      await opens(owner, "@siti_s");
      await owner.taps(says.act.hire);
      await owner.taps(common.yes);
      expect(owner.buttons).toContain(right("stock", false));
    });
  });
});
