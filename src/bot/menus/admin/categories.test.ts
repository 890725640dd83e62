import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { aProduct } from "../../../testing/catalog-factories.ts";
import { openCounter } from "../../../testing/counter-conversation.ts";
import { adminProductButton } from "../../admin-buttons.ts";

const counter = await openCounter();
afterAll(() => counter[Symbol.asyncDispose]());
const { admin, owner, db } = counter;

describe("categories", () => {
  test("are made with a name and an emoji, and stand in the order that admins like", async () => {
    await makes("Akun & <Premium>", "🎬");
    expect(admin.lastMessage).toContain("🎬 Akun & <Premium>");
    await makes("Game", "🎮");
    await admin.taps("⬆️ Naik");
    expect(admin.buttons.slice(0, 2)).toEqual(["🎮 Game (0)", "🎬 Akun & <Premium> (0)"]);
  });

  test("whose name is taken are refused with what to do", async () => {
    await sections();
    await admin.taps("➕ Kategori baru");
    await admin.says("GAME");
    await admin.says("bukan emoji");
    expect(admin.lastMessage).toContain("satu emoji saja");
    await admin.taps("⏭ Tanpa emoji");
    expect(admin.sees).toContain("sudah ada. Ketik nama lain");
    await admin.says("Voucher Game");
    await admin.taps("⏭ Tanpa emoji");
    expect(admin.lastMessage).toContain("Voucher Game");
    await admin.taps("✏️ Nama");
    await admin.says("Voucher");
    expect(admin.lastMessage).toContain("🗂 Voucher");
  });

  test("with products are hidden or emptied first, and deleted when empty", async () => {
    const product = await aProduct(db, { name: "Steam Wallet" });
    await admin.forges(adminProductButton.data(product));
    await admin.taps("✏️ Ubah");
    await admin.taps("Kategori");
    await admin.taps("🎮 Game");
    expect(admin.lastMessage).toContain("Kategori: 🎮 Game");
    await sections();
    await admin.taps("🎮 Game (1)");
    await admin.taps("🗑 Hapus");
    expect(admin.lastMessage).toContain("masih berisi 1 produk");
    await admin.taps("📦 Produknya");
    await admin.taps(/Steam Wallet/);
    await admin.taps("✏️ Ubah");
    await admin.taps("Kategori");
    await admin.taps("Tanpa kategori");
    await sections();
    await admin.taps("🎮 Game (0)");
    await admin.taps("⚪ Sembunyikan");
    expect(admin.lastMessage).toContain("⚪ Disembunyikan");
    await admin.taps("🗑 Hapus");
    await admin.taps("🗑 Ya, hapus");
    expect(admin.lastMessage).not.toContain("Game");
    const [entry] = await db.execute<{ action: string }>(
      sql`select action from audit_log order by id desc limit 1`,
    );
    expect(entry?.action).toBe("category.deleted");
  });

  test("are looked after in English too", async () => {
    await owner.says("/language");
    await owner.taps("🇬🇧 English");
    await owner.says("/admin");
    await owner.taps("🗂 Categories");
    await owner.taps("➕ New category");
    await owner.says("Streaming");
    await owner.says("📺");
    expect(owner.lastMessage).toContain("📺 Streaming");
    expect(owner.buttons).toContain("⬇️ Down");
  });
});

// --- internal ---

async function sections(): Promise<void> {
  await admin.says("/admin");
  await admin.taps("🗂 Kategori");
}

async function makes(name: string, emoji: string): Promise<void> {
  await sections();
  await admin.taps("➕ Kategori baru");
  await admin.says(name);
  await admin.says(emoji);
}
