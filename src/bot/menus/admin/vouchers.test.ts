import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { rupiah } from "../../../lib/money.ts";
import { checkVoucher } from "../../../shop/vouchers/check-voucher.ts";
import { aCustomer, anOrder, aProduct } from "../../../testing/catalog-factories.ts";
import { openCounter } from "../../../testing/counter-conversation.ts";

const counter = await openCounter();
afterAll(() => counter[Symbol.asyncDispose]());
const { admin, owner, db, clock } = counter;

describe("a voucher", () => {
  test("is made by buttons and typed words, and checkout knows its rules", async () => {
    await begins();
    await admin.says("hemat<20>");
    expect(admin.lastMessage).toContain("Kode hanya boleh");
    await admin.says("hemat20");
    await admin.taps("％ Persen");
    await admin.says("120");
    expect(admin.lastMessage).toContain("Persen dari 1 sampai 100");
    await admin.taps("20%");
    await admin.taps("Rp10.000");
    await admin.says("50rb");
    await admin.taps("1×");
    await admin.says("30");
    await admin.taps("Sekarang");
    await admin.says("31/12/2026");
    expect(admin.lastMessage).toContain("Periksa voucher");
    await admin.taps("✅ Simpan voucher");
    expect(admin.lastMessage).toContain("🟢 Berlaku");
    expect(admin.lastMessage).toContain("Sampai: 31/12/2026 23:59 WIB");
    expect(await checked("HEMAT20", 100_000)).toMatchObject({ ok: true });
    expect(await checked("HEMAT20", 20_000)).toMatchObject({ ok: false, reason: "min_total" });
    const [row] = await db.execute(sql`
      select kind, value, max_discount, total_limit, per_customer_limit, valid_until
      from vouchers where code = 'HEMAT20'`);
    expect(row).toMatchObject({
      ...{ kind: "percent", value: 20, max_discount: 10_000, total_limit: 30 },
      ...{ per_customer_limit: 1, valid_until: "2026-12-31 17:00:00+00" },
    });
  });

  test("whose code is taken leads to the one that has it", async () => {
    await begins();
    await admin.says("Hemat20");
    await admin.taps("🎟 Buka voucher itu");
    expect(admin.lastMessage).toContain("HEMAT20");
  });

  test("is changed rule by rule, and the audit log keeps what it was", async () => {
    await finds("HEMAT20");
    await admin.taps("Jenis");
    await admin.taps("💵 Rupiah");
    await admin.taps("Rp5.000");
    expect(admin.lastMessage).toContain("Nilai: Rp5.000");
    await admin.taps("Sampai");
    await admin.says("besok");
    expect(admin.lastMessage).toContain("Tanggal itu belum terbaca");
    await admin.taps("7 hari");
    expect(admin.lastMessage).toContain("Sampai: 08/05/2026");
    const [entry] = await db.execute(sql`
      select before ->> 'validUntil' as before, after ->> 'validUntil' as after
      from audit_log where action = 'voucher.edited' order by id desc limit 1`);
    expect(entry).toEqual({
      ...{ before: "2026-12-31T17:00:00.000Z", after: "2026-05-08T05:00:00.000Z" },
    });
  });

  test("that somebody else has just changed is not overwritten unseen", async () => {
    await finds("HEMAT20");
    await admin.taps("Kuota");
    await db.execute(sql`update vouchers set total_limit = 77 where code = 'HEMAT20'`);
    await admin.says("40");
    expect(admin.lastMessage).toContain("diubah orang lain menjadi 77×");
    await admin.says("40");
    expect(admin.lastMessage).toContain("Kuota: 40×");
  });

  test("may be for some products only", async () => {
    const one = await aProduct(db, { name: "Zoom & <Meet>" });
    await finds("HEMAT20");
    await admin.taps("📦 Produk");
    await admin.taps(/Zoom/);
    expect(admin.buttons.join()).toContain("✅ Zoom");
    await admin.taps("⬅️ Kembali");
    expect(admin.lastMessage).toContain("Zoom & <Meet>");
    expect(await checked("HEMAT20", 100_000)).toMatchObject({ ok: false, reason: "products" });
    expect(await checked("HEMAT20", 100_000, one.id)).toMatchObject({ ok: true });
    await admin.taps("📦 Produk");
    await admin.taps("♾ Semua produk");
    expect(await checked("HEMAT20", 100_000)).toMatchObject({ ok: true });
  });

  test("is switched off and on again", async () => {
    await finds("HEMAT20");
    await admin.taps("⚪ Nonaktifkan");
    expect(await checked("HEMAT20", 100_000)).toMatchObject({ ok: false, reason: "inactive" });
    await admin.taps("🟢 Aktifkan");
    expect(await checked("HEMAT20", 100_000)).toMatchObject({ ok: true });
  });

  test("that was used shows its figures, keeps its limit, and is not deleted", async () => {
    const customerId = await aCustomer(db);
    const orderId = await anOrder(db, { customerId, productId: (await aProduct(db)).id });
    await db.execute(sql`
      insert into voucher_uses (order_id, voucher_id, customer_id, discount, state, created_at)
      select ${orderId}, id, ${customerId}, 5000, 'used', now() from vouchers where code = 'HEMAT20'`);
    await db.execute(sql`update vouchers set taken = 1 where code = 'HEMAT20'`);
    await finds("HEMAT20");
    expect(admin.lastMessage).toContain("Dipakai 1× oleh 1 pelanggan");
    expect(admin.lastMessage).toContain("Potongan Rp5.000");
    await admin.taps("🗑 Hapus");
    await admin.taps("🗑 Ya, hapus");
    expect(admin.toast).toContain("sudah pernah dipakai");
    expect(admin.lastMessage).toContain("HEMAT20");
  });

  test("half made survives a restart; cancelled, nothing is left of it", async () => {
    await begins();
    await admin.says("SETENGAH");
    await admin.says("/admin");
    await counter.restart();
    await admin.taps("▶️ Lanjutkan");
    expect(admin.sees).toContain("Potongan apa?");
    await admin.taps("✖️ Batal");
    expect(await db.execute(sql`select 1 from vouchers where code = 'SETENGAH'`)).toHaveLength(0);
  });

  test("in English, by buttons alone, valid until the end of the month here", async () => {
    await owner.says("/language");
    await owner.taps("🇬🇧 English");
    await owner.says("/admin");
    await owner.taps("🎟 Vouchers");
    await owner.taps("➕ New voucher");
    await owner.taps("🎲 Random code");
    await owner.taps("💵 Rupiah");
    await owner.taps("Rp10.000");
    await owner.taps("None");
    await owner.taps("Unlimited");
    await owner.taps("Unlimited");
    await owner.taps("Tomorrow");
    await owner.taps("End of month");
    await owner.taps("✅ Save the voucher");
    expect(owner.lastMessage).toContain("🕒 Not begun yet");
    expect(owner.lastMessage).toContain("From: 02/05/2026 00:00 WIB");
    expect(owner.lastMessage).toContain("Until: 31/05/2026 23:59 WIB");
    await owner.taps("🗑 Delete");
    await owner.taps("🗑 Yes, delete");
    expect(owner.toast).toContain("was deleted");
  });
});

// --- internal ---

async function begins(): Promise<void> {
  await admin.says("/admin");
  await admin.taps("🎟 Voucher");
  await admin.taps("➕ Voucher baru");
}

async function finds(code: string): Promise<void> {
  await admin.says("/admin");
  await admin.taps("🎟 Voucher");
  await admin.taps("🔎 Cari");
  await admin.says(code);
  await admin.taps(new RegExp(code));
}

async function checked(code: string, amount: number, product?: number) {
  const productId = (product ?? (await aProduct(db)).id) as never;
  const customerId = await aCustomer(db);
  const lines = [{ productId, amount: rupiah(amount) }];
  return checkVoucher(db, { code, customerId, lines, at: clock.now() });
}
