import { expect, test } from "bun:test";
import { wallets } from "../../../../db/schema/money.ts";
import { staff } from "../../../../db/schema/people.ts";
import { rupiah } from "../../../lib/money.ts";
import { aCustomer, anOrder, aProduct } from "../../../testing/catalog-factories.ts";
import { type Conversation, openConversation } from "../../../testing/conversation.ts";
import { theGateways } from "../../../testing/order-factories.ts";
import { typedDays } from "../../dialogs/admin/report-range-dialog.ts";
import { adminHomeArea } from "./admin-home.ts";
import { adminOfficeAreas, adminOfficeSections } from "./admin-office.ts";

/** Noon on 1 May 2026 in Jakarta, and a shop that sold yesterday and today. */
async function aShopThatSold() {
  const shop = await openConversation({
    areas: (parts) => [
      adminHomeArea(adminOfficeSections),
      ...adminOfficeAreas({ ...parts, gateways: theGateways }),
    ],
  });
  const { db } = shop;
  const customerId = await aCustomer(db, { createdAt: new Date("2026-05-01T01:00:00Z") });
  await db.insert(wallets).values({ customerId });
  const { id: productId } = await aProduct(db, { name: "Netflix <1> Bulan" });
  const sold = async (at: string, quantity: number, isPaid = true) => {
    const moment = new Date(at);
    await anOrder(db, {
      ...{ customerId, productId, quantity, unitPrice: rupiah(12_500), createdAt: moment },
      ...(isPaid ? { state: "delivered", paidAt: moment } : { state: "expired" }),
    });
  };
  await sold("2026-05-01T09:00:00+07:00", 2);
  await sold("2026-05-01T10:00:00+07:00", 1, false);
  await sold("2026-04-30T23:59:00+07:00", 4);
  return shop;
}

const documents = ({ admin }: Conversation) =>
  admin.person.messages.filter(({ kind }) => kind === "document").length;

test("today, another period, other pictures, and a file, all by buttons", async () => {
  await using shop = await aShopThatSold();
  const { admin } = shop;
  await admin.says("/admin");
  await admin.taps("📊 Statistik");
  expect(admin.lastMessage).toContain("1 Mei 2026");
  expect(admin.lastMessage).toContain("Pendapatan: Rp25.000");
  expect(admin.lastMessage).toContain("Checkout: 2, dibayar 50,0%");
  expect(admin.person.last?.kind).toBe("photo");
  await admin.taps("Minggu ini");
  expect(admin.lastMessage).toContain("27 Apr – 1 Mei 2026");
  expect(admin.lastMessage).toContain("Pendapatan: Rp75.000");
  await admin.taps("🏆 Terlaris");
  expect(admin.lastMessage).toContain("1. Netflix <1> Bulan – 6 item, Rp75.000");
  await admin.taps("🧾 Pesanan");
  expect(admin.buttons).toContain("• Minggu ini");
  const before = documents(shop);
  await admin.taps("📄 CSV");
  expect(documents(shop)).toBe(before + 1);
});

test("any range in English, typed as people type days", async () => {
  await using shop = await aShopThatSold();
  const { admin } = shop;
  await admin.says("/language");
  await admin.taps(/English/);
  await admin.says("/admin");
  await admin.taps("📊 Statistics");
  await admin.taps("🗓 Other range");
  await admin.says("yesterday");
  expect(admin.lastMessage).toContain("That is no range.");
  await admin.says("1/4/2026 - 30/4/2026");
  expect(admin.lastMessage).toContain("1–30 Apr 2026");
  expect(admin.lastMessage).toContain("Revenue: Rp50.000");
});

test.each([
  ["20/11/2026", "2026-11-20", "2026-11-20"],
  ["1/11/2026 - 20/11/2026", "2026-11-01", "2026-11-20"],
  ["1-11-2026 s/d 2-11-2026", "2026-11-01", "2026-11-02"],
  ["2026-11-01 sampai 2026-11-02", "2026-11-01", "2026-11-02"],
])("%p is from %s to %s", (typed, first, last) => {
  expect(typedDays(typed)).toEqual({ first, last });
});

test.each(["", "31/2/2026", "2/11/2026 - 1/11/2026", "1/1/2026 2/1/2026 3/1/2026", "1/11/26"])(
  "%p is no range",
  (typed) => {
    expect(typedDays(typed)).toBeUndefined();
  },
);

test("the calculator is fair by buttons, explains itself, and remembers", async () => {
  await using shop = await aShopThatSold();
  const { admin } = shop;
  await admin.says("/admin");
  await admin.taps("🧮 Kalkulator");
  await admin.taps("↩️ Pengembalian dana");
  await admin.taps("Rp50.000");
  await admin.taps("30 hari");
  await admin.says("31");
  expect(admin.lastMessage).toContain("Ketik angka bulat dari 0 sampai 30.");
  await admin.says("7 hari");
  await admin.says("120%");
  expect(admin.lastMessage).toContain("Ketik persen dari 0% sampai 100%");
  await admin.says("7,5%");
  expect(admin.lastMessage).toContain("Rp50.000 × 23 ÷ 30 = Rp38.333");
  expect(admin.lastMessage).toContain("Potongan 7,5%: −Rp2.875");
  expect(admin.lastMessage).toContain("Dikembalikan: Rp35.458");
  await admin.taps("⬅️ Kalkulator");
  await admin.taps("👛 Isi saldo");
  await admin.says("100rb");
  await admin.says("2500");
  expect(admin.lastMessage).toContain("Masuk ke saldo: Rp97.500");
  await admin.taps("⬅️ Kalkulator");
  await admin.taps("🕘 Riwayat");
  expect(admin.lastMessage).toContain("01/05/2026 12:00 WIB: Rp100.000 → Rp97.500");
  expect(admin.lastMessage).toContain("Rp50.000 → Rp35.458");
});

test("figures are for those who may see them", async () => {
  await using shop = await aShopThatSold();
  const helper = shop.person("Staf");
  await shop.db.insert(staff).values({
    ...{ telegramId: helper.id, name: "Staf", rights: ["stock"], addedBy: 1, addedAt: new Date() },
  });
  await helper.says("/admin");
  expect(helper.buttons).toEqual(["🧮 Kalkulator"]);
  await helper.forges("v1:rep");
  await helper.forges("v1:repf:20260401:20260501");
  await shop.admin.forges("v1:repv:20260501:20260401:0");
  expect(helper.sees).not.toContain("Rp25.000");
  expect(shop.refused.map(({ what }) => what)).toEqual(["rep", "repf"]);
});
